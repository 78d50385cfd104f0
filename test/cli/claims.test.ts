/**
 * Proves the rules that judge a token's claims, one wrong claim at a time. Cannot prove that Entra
 * ID issues such tokens.
 */
import assert from "node:assert/strict";
import { compareClaims } from "../../cli/claims/compareClaims";
import { type ClaimVerdict, expectationOf } from "../../cli/claims/verdict";
import { decodeToken } from "../../cli/claims/decodeToken";
import { tokenKind } from "../../cli/claims/tokenKind";
import { readTokens } from "../../cli/check/readToken";
import { makeOutputs } from "./support/stack";
import { GOOD_CLAIMS, IDS, makeToken, NOW } from "./support/tokens";
import { WordsFile } from "./support/wordsFile";

const expected = expectationOf(makeOutputs());
const { groups, ...withoutGroups } = GOOD_CLAIMS;
const { scp, azp, ...withoutUser } = withoutGroups;
const seconds = NOW.getTime() / 1000;

function verdictsOf(claims: Readonly<Record<string, unknown>>): readonly ClaimVerdict[] {
  const token = decodeToken(makeToken(claims));
  assert.ok(token !== undefined);
  return compareClaims(token, expected, NOW);
}

/** A verdict on one line. */
function lineOf({ verdict, claim, found, expected, meaning = "" }: ClaimVerdict): string {
  return `${verdict} ${claim}: "${found}" for "${expected}". ${meaning}`.trim();
}

describe("compareClaims", () => {
  const words = new WordsFile("claims.json");
  const otherTenant = "bbbbbbbb-0000-4000-8000-00000000000b";
  const cases: readonly (readonly [
    string,
    Readonly<Record<string, unknown>>,
    readonly string[],
  ])[] = [
    ["accepts a good token", GOOD_CLAIMS, []],
    [
      "accepts more scopes and groups than expected",
      { ...GOOD_CLAIMS, scp: "a access_as_producer b", groups: ["x", ...groups] },
      [],
    ],
    [
      "accepts an application with an app role",
      { ...withoutUser, azp: "other", azpacr: "1", roles: ["ManagementAPI.AccessAll"] },
      [],
    ],
    [
      "accepts the daemon's role in place of the group",
      { ...withoutGroups, roles: ["ManagementAPI.AccessAll"] },
      [],
    ],
    [
      "names an application that has neither the group nor the role",
      { ...withoutUser, idtyp: "app", appid: "other", roles: ["Another.Role"], groups: ["x", "y"] },
      ["roles: token.wrong.app-role"],
    ],
    [
      "accepts an application with the group and any role",
      { ...withoutUser, idtyp: "app", appid: "other", roles: ["Another.Role"], groups },
      [],
    ],
    [
      "names an application without a role, whatever its groups",
      { ...withoutUser, idtyp: "app", appid: "other", groups },
      ["azp: token.wrong.service-principal"],
    ],
    [
      "accepts values that arrive as text",
      {
        ...GOOD_CLAIMS,
        exp: String(GOOD_CLAIMS.exp),
        nbf: String(GOOD_CLAIMS.nbf),
        groups: groups[0],
      },
      [],
    ],
    ["accepts an audience with a slash", { ...GOOD_CLAIMS, aud: `api://${IDS.clientId}/` }, []],
    [
      "names an API that nobody knows",
      { ...GOOD_CLAIMS, aud: "https://api.example" },
      ["aud: token.wrong.api"],
    ],
    [
      "names a token that says nothing",
      {},
      [
        "tid: token.wrong.tenant",
        "aud: token.wrong.api",
        "iss: token.wrong.tenant",
        "exp: token.wrong.expired",
      ],
    ],
    [
      "names a user without scopes, whose client proved nothing",
      { ...withoutUser, azp, azpacr: "0", groups },
      ["scp: token.wrong.scopes"],
    ],
    [
      "names the implicit flow's short form, which is no overage",
      { ...withoutGroups, hasgroups: true },
      ["groups: token.wrong.groups-implicit"],
    ],
    [
      "names it where it arrives as text",
      { ...withoutGroups, hasgroups: "true" },
      ["groups: token.wrong.groups-implicit"],
    ],
    [
      "names a groups overage that arrives as text",
      { ...withoutGroups, _claim_names: '{"groups":"src1"}' },
      ["groups: token.wrong.groups-overage"],
    ],
    [
      "names another cloud",
      { ...GOOD_CLAIMS, iss: `https://login.microsoftonline.us/${IDS.tenantId}/v2.0` },
      ["iss: token.wrong.issuer"],
    ],
    [
      "names other groups",
      { ...withoutGroups, groups: ["x", "y"] },
      ["groups: token.wrong.groups"],
    ],
    [
      "names another tenant first",
      {
        ...GOOD_CLAIMS,
        tid: otherTenant,
        iss: `https://login.microsoftonline.com/${otherTenant}/v2.0`,
      },
      ["tid: token.wrong.tenant", "iss: token.wrong.tenant"],
    ],
    [
      "names another API and says nothing of its scopes",
      { ...GOOD_CLAIMS, aud: "https://graph.microsoft.com", scp: "User.Read", ver: "1.0" },
      ["aud: token.wrong.api"],
    ],
    [
      "names version 1 by its form",
      {
        ...GOOD_CLAIMS,
        ver: "1.0",
        aud: `api://${IDS.clientId}`,
        iss: `https://sts.windows.net/${IDS.tenantId}/`,
        appid: azp,
        azp: undefined,
      },
      ["aud: token.wrong.version", "ver: token.wrong.version", "iss: token.wrong.version"],
    ],
    [
      "names an issuer that is not the tenant's",
      { ...GOOD_CLAIMS, iss: "https://evil.example/" },
      ["iss: token.wrong.issuer"],
    ],
    [
      "names another client",
      { ...GOOD_CLAIMS, azp: "1950a258-227b-4e31-a9cf-717495945fc2" },
      ["azp: token.wrong.client"],
    ],
    [
      "names a service principal without a role",
      { ...withoutUser, azp: "other", azpacr: "1" },
      ["azp: token.wrong.service-principal"],
    ],
    [
      "names a client that nobody knows",
      { ...GOOD_CLAIMS, azp: "99999999-9999-4999-8999-999999999999", scp: "another" },
      ["azp: token.wrong.client"],
    ],
    ["names a missing scope", { ...GOOD_CLAIMS, scp: "another" }, ["scp: token.wrong.scopes"]],
    [
      "names group ids among the roles, and not the missing groups",
      { ...withoutGroups, roles: [...groups] },
      ["roles: token.wrong.roles"],
    ],
    [
      "names a missing group",
      { ...GOOD_CLAIMS, groups: ["other"] },
      ["groups: token.wrong.groups"],
    ],
    [
      "names a groups overage",
      { ...withoutGroups, _claim_names: { groups: "src1" } },
      ["groups: token.wrong.groups-overage"],
    ],
    [
      "names a token that is not valid yet",
      { ...GOOD_CLAIMS, nbf: seconds + 3600 },
      ["nbf: token.wrong.not-yet-valid"],
    ],
    ["lets five minutes pass between clocks", { ...GOOD_CLAIMS, nbf: seconds + 299 }, []],
    ["names an expired token", { ...GOOD_CLAIMS, exp: seconds - 1 }, ["exp: token.wrong.expired"]],
    [
      "names version 1 of another cloud by its cloud",
      { ...GOOD_CLAIMS, ver: "1.0", iss: `https://sts.chinacloudapi.cn/${IDS.tenantId}/` },
      ["ver: token.wrong.version", "iss: token.wrong.issuer"],
    ],
    [
      "shows an end that cannot be read as it is",
      { ...GOOD_CLAIMS, exp: { at: "noon" } },
      ["exp: token.wrong.expired"],
    ],
    [
      "names a token without an end",
      { ...GOOD_CLAIMS, exp: undefined },
      ["exp: token.wrong.expired"],
    ],
  ];
  assert.equal(scp, "access_as_producer");
  for (const [title, claims, expected] of cases) {
    it(title, () => {
      const verdicts = verdictsOf(claims);
      assert.deepEqual(
        verdicts.flatMap(({ claim, code }) => (code === undefined ? [] : [`${claim}: ${code}`])),
        expected,
      );
      words.assertSame(title, verdicts.map(lineOf));
    });
  }

  it("told everything that the file of words holds", () => words.assertComplete());
});

