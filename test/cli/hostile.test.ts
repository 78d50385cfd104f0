/**
 * Proves that text from outside is shown as text at every door, that secrets are not repeated, and
 * that no input ends in a bug report or keeps a command busy. az, Pulumi and the API are scripted;
 * test/fuzz tries what nobody thought of.
 */
import assert from "node:assert/strict";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createAz, namesFile } from "../../cli/az/az";
import { Unanswered } from "../../cli/az/unanswered";
import { accountAnswer } from "../../cli/az/answers";
import { fetchPublishedKeys } from "../../cli/az/publishedKeys";
import { type ApiAnswer, createApiCaller } from "../../cli/doctor/callApi";
import { readTokens } from "../../cli/check/readToken";
import type { RunResult } from "../../cli/process/processRunner";
import { secretIn, withoutSecrets } from "../../cli/secrets";
import { assertTame } from "../fuzz/support";
import { cli, outputs, READ_STACK, token } from "./support/scriptedCli";
import { ended, scriptedRunner } from "./support/scriptedRunner";
import { GOOD_CLAIMS, makeToken } from "./support/tokens";

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
    assert.equal((await az(["account", "show"], accountAnswer)).user.name, SHOWN);
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
    const rsaKey = (bits: number): object => {
      const modulus = Buffer.alloc(bits / 8, 0xff).toString("base64url");
      return { kty: "RSA", n: modulus, e: "AQAB" };
    };
    const keys = [
      { ...rsaKey(1024), kid: "short" },
      { kty: "RSA", n: "!", e: "!" },
      { ...rsaKey(2048), kid: "good" },
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
    assert.deepEqual(
      found.keys.map(({ kid }) => kid),
      ["good"],
    );
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
    await assert.rejects(
      az(["ad", "app", "list", "--display-name", "@/etc/passwd"], accountAnswer),
      Unanswered,
    );
  });

  it("is read by halves: quotes inside stay, those around go", () => {
    assert.deepEqual(readTokens(`"'a'b";`), ["a'b"]);
  });
});
