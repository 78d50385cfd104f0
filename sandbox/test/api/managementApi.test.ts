/**
 * Proves whom the demo API lets in and what it says to the others, with tokens signed here and keys
 * served by a stand-in for `fetch`. That the emulated directory issues such tokens is proved end to
 * end; that the BDK decides alike stands in its source.
 */
import assert from "node:assert/strict";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { compareClaims } from "../../../cli/claims/compareClaims";
import { decodeToken } from "../../../cli/claims/decodeToken";
import { expectationOf } from "../../../cli/claims/verdict";
import { AZURE_CLI_CLIENT_ID as AZURE_CLI } from "../../../components/rules/values/clients";
import { appSettings } from "../../../components/rules/outputs/appSettings";
import { stackOutputs, targetOf } from "../../../components/rules/outputs";
import { specOf } from "../../../test/support/ruleTable";
import type { Config } from "../../../test/support/stackRun";
import { managementApi } from "../../api/managementApi";
import type { Fetch } from "../../http";

const clientId = "cccccccc-0000-4000-8000-000000000003";
const tenantId = "aaaaaaaa-0000-4000-8000-000000000001";
const groupId = "eeeeeeee-0000-4000-8000-000000000007";
const ids = {
  clientId,
  tenantId,
  cloud: "public",
  registration: "",
  servicePrincipal: "",
  consent: [],
} as const;
const NOW = new Date("2026-01-01T12:00:00Z");

type Key = Awaited<ReturnType<typeof generateKeyPair>>;