describe("compareClaims for a stack with version 1 tokens", () => {
  const expected = expectationOf(makeOutputs({ tokenVersion: 1 }));
  const iss = `https://sts.windows.net/${IDS.tenantId}/`;
  const first = { ...withoutGroups, groups, ver: "1.0", iss, azp: undefined, appid: azp };
  const wrongIn = (claims: Readonly<Record<string, unknown>>) => {
    const token = decodeToken(makeToken(claims));
    assert.ok(token !== undefined);
    return compareClaims(token, expected, NOW)
      .filter(({ verdict }) => verdict === "wrong")
      .map(({ claim, code }) => `${claim}: ${code ?? ""}`);
  };

  it("accepts every name of the API as audience, and no other", () => {
    for (const aud of [IDS.clientId, `api://${IDS.clientId}`]) {
      assert.deepEqual(wrongIn({ ...first, aud }), []);
    }
    assert.deepEqual(wrongIn({ ...first, aud: "api://other" }), ["aud: token.wrong.api"]);
  });

  it("names a version 2 token by its form", () => {
    assert.deepEqual(wrongIn(GOOD_CLAIMS), [
      "ver: token.wrong.version",
      "iss: token.wrong.version",
    ]);
  });
});

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
  ];
  for (const [title, token, expected] of cases) {
    it(`recognizes ${title}`, () => assert.equal(tokenKind(token).kind, expected));
  }

  it("says why something is none", () =>
    assert.deepEqual(
      ["hello", "a.b.c"].map((text) => tokenKind(text)),
      [
        "a token is three parts of letters and digits with dots between them",
        "a token is three parts of letters and digits with dots between them",
      ].map((why) => ({ kind: "none", why })),
    ));

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
