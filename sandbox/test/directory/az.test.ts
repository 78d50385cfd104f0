/**
 * Proves that the real Azure CLI signs in to the directory, gets the tokens that the documented
 * commands ask for, and reports refusals as documented. It says nothing about what Entra ID
 * decides. Skipped where `az` is not on PATH.
 */
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { decodeJwt } from "jose";
import { AZURE_CLI_APP_ID, SEED } from "../../directory";
import { clientEnvironment, withoutForeignVariables } from "../../environment";
import { startTestDirectory, type TestDirectory } from "./client";
import { register, type Registration, SCOPE_ID } from "./registration";

const isWindows = process.platform === "win32";

/** az's version, or undefined where there is none. */
function findAz(): string | undefined {
  try {
    const output = execFileSync("az", ["version", "-o", "tsv", "--query", '"azure-cli"'], {
      encoding: "utf8",
      shell: isWindows,
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, AZURE_CORE_COLLECT_TELEMETRY: "no" },
    });
    return output.trim();
  } catch {
    return undefined;
  }
}

interface Run {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

describe("the real Azure CLI with the directory", function () {
  this.timeout(120_000);
  let test: TestDirectory;
  let folder: string;
  let registration: Registration;

  before(async function () {
    folder = mkdtempSync(path.join(tmpdir(), "directory-az-"));
    if (findAz() === undefined) {
      explainSkip("the Azure CLI (az) is not on PATH");
      this.skip();
    }
    test = await startTestDirectory();
    registration = await register(test);
    const login = await az("login", "--use-device-code", "--allow-no-subscriptions", "-o", "json");
    assert.equal(login.exitCode, 0, login.errors);
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    // Undefined where the tests were skipped.
    await (test as TestDirectory | undefined)?.close();
  });

  function explainSkip(reason: string): void {
    process.stderr.write(`    skipped: ${reason}\n`);
  }

  function az(...args: string[]): Promise<Run> {
    const env = {
      ...withoutForeignVariables(process.env),
      ...clientEnvironment(test.directory, { azureConfigDir: folder }),
    };
    return new Promise((resolve) => {
      const child = execFile("az", args, { env, shell: isWindows }, (error, output, errors) => {
        resolve({
          exitCode: typeof error?.code === "number" ? error.code : error ? 1 : 0,
          output,
          errors,
        });
      });
      child.stdin?.end();
    });
  }

  async function read(...args: string[]): Promise<unknown> {
    const { exitCode, output, errors } = await az(...args, "-o", "json");
    assert.equal(exitCode, 0, errors);
    return output.trim() === "" ? undefined : (JSON.parse(output) as unknown);
  }

  it("knows who is signed in, and where", async () => {
    assert.deepEqual(
      await read("account", "show", "--query", "{id:id,tenantId:tenantId,user:user}"),
      {
        id: SEED.tenantId,
        tenantId: SEED.tenantId,
        user: { name: "dana@sandbox.example", type: "user" },
      },
    );
  });

  it("gets a token by each way to name the API, asking for what is documented", async () => {
    const { appId } = registration;
    const forms: readonly (readonly [string, string, string])[] = [
      ["--resource", appId, `${appId}/.default`],
      ["--resource", `api://${appId}`, `api://${appId}/.default`],
      ["--resource", `api://${appId}/`, `api://${appId}//.default`],
      ["--scope", `api://${appId}/access_as_producer`, `api://${appId}/access_as_producer`],
    ];
    for (const [option, value, scope] of forms) {
      const before = test.directory.journal.length;
      const answer = (await read("account", "get-access-token", option, value)) as {
        accessToken: string;
        tenant: string;
      };
      const { aud, azp, scp, groups } = decodeJwt(answer.accessToken);
      assert.deepEqual(
        { aud, azp, scp, groups, tenant: answer.tenant },
        {
          aud: appId,
          azp: AZURE_CLI_APP_ID,
          scp: "access_as_producer",
          groups: [SEED.group.objectId],
          tenant: SEED.tenantId,
        },
      );
      const asked = test.directory.journal
        .slice(before)
        .filter(({ method }) => method === "POST")
        .map(({ body }) => (body as { scope: string }).scope.split(" ").sort());
      // The last form is answered from az's cache: the answer to another form listed its scope.
      if (asked.length > 0 || option === "--resource") {
        assert.deepEqual(asked, [["offline_access", "openid", "profile", scope].sort()], value);
      }
    }
  });

  it("ends with AADSTS65001 and nothing on standard output when it is not pre-authorized, and works once it is", async () => {
    const other = await register(test, { displayName: "Other" }, []);
    const command = ["account", "get-access-token", "--resource", other.appId];
    const refused = await az(...command);
    assert.deepEqual([refused.exitCode, refused.output], [1, ""]);
    assert.ok(
      refused.errors.startsWith(
        `ERROR: AADSTS65001: The user or administrator has not consented to use the application with ID '${AZURE_CLI_APP_ID}' named 'Microsoft Azure CLI'. Send an interactive authorization request for this user and resource.`,
      ),
      refused.errors,
    );
    await test.graph("PATCH", `/v1.0/applications/${other.objectId}`, {
      api: {
        preAuthorizedApplications: [
          { appId: AZURE_CLI_APP_ID, delegatedPermissionIds: [SCOPE_ID] },
        ],
      },
    });
    const allowed = await az(...command, "-o", "none");
    assert.deepEqual([allowed.exitCode, allowed.output], [0, ""]);
  });

  it("ends with AADSTS500011 for an API that is not in the tenant", async () => {
    const refused = await az("account", "get-access-token", "--resource", "api://none");
    assert.deepEqual([refused.exitCode, refused.output], [1, ""]);
    assert.match(
      refused.errors,
      /^ERROR: AADSTS500011: The resource principal named api:\/\/none /,
    );
  });

  it("shows, finds and creates registrations", async () => {
    const { appId } = registration;
    const shown = ["--query", "displayName"];
    assert.equal(await read("ad", "app", "show", "--id", appId, ...shown), "Management API");
    assert.equal(
      await read("ad", "app", "show", "--id", `api://${appId}`, ...shown),
      "Management API",
    );
    assert.equal(await read("ad", "sp", "show", "--id", appId, ...shown), "Management API");
    assert.deepEqual(
      await read("ad", "app", "list", "--display-name", "Management", "--query", "[].appId"),
      [appId],
    );
    assert.equal(await read("ad", "app", "create", "--display-name", "By az", ...shown), "By az");
    const missing = await az("ad", "app", "show", "--id", "99999999-0000-4000-8000-000000000000");
    assert.notEqual(missing.exitCode, 0);
  });

  it("asks about the user and their groups", async () => {
    assert.equal(
      await read("ad", "signed-in-user", "show", "--query", "userPrincipalName"),
      "dana@sandbox.example",
    );
    assert.deepEqual(
      await read(
        "ad",
        "group",
        "member",
        "check",
        "--group",
        SEED.group.displayName,
        "--member-id",
        SEED.user.objectId,
      ),
      { value: true },
    );
    assert.deepEqual(
      await read(
        "rest",
        "--url",
        "https://graph.microsoft.com/v1.0/me/transitiveMemberOf/microsoft.graph.group",
        "--query",
        "value[].id",
      ),
      [SEED.group.objectId],
    );
  });

  it("passes on what the directory does not serve", async () => {
    const refused = await az("rest", "--url", "https://graph.microsoft.com/v1.0/sites/root");
    assert.notEqual(refused.exitCode, 0);
    assert.match(refused.errors, /\(\(sandbox\)\) GET \/v1\.0\/sites\/root is not served/);
  });

  it("signs in as the deployer, too", async () => {
    const { deployer, tenantId } = test.directory;
    await read(
      "login",
      "--service-principal",
      "-u",
      deployer.clientId,
      "-p",
      deployer.clientSecret,
      "--tenant",
      tenantId,
      "--allow-no-subscriptions",
    );
    assert.equal(await read("account", "show", "--query", "user.type"), "servicePrincipal");
  });

  it("reached for no host outside but its own version checks", () => {
    const foreign = test.directory.refusedHosts.filter(
      (host) =>
        !/^(azure\.microsoft\.com|azcliprod\.blob\.core\.windows\.net|aka\.ms):443$/.test(host),
    );
    assert.deepEqual(foreign, []);
  });
});
