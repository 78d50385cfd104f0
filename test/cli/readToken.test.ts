/** Proves how a token is found in what people hand over, and what kind it is. */
import assert from "node:assert/strict";
import { tokenKind } from "../../cli/claims/tokenKind";
import { readTokens } from "../../cli/check/readToken";
import { GOOD_CLAIMS, IDS, makeToken } from "./support/tokens";

const { azp } = GOOD_CLAIMS;

describe("tokenKind", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["an access token", makeToken(GOOD_CLAIMS), "access"],
    [
      "an id token",
      makeToken({
        aud: azp,
        iss: GOOD_CLAIMS.iss,
        preferred_username: "x",
        tid: IDS.tenantId,
        ver: "2.0",
      }),
      "id",
    ],
    ["a refresh token", `0.AXoA${"x".repeat(200)}`, "refresh"],
    ["a newer refresh token", `1.AXoA${"x".repeat(200)}.AgABAwEA${"y".repeat(100)}`, "refresh"],
    ["an encrypted token", `eyJhbGciOiJSU0EtT0FFUCJ9.${"a.".repeat(3)}b`, "encrypted"],
    ["half a token", "eyJhbGciOiJSUzI1NiJ9.eyJhdWQi", "cut"],
    ["a token without its middle", "eyJhbGciOiJSUzI1NiJ9.eyJhdWQ...c2ln", "cut"],
    ["the same with one character for the dots", "eyJhbGci…c2ln", "cut"],
    ["a token that lost a line", makeToken(GOOD_CLAIMS).replace(/(\.ey.{40}).{81}/, "$1"), "cut"],
    ["something else", "hello", "none"],
    ["three words with dots between them", "a.b.c", "none"],
  ];
  for (const [title, token, expected] of cases) {
    it(`recognizes ${title}`, () => assert.equal(tokenKind(token).kind, expected));
  }

  const idTokenOf = (more: Readonly<Record<string, unknown>>): string =>
    tokenKind(makeToken({ aud: "x", ...more })).kind;
  for (const mark of ["nonce", "preferred_username", "at_hash"]) {
    it(`recognizes an id token by its "${mark}"`, () =>
      assert.equal(idTokenOf({ [mark]: "1" }), "id"));
  }
  for (const mark of ["azp", "appid", "scp", "roles", "appidacr", "azpacr"]) {
    it(`recognizes an access token by its "${mark}"`, () =>
      assert.equal(idTokenOf({ nonce: "1", [mark]: "1" }), "access"));
  }
});

