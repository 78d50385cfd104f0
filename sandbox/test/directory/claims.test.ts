/**
 * Proves what is in a token: audience, version, scopes, groups, for every way to ask. Who gets one
 * is proven in tokens.test.ts.
 */
import assert from "node:assert/strict";
import { AZURE_CLI_APP_ID, SEED } from "../../directory";
import { claimsOf, type Reply, useTestDirectory } from "./client";
import { register, type Registration } from "./registration";

describe("claims of the directory's tokens", () => {
  let registration: Registration;
  let refreshToken: string;
  const test = useTestDirectory();
  beforeEach(async () => {
    registration = await register(test);
    refreshToken = await test.signIn();
  });

  const ask = (wanted: string): Promise<Reply> => test.requestUserToken(refreshToken, wanted);
  const api = (): string => `${registration.appId}/.default`;
  const application = () =>
    test.directory.state.applications.find(({ id }) => id === registration.objectId) ??
    assert.fail();

  it("gives the Azure CLI a version 2 token of the pre-authorized API", async () => {
    const answer = await ask(api());
    const { appId } = registration;
    assert.equal(answer.status, 200);
    const { access_token, id_token, ...rest } = answer.body;
    assert.equal(typeof access_token, "string");
    assert.equal(typeof id_token, "string");
    assert.deepEqual(rest, {
      client_info: Buffer.from(
        JSON.stringify({ uid: SEED.user.objectId, utid: SEED.tenantId }),
      ).toString("base64url"),
      expires_in: 3599,
      ext_expires_in: 3599,
      foci: "1",
      refresh_token: refreshToken,
      scope: `${appId}/access_as_producer ${appId}/.default`,
      token_type: "Bearer",
    });
    const { iat, nbf, exp, sub, ...claims } = claimsOf(answer);
    assert.deepEqual([nbf, exp], [iat, (iat ?? 0) + 3599]);
    assert.match(sub ?? "", /^[\w-]{43}$/);
    assert.deepEqual(claims, {
      aud: appId,
      azp: AZURE_CLI_APP_ID,
      azpacr: "0",
      groups: [SEED.group.objectId],
      iss: `https://login.microsoftonline.com/${SEED.tenantId}/v2.0`,
      name: "Dana Producer",
      oid: SEED.user.objectId,
      preferred_username: "dana@sandbox.example",
      scp: "access_as_producer",
      tid: SEED.tenantId,
      ver: "2.0",
    });
  });

  it("takes every way to name the API for the same one", async () => {
    const { appId } = registration;
    for (const wanted of [
      `${appId.toUpperCase()}/.default`,
      `api://${appId}/.default`,
      `api://${appId}//.default`,
      `api://${appId}/access_as_producer`,
    ]) {
      assert.equal(claimsOf(await ask(wanted)).aud, appId, wanted);
    }
  });

  it("gives a version 1 token whose audience is what was asked for", async () => {
    application().api.requestedAccessTokenVersion = null;
    const { appId } = registration;
    const { aud, iss, appid, ver, upn, azp } = claimsOf(await ask(`api://${appId}/.default`));
    assert.deepEqual(
      { aud, iss, appid, ver, upn, azp },
      {
        aud: `api://${appId}`,
        iss: `https://sts.windows.net/${SEED.tenantId}/`,
        appid: AZURE_CLI_APP_ID,
        ver: "1.0",
        upn: "dana@sandbox.example",
        azp: undefined,
      },
    );
    assert.equal(claimsOf(await ask(api())).aud, appId);
  });

  describe("group claims", () => {
    const claims = async () => {
      const { groups, roles, _claim_names, _claim_sources } = claimsOf(await ask(api()));
      return { groups, roles, _claim_names, _claim_sources };
    };
    const nothing = {
      groups: undefined,
      roles: undefined,
      _claim_names: undefined,
      _claim_sources: undefined,
    };

    it("are absent where the API does not ask for them", async () => {
      application().groupMembershipClaims = null;
      assert.deepEqual(await claims(), nothing);
    });

    it("hold assigned groups only where it asks for those", async () => {
      application().groupMembershipClaims = "ApplicationGroup";
      assert.deepEqual(await claims(), nothing);
      test.directory.state.appRoleAssignments.push({
        appRoleId: "00000000-0000-0000-0000-000000000000",
        createdDateTime: "2026-01-01T00:00:00Z",
        id: "one",
        principalId: SEED.group.objectId,
        resourceId: registration.servicePrincipalId,
      });
      assert.deepEqual(await claims(), { ...nothing, groups: [SEED.group.objectId] });
    });

    it("become roles, and push the real ones out, where the access token emits them as roles", async () => {
      application().optionalClaims = {
        accessToken: [
          {
            name: "groups",
            source: null,
            essential: false,
            additionalProperties: ["emit_as_roles"],
          },
        ],
        idToken: [],
        saml2Token: [],
      };
      assert.deepEqual(await claims(), { ...nothing, roles: [SEED.group.objectId] });
    });

    it("hold 200 groups, and of 201 only where to ask", async () => {
      const { state } = test.directory;
      const [existing = assert.fail()] = state.groups;
      const more = (count: number) =>
        Array.from({ length: count }, (_unused, index) => ({
          ...existing,
          id: `cccccccc-0000-4000-8000-${String(index + 100).padStart(12, "0")}`,
        }));
      state.groups = [existing, ...more(199)];
      assert.equal(((await claims()).groups as unknown[]).length, 200);
      state.groups = [existing, ...more(200)];
      assert.deepEqual(await claims(), {
        ...nothing,
        _claim_names: { groups: "src1" },
        _claim_sources: {
          src1: {
            endpoint: `https://graph.windows.net/${SEED.tenantId}/users/${SEED.user.objectId}/getMemberObjects`,
          },
        },
      });
    });
  });
});
