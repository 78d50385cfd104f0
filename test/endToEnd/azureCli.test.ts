/**
 * Proves with the real Azure CLI that the command from the stack's outputs gives the token that the
 * outputs promise, and that the token opens the API. What the directory decides is emulated; that
 * it decides from what the program registered is shown by the refusals.
 */
import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import type { AppSettings } from "../../components/rules/outputs/appSettings";
import type { TokenCommands } from "../../components/rules/outputs/commands";
import { audiencesOf, type ExpectedToken } from "../../components/rules/outputs/expectedToken";
import { startManagementApi } from "../../sandbox/api/server";
import { sandboxFetch } from "../../sandbox/http";
import { runProcess } from "../../sandbox/process";
import type { AzureCli } from "../../sandbox/tokenClients/azureCli";
import { requireAzureCli } from "../support/azureCli";
import { errorsOf, startStack, type StackRun } from "../support/stackRun";

interface Outputs {
  readonly tokenCommand: string;
  readonly loginCommand: string;
  readonly tokenCommands: TokenCommands;
  readonly expectedToken: ExpectedToken;
  readonly appSettings: AppSettings;
}

describe("the real Azure CLI", function () {
  this.timeout(180_000);
  let stack: StackRun;
  let az: AzureCli;
  let outputs: Outputs;

  before(async function () {
    stack = await startStack();
    az = await requireAzureCli(this, stack.environment);
    const { userPrincipalName } = stack.directory.user;
    await stack.configure({ producers: { members: [userPrincipalName] } });
    assert.equal(errorsOf(await stack.up()), "");
    outputs = (await stack.outputs()) as unknown as Outputs;
    assert.equal(await az.signIn(outputs.loginCommand), userPrincipalName);
  });
  after(() => stack.close());

  it("gets the token that the outputs promise, and the API lets it in", async () => {
    const answer = await az.getToken(outputs.tokenCommand);
    assert.ok(answer.ok, answer.ok ? "" : answer.message);
    const claims = decodeJwt(answer.accessToken);
    // The role is in applications' tokens.
    const { groups, roles, ...expected } = outputs.expectedToken;
    assert.equal(roles, "ManagementAPI.AccessAll");
    assert.deepEqual(
      Object.fromEntries(Object.keys(expected).map((name) => [name, claims[name]])),
      expected,
    );
    assert.ok((claims["groups"] as string[]).includes(groups ?? ""));

    const http = sandboxFetch(stack.environment);
    const api = await startManagementApi(outputs, http.fetch);
    try {
      const response = await fetch(`${api.url}/api/service`, {
        headers: { Authorization: `Bearer ${answer.accessToken}` },
      });
      assert.equal(response.status, 200);
    } finally {
      await api.close();
      await http.close();
    }
  });

  const inShell = (command: string, shell = "sh") =>
    runProcess(shell, ["-c", command], { environment: stack.environment });
  for (const name of ["tokenOnly", "scope", "tenant"] as const) {
    it(`runs the variant "${name}" as it stands`, async () => {
      const { code, stdout, stderr } = await inShell(outputs.tokenCommands[name]);
      assert.equal(code, 0, stderr);
      const token = name === "tokenOnly" ? stdout.trim() : tokenOf(stdout);
      assert.equal(decodeJwt(token).aud, audiencesOf(outputs.expectedToken)[0]);
    });
  }

  it("runs the variant for bash as it stands", async function () {
    if (process.platform === "win32") return this.skip();
    const { code, stdout, stderr } = await inShell(
      `${outputs.tokenCommands.bash}; printf %s "\${#TOKEN}"`,
      "bash",
    );
    assert.equal(code, 0, stderr);
    assert.ok(Number(stdout) > 100, "the variable holds a token");
  });

  it("verifies a token on deployment, and records only when it expires", async () => {
    const { userPrincipalName } = stack.directory.user;
    await stack.configure({ producers: { members: [userPrincipalName] }, verifyToken: true });
    const result = await stack.up();
    assert.equal(errorsOf(result), "");
    const verification = (await stack.state()).deployment.resources.find(({ type }) =>
      String(type).startsWith("command:"),
    );
    assert.ok(verification);
    assert.doesNotMatch(await stack.stateText(), /eyJ[\w-]+\.[\w-]+\./);
    const { stdout } = verification["outputs"] as { stdout: unknown };
    assert.equal(stdout, "[secret]");
  });

  it("shows one command and what az says where the verification gets no token", async () => {
    const other = await startStack({ verifyToken: true });
    try {
      const result = await other.up();
      assert.equal(result.ok, false);
      assert.match(
        errorsOf(result),
        /^exit status 1: running "az account get-access-token --resource \S+ --tenant \S+ --query expiresOn --output tsv":\nERROR: Please run 'az login' to setup account\.$/m,
      );
    } finally {
      await other.close();
    }
  });

  it("is refused with AADSTS65001 once another client is pre-authorized instead", async () => {
    const { userPrincipalName } = stack.directory.user;
    await stack.configure({ clients: ["vsCode"], producers: { members: [userPrincipalName] } });
    assert.equal(errorsOf(await stack.up()), "");
    const fresh = az.withConfigDir(`${stack.folder}/azure-fresh`);
    await fresh.signIn("az login --allow-no-subscriptions");
    const answer = await fresh.getToken(outputs.tokenCommand);
    assert.ok(!answer.ok);
    assert.match(answer.message, /AADSTS65001.*04b07795-8ddb-461a-bbee-02f9e1bf7b46/);
  });

  it("asked for no other hosts than those that az looks for news at", () => {
    const news = ["azure.microsoft.com:443", "azcliprod.blob.core.windows.net:443"];
    assert.deepEqual(
      stack.directory.refusedHosts.filter((host) => !news.includes(host)),
      [],
    );
  });
});

function tokenOf(json: string): string {
  return (JSON.parse(json) as { accessToken: string }).accessToken;
}