describe("readTokens", () => {
  const token = makeToken(GOOD_CLAIMS);
  const other = makeToken({ ...GOOD_CLAIMS, aud: "other" });
  const json = JSON.stringify({ accessToken: token, expiresOn: "x" }, null, 2);
  const wrapped = `${token.slice(0, 80)}\n${token.slice(80, 160)}\n${token.slice(160)}`;
  const cut = `${token.slice(0, 90)}...`;
  const idToken = makeToken({ aud: azp, nonce: "1" });
  const yaml = `accessToken: ${token}\nexpiresOn: '2026-06-01 13:00:00.000000'\nexpires_on: 1780318800\ntenant: x\ntokenType: Bearer\n`;
  const cases: readonly (readonly [string, string, string])[] = [
    ["a bare token", `${token}\n`, token],
    ["Bearer and a token", `Bearer ${token}`, token],
    ["a header", `Authorization: Bearer ${token}\r\n`, token],
    ["a quoted token", `"${token}"`, token],
    ["the JSON of az", json, token],
    ["the JSON of az on one line", JSON.stringify({ accessToken: token }), token],
    [
      "the JSON of az in colours",
      json.replace(`"${token}"`, `\u001b[33m"${token}"\u001b[39m`),
      token,
    ],
    ["the JSON of az after a warning", `WARNING: old\nWARNING: {older}\n${json}`, token],
    ["the JSON of az, wrapped", json.replace(token, wrapped), token],
    ["a list", `[${json}]`, token],
    ["a token answer", JSON.stringify({ id_token: other, access_token: token }), token],
    [
      "a table",
      `AccessToken${" ".repeat(900)}  ExpiresOn\n${"-".repeat(900)}  ---------\n${token}  2026-06-01 13:00:00.000000\n`,
      token,
    ],
    [
      "tab-separated values",
      `${token}\t2026-06-01 13:00:00.000000\t1780318800\tx\tBearer\n`,
      token,
    ],
    ["YAML", yaml, token],
    ["a list in YAML", `- ${yaml.replaceAll("\n", "\n  ")}`, token],
    [
      "an object of PowerShell",
      `\nToken     : ${wrapped.replaceAll("\n", "\n            ")}\nExpiresOn : 01/06/2026 13:00:00 +00:00\nTenantId  : x\n`,
      token,
    ],
    [
      "a curl line",
      `curl -H "Authorization: Bearer ${token}" https://api.example.com/api/call`,
      token,
    ],
    ["an export line", `export TOKEN='${token}'`, token],
    ["a dotenv line", `MANAGEMENT_API_TOKEN=${token}`, token],
    ["a PowerShell line", `$env:MANAGEMENT_API_TOKEN = '${token}'`, token],
    ["a byte order mark", `\uFEFF${token}`, token],
    ["a token that a terminal has broken", wrapped, token],
    ["UTF-16 read as UTF-8", `\uFFFD\uFFFD${Array.from(`Bearer ${token}`).join("\0")}\0`, token],
    ["a secure string", "Bearer System.Security.SecureString", "System.Security.SecureString"],
    [
      "an object with a secure string",
      "Token     : System.Security.SecureString\nExpiresOn : x",
      "System.Security.SecureString",
    ],
    ["a refresh token in an answer", JSON.stringify({ refresh_token: "0.AXoAx" }), "0.AXoAx"],
    ["a token that stands twice", `${token}\n${json}`, token],
    ["a token at the end of a sentence", `It is ${token}.`, token],
    ["the access token beside an id token", `${idToken}\n${token}`, token],
    ["the whole one beside a piece", `${token.slice(0, 90)}...\n${token}`, token],
    ["a token that three dots cut", `AccessToken  ExpiresOn\n${cut}  2026-06-01`, cut],
    [
      "a token of which the middle is gone",
      `Bearer ${token.slice(0, 70)}…xyz`,
      `${token.slice(0, 70)}…xyz`,
    ],
    [
      "a token whose end a terminal swallowed",
      `{ "accessToken": "${token.slice(0, 90)}`,
      token.slice(0, 90),
    ],
    ["a few letters of a token", "token: eyJ0...", "eyJ0..."],
    ["words that begin like one", "eyes. keys.", "eyes.keys."],
    ["what is no token", "hello world", "helloworld"],
    ["nothing", " \n", ""],
  ];
  for (const [title, input, expected] of cases) {
    it(`reads ${title}`, () =>
      assert.deepEqual(readTokens(input), expected === "" ? [] : [expected]));
  }

  const several: readonly (readonly [string, string])[] = [
    ["on two lines", `${token}\n${other}\n`],
    ["with nothing between", `${token}${other}`],
    ["with a comma between", `"${token}","${other}"`],
    ["each broken by a terminal", `${wrapped}\n${other.slice(0, 80)}\n${other.slice(80)}`],
    ["in a list of az's answers", `[${json}, ${json.replace(token, other)}]`],
  ];
  for (const [title, input] of several) {
    it(`reads several tokens ${title}`, () => assert.deepEqual(readTokens(input), [token, other]));
  }

  it("takes time in proportion to the text", () => {
    for (const text of [
      "ey".repeat(100_000),
      "ey.".repeat(60_000),
      "a\n".repeat(100_000),
      "{".repeat(100_000),
      "eyJhbGciOiJS".repeat(20_000),
    ]) {
      const started = process.cpuUsage();
      readTokens(text);
      const { user } = process.cpuUsage(started);
      assert.ok(user < 1_000_000, `${user / 1000} ms`);
    }
  });
});
