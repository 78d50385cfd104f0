/**
 * Proves what "token" prints and ends with. az is scripted: that the real one answers so,
 * faults.test.ts shows.
 */
import assert from "node:assert/strict";
import type { RunResult } from "../../cli/process/processRunner";
import { ANSWER, cli, outputs, READ_STACK, token } from "./support/scriptedCli";
import { ended } from "./support/scriptedRunner";
import { makeOutputs } from "./support/stack";
import { GOOD_CLAIMS, makeToken } from "./support/tokens";

describe("token", () => {
  const answers = { [outputs.tokenCommand]: ANSWER };
  const forms: readonly (readonly [string, readonly string[], string])[] = [
    ["alone", [], `${token}\n`],
    ["as a header", ["--format", "header"], `Authorization: Bearer ${token}\n`],
    ["as a dotenv line", ["--format", "dotenv"], `MANAGEMENT_API_TOKEN=${token}\n`],
    [
      "as a PowerShell line",
      ["--format", "powershell"],
      `$env:MANAGEMENT_API_TOKEN = '${token}'\n`,
    ],
    [
      "not at all as JSON, but what it says",
      ["--format", "json"],
      `${JSON.stringify({ expiresOn: "2026-06-01T13:00:00.000Z", claims: GOOD_CLAIMS }, null, 2)}\n`,
    ],
    [
      "as JSON when asked to",
      ["--format", "json", "--include-token"],
      `${JSON.stringify({ accessToken: token, expiresOn: "2026-06-01T13:00:00.000Z", claims: GOOD_CLAIMS }, null, 2)}\n`,
    ],
  ];
  for (const [title, args, stdout] of forms) {
    it(`prints the token ${title}`, async () => {
      const result = await cli(["token", ...args], answers);
      assert.deepEqual([result.exitCode, result.stdout], [0, stdout]);
      assert.match(
        result.stderr,
        /^Token for "BDK Management API \(dev\)" as "dana@sandbox\.example", valid until \d\d:\d\d \(60 min\)\.\n$/,
      );
      assert.deepEqual(result.calls, [READ_STACK, outputs.tokenCommand]);
    });
  }

  it("asks for one scope", async () => {
    const command = `az account get-access-token --scope ${outputs.identifierUri}/access_as_producer`;
    const result = await cli(["token", "--scope", "access_as_producer"], { [command]: ANSWER });
    assert.deepEqual([result.exitCode, result.stdout], [0, `${token}\n`]);
  });

  it("refuses a scope that the stack does not have, with the likely one", async () => {
    assert.deepEqual(await cli(["token", "--scope", "access_as_producr"]), {
      exitCode: 2,
      stdout: "",
      stderr:
        'error: "--scope" is "access_as_producr": it must be a scope of the stack; write "access_as_producer"\nAdd --help for the options.\n',
      calls: [READ_STACK],
    });
  });

  it("refuses a scope that the stack does not give the Azure CLI, before az is asked", async () => {
    const ofClients = (clients: unknown) =>
      ended(
        makeOutputs({
          scopes: [{ value: "one" }, { value: "two" }],
          clients,
        }),
      );
    const refusal = async (clients: unknown) => {
      const answers = { [READ_STACK]: ofClients(clients) };
      const { exitCode, stdout, stderr, calls } = await cli(["token", "--scope", "two"], answers);
      assert.deepEqual([exitCode, stdout, calls], [1, "", [READ_STACK]]);
      return stderr;
    };
    const way =
      '  To give it "two" too, add that to the scopes of "azureCli" in "management-api:clients" and deploy the stack.\n';
    assert.equal(
      await refusal([{ client: "azureCli", scopes: ["one"] }]),
      `error: "--scope" is "two": the stack gives the Azure CLI only "one". [token.refused.not-preauthorized]\n${way}`,
    );
    assert.equal(
      await refusal(["azurePowerShell"]),
      `error: "--scope" is "two": the stack gives the Azure CLI no scope. [token.refused.not-preauthorized]\n${way}`,
    );
  });

  it("prints no token that is wrong, and says claim by claim why", async () => {
    const wrong = makeToken({ ...GOOD_CLAIMS, groups: [] });
    const result = await cli(["token"], { [outputs.tokenCommand]: ended({ accessToken: wrong }) });
    assert.deepEqual([result.exitCode, result.stdout], [1, ""]);
    assert.equal(
      result.stderr,
      [
        'error: The token is not one that "BDK Management API (dev)" accepts, so it is not printed: [token.wrong.groups]',
        '  groups: expected "cccccccc-0000-4000-8000-000000000008", found "[]". The user is not in the group that the API checks, or joined it after this token was issued.',
        '  Have the user added to the group "cccccccc-0000-4000-8000-000000000008", then sign in again: a token lists the groups of the moment it was issued.',
        "  az logout",
        `  ${outputs.loginCommand}`,
        '  Done already? Where the user is in the group, "doctor" tells whether the group is one that tokens list.',
        "",
      ].join("\n"),
    );
  });

  it("prints no token that nobody signed", async () => {
    const unsigned = makeToken(GOOD_CLAIMS, { alg: "none" });
    const result = await cli(["token"], {
      [outputs.tokenCommand]: ended({ accessToken: unsigned }),
    });
    assert.deepEqual([result.exitCode, result.stdout], [1, ""]);
    assert.match(
      result.stderr,
      /\[token\.wrong\.signature\]\n {2}signature: the token is not signed, so anybody can have written it\.\n/,
    );
  });

  it("accepts a daemon's token and says whose it is", async () => {
    const claims = {
      ...GOOD_CLAIMS,
      scp: undefined,
      groups: undefined,
      preferred_username: undefined,
    };
    const daemon = makeToken({
      ...claims,
      azp: "daemon",
      azpacr: "1",
      oid: "the-daemon",
      roles: ["ManagementAPI.AccessAll"],
    });
    const result = await cli(["token"], { [outputs.tokenCommand]: ended({ accessToken: daemon }) });
    assert.equal(result.stdout, `${daemon}\n`);
    assert.match(
      result.stderr,
      /as the application "the-daemon" with "ManagementAPI\.AccessAll", valid until/,
    );
  });

  const failures: readonly (readonly [string, RunResult, string])[] = [
    ["az is missing", { kind: "missing", reason: "ENOENT" }, "az.missing"],
    ["az hangs", { kind: "timeout", afterMs: 30_000, stderr: "" }, "az.timeout"],
    ["az answers something else", ended("hello"), "az.unreadable"],
    [
      "az answers a token that is none",
      ended({ accessToken: "opaque" }),
      "token.wrong.not-an-access-token",
    ],
    ["the network is cut", ended("", "ERROR: Max retries exceeded", 1), "az.network"],
    [
      "nobody is signed in",
      ended("", "ERROR: Please run 'az login' to setup account.", 1),
      "token.refused.not-signed-in",
    ],
    ["az fails otherwise", ended("", "ERROR: The moon is full.", 1), "az.failed"],
  ];
  for (const [title, answer, code] of failures) {
    it(`ends with ${code} when ${title}`, async () => {
      const result = await cli(["token"], { [outputs.tokenCommand]: answer });
      assert.deepEqual([result.exitCode, result.stdout], [1, ""]);
      assert.ok(result.stderr.includes(`[${code}]`), result.stderr);
      assert.doesNotMatch(result.stderr, /\n\s+at /);
    });
  }

  const crash = ended("", "Traceback (most recent call last):\n  File 'x'\nKeyError: 'tid'", 1);
  const accounts: readonly (readonly [string, RunResult, RegExp])[] = [
    [
      "names the other tenant that az fails over",
      ended({ tenantId: "elsewhere", user: { name: "dana", type: "user" } }),
      /^error: Signed in to the tenant "elsewhere" as "dana", .* \[token\.refused\.wrong-tenant\]/,
    ],
    [
      "says that az itself failed where the sign-in does not tell why",
      ended({ tenantId: outputs.tenantId, user: { name: "robot", type: "servicePrincipal" } }),
      /^error: "az" itself failed, .* \[az\.failed\]\naz said: KeyError: 'tid'\n {2}See .*"az account get-access-token --resource \S+ --debug"\.\n$/,
    ],
  ];
  for (const [title, account, stderr] of accounts) {
    it(title, async () => {
      const answers = { [outputs.tokenCommand]: crash, "az account show": account };
      const result = await cli(["token"], answers);
      assert.deepEqual([result.exitCode, result.stdout], [1, ""]);
      assert.match(result.stderr, stderr);
    });
  }

  it("accepts warnings around the answer", async () => {
    const noisy = ended(
      `WARNING: update me\n${JSON.stringify({ accessToken: token })}`,
      "WARNING: more\n",
    );
    const result = await cli(["token"], { [outputs.tokenCommand]: noisy });
    assert.deepEqual([result.exitCode, result.stdout], [0, `${token}\n`]);
  });
});
