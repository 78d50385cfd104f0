/**
 * Proves the rules that judge a token's claims, one wrong claim at a time. Cannot prove that Entra
 * ID issues such tokens.
 */
import assert from "node:assert/strict";
import { compareClaims } from "../../cli/claims/compareClaims";
import { type ClaimVerdict, expectationOf } from "../../cli/claims/verdict";
import { decodeToken } from "../../cli/claims/decodeToken";
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
      "accepts a list of audiences with this API in it",
      { ...GOOD_CLAIMS, aud: ["x", IDS.clientId] },
      [],
    ],
    [
      "names another API where a list of audiences lacks this one",
      { ...GOOD_CLAIMS, aud: ["https://api.example", "x"] },
      ["aud: token.wrong.api"],
    ],
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