describe("the demo Management API", () => {
  let key: Key;
  let otherKey: Key;
  let fetch: Fetch;

  before(async () => {
    [key, otherKey] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
    const keys = { keys: [{ ...(await exportJWK(key.publicKey)), kid: "one", alg: "RS256" }] };
    fetch = ((url: URL | string) => {
      assert.equal(
        String(url),
        `https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys`,
      );
      return Promise.resolve(Response.json(keys));
    }) as unknown as Fetch;
  });

  /** A user's good version 2 token, changed as a case needs it. */
  function token(changes: Record<string, unknown> = {}, signedWith: Key = key): Promise<string> {
    const claims: JWTPayload = {
      aud: clientId,
      iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      ver: "2.0",
      tid: tenantId,
      scp: "access_as_producer",
      groups: [groupId],
      exp: NOW.getTime() / 1000 + 600,
      ...changes,
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: "one" })
      .sign(signedWith.privateKey);
  }

  async function call(
    authorization: string | undefined,
    group: string | undefined = groupId,
    roles: string | undefined = "ManagementAPI.AccessAll",
    config: Config = {},
  ): Promise<{ status: number; body: unknown; challenge: string | null }> {
    const spec = specOf(config);
    const target = targetOf({ clientId, tenantId, cloud: "public" }, spec);
    const api = managementApi(
      {
        appSettings: appSettings({ ...target, producers: group || undefined }, spec),
        expectedToken: { roles: roles || undefined },
      },
      fetch,
      () => NOW,
    );
    const response = await api.request("/api/service", {
      headers: authorization === undefined ? {} : { authorization },
    });
    return {
      status: response.status,
      body: await response.json(),
      challenge: response.headers.get("www-authenticate"),
    };
  }

  const welcome = { status: 200, body: { services: [] }, challenge: null };
  const unauthorized = (reason: string) => ({
    status: 401,
    body: { status: 401, reason },
    challenge: 'Bearer error="invalid_token"',
  });

  it("lets a member of the group in", async () => {
    assert.deepEqual(await call(`Bearer ${await token()}`), welcome);
  });

  it("lets a daemon with the role in", async () => {
    const daemon = await token({
      scp: undefined,
      groups: undefined,
      roles: ["ManagementAPI.AccessAll"],
    });
    assert.deepEqual(await call(`Bearer ${daemon}`), welcome);
  });

  it("lets a daemon in by the stack's own role, and by none where the stack says so", async () => {
    const daemon = await token({ scp: undefined, groups: undefined, roles: ["Todo.Read"] });
    assert.deepEqual(await call(`Bearer ${daemon}`, groupId, "Todo.Read"), welcome);
    assert.deepEqual((await call(`Bearer ${daemon}`, groupId, "")).body, {
      status: 403,
      reason: `the token has neither the group "${groupId}" in "groups"`,
    });
  });

  it("decides as the command line's judge of tokens does, whoever comes with whatever", async () => {
    const callers = [{ scp: "access_as_producer" }, { scp: undefined, idtyp: "app", azpacr: "1" }];
    const roles = [undefined, ["ManagementAPI.AccessAll"], ["Other"], "Other"];
    const groups = [undefined, [clientId], [groupId], groupId];
    const stacks = [undefined, groupId].flatMap((group) =>
      ["", "ManagementAPI.AccessAll"].map((role) => [group, role] as const),
    );
    for (const [producers, accessRole] of stacks) {
      const spec = specOf({ accessRole: accessRole || "none" });
      const outputs = stackOutputs(spec, { ...ids, producers });
      for (const caller of callers) {
        for (const role of roles) {
          for (const group of groups) {
            const made = await token({ ...caller, roles: role, groups: group, azp: AZURE_CLI });
            const { status } = await call(`Bearer ${made}`, producers ?? "", accessRole);
            const decoded = decodeToken(made);
            assert.ok(decoded !== undefined);
            const isRefused = compareClaims(decoded, expectationOf(outputs), NOW).some(
              ({ verdict }) => verdict === "wrong",
            );
            const told = JSON.stringify({ producers, accessRole, ...caller, role, group });
            assert.equal(isRefused, status !== 200, `${status}: ${told}`);
          }
        }
      }
    }
  });

  it("lets everybody of the tenant in where no group is set", async () => {
    assert.deepEqual(await call(`Bearer ${await token({ groups: undefined })}`, ""), welcome);
  });

  it("lets a version 1 token in that was asked for by URI", async () => {
    const first = await token({
      ver: "1.0",
      aud: `api://${clientId}`,
      iss: `https://sts.windows.net/${tenantId}/`,
    });
    assert.deepEqual(await call(`Bearer ${first}`), welcome);
  });

  it("takes every audience of a stack with version 1 tokens, and no other", async () => {
    const first = { ver: "1.0", iss: `https://sts.windows.net/${tenantId}/` };
    const config = { tokenVersion: 1, identifierUris: ["api://{tenantId}/calls"] };
    const ask = async (aud: string) =>
      call(`Bearer ${await token({ ...first, aud })}`, groupId, undefined, config);
    assert.deepEqual(await ask(clientId), welcome);
    assert.deepEqual(await ask(`api://${tenantId}/calls`), welcome);
    assert.deepEqual(
      await ask(`api://${clientId}`),
      unauthorized(
        `the token's audience is "api://${clientId}"; this API is "${clientId}" or "api://${tenantId}/calls"`,
      ),
    );
  });

  it("refuses with 403 who is neither in the group nor in the role", async () => {
    assert.deepEqual(await call(`Bearer ${await token({ groups: [clientId] })}`), {
      status: 403,
      body: {
        status: 403,
        reason: `the token has neither the group "${groupId}" in "groups" nor "ManagementAPI.AccessAll" in "roles"`,
      },
      challenge: null,
    });
  });

  it("names the overage where a user is in too many groups", async () => {
    const overage = await token({ groups: undefined, _claim_names: { groups: "src1" } });
    assert.deepEqual((await call(`Bearer ${overage}`)).body, {
      status: 403,
      reason: 'the user is in more than 200 groups, so the token carries no "groups"',
    });
  });

  const refusals: readonly (readonly [string, () => Promise<string | undefined>, string])[] = [
    [
      "no token",
      () => Promise.resolve(undefined),
      'no token: send "Authorization: Bearer <token>"',
    ],
    [
      "something that is no token",
      () => Promise.resolve("Bearer abc"),
      "the token is not a signed JSON Web Token",
    ],
    [
      "a token that another key signed",
      async () => `Bearer ${await token({}, otherKey)}`,
      "the token is not signed with a key of this tenant",
    ],
    [
      "a token for another API",
      async () => `Bearer ${await token({ aud: groupId })}`,
      `the token's audience is "${groupId}"; this API is "${clientId}"`,
    ],
    [
      "a version 2 token with the URI as audience",
      async () => `Bearer ${await token({ aud: `api://${clientId}` })}`,
      `the token's audience is "api://${clientId}"; this API is "${clientId}"`,
    ],
    [
      "a token of another tenant",
      async () => `Bearer ${await token({ iss: "https://login.microsoftonline.com/other/v2.0" })}`,
      'the token\'s "iss" is wrong',
    ],
    [
      "an expired token",
      async () => `Bearer ${await token({ exp: NOW.getTime() / 1000 - 1 })}`,
      "the token has expired",
    ],
    [
      "a token without expiry",
      async () => `Bearer ${await token({ exp: undefined })}`,
      'the token\'s "exp" is wrong',
    ],
    [
      "a token with neither scope nor role",
      async () => `Bearer ${await token({ scp: undefined })}`,
      'IDW10201: the token has neither "scp" nor "roles"',
    ],
  ];
  for (const [what, header, reason] of refusals) {
    it(`refuses ${what} with 401`, async () => {
      assert.deepEqual(await call(await header()), unauthorized(reason));
    });
  }
});
