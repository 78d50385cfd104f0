/**
 * Proves the login host's protocol: discovery, published keys, the five grants and their proofs.
 * That real clients get along with it is proven in az.test.ts.
 */
import assert from "node:assert/strict";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { createHash } from "node:crypto";
import { AZURE_CLI_APP_ID, SEED } from "../../directory";
import { claimsOf, loginRefusalOf, refusalOf, type Reply, text, useTestDirectory } from "./client";

const BASE = "https://login.microsoftonline.com";
const ARM_SCOPE = "https://management.core.windows.net//.default offline_access openid profile";

describe("login host of the directory", () => {
  let now = new Date();
  const test = useTestDirectory({ clock: () => now });
  beforeEach(() => {
    now = new Date();
  });

  const get = (path: string): Promise<Reply> => test.send("GET", BASE + path);

  it("describes itself for the tenant by id, by domain, and for everybody", async () => {
    const path = "/v2.0/.well-known/openid-configuration";
    for (const tenant of [SEED.tenantId, SEED.tenantDomain]) {
      const { issuer, token_endpoint, jwks_uri } = (await get(`/${tenant}${path}`)).body;
      assert.deepEqual(
        [issuer, token_endpoint, jwks_uri],
        [
          `${BASE}/${SEED.tenantId}/v2.0`,
          `${BASE}/${SEED.tenantId}/oauth2/v2.0/token`,
          `${BASE}/${SEED.tenantId}/discovery/v2.0/keys`,
        ],
      );
    }
    const shared = (await get(`/organizations${path}`)).body;
    assert.deepEqual(
      [shared["issuer"], shared["device_authorization_endpoint"]],
      [`${BASE}/{tenantid}/v2.0`, `${BASE}/organizations/oauth2/v2.0/devicecode`],
    );
    const first = (await get(`/${SEED.tenantDomain}/.well-known/openid-configuration`)).body;
    assert.equal(first["issuer"], `https://sts.windows.net/${SEED.tenantId}/`);
    const realm = (await get("/common/userrealm/dana@sandbox.example?api-version=1.0")).body;
    assert.equal(realm["account_type"], "Managed");
    const instances = (await get("/common/discovery/instance?api-version=1.1")).body["metadata"];
    assert.ok(JSON.stringify(instances).includes('"aliases":["login.microsoftonline.com"'));
  });

  it("knows no other tenant", async () => {
    const refused = await get("/other.example/v2.0/.well-known/openid-configuration");
    assert.deepEqual(loginRefusalOf(refused).slice(0, 2), [400, "invalid_request"]);
    assert.match(loginRefusalOf(refused)[2], /^AADSTS90002: Tenant 'other.example' not found\./);
  });

  it("signs with the keys that it publishes", async () => {
    const keys = (await get("/common/discovery/v2.0/keys")).body;
    const { payload, protectedHeader } = await jwtVerify(
      await test.deployerToken(),
      createLocalJWKSet(keys as unknown as JSONWebKeySet),
    );
    assert.equal(payload.aud, "https://graph.microsoft.com");
    assert.equal(protectedHeader.alg, "RS256");
    assert.equal(JSON.stringify(keys).includes('"d"'), false);
  });

  const startDevice = (): Promise<Reply> =>
    test.send(
      "POST",
      `${BASE}/organizations/oauth2/v2.0/devicecode`,
      new URLSearchParams({ client_id: AZURE_CLI_APP_ID, scope: ARM_SCOPE }),
    );
  const finishDevice = (deviceCode: string): Promise<Reply> =>
    test.requestToken({
      client_id: AZURE_CLI_APP_ID,
      code: deviceCode,
      device_code: deviceCode,
      grant_type: "urn:ietf:params:oauth:grant-type:device_code",
    });

  it("approves a device code once, for whom the state names", async () => {
    const started = await startDevice();
    assert.deepEqual([started.body["interval"], started.body["expires_in"]], [1, 900]);
    test.directory.state.signInAs = SEED.guest.userPrincipalName;
    const answer = await finishDevice(text(started, "device_code"));
    const { iat, nbf, exp, sub, ...identity } = claimsOf(answer, "id_token");
    assert.ok(iat !== undefined && nbf !== undefined && exp !== undefined && sub !== undefined);
    assert.deepEqual(identity, {
      aud: AZURE_CLI_APP_ID,
      iss: `${BASE}/${SEED.tenantId}/v2.0`,
      name: "Robin Guest",
      oid: SEED.guest.objectId,
      preferred_username: "robin@sandbox.example",
      tid: SEED.tenantId,
      ver: "2.0",
    });
    assert.equal(claimsOf(answer).aud, "https://management.core.windows.net/");
    const again = await finishDevice(text(started, "device_code"));
    assert.equal(again.body["error"], "bad_verification_code");
  });

  it("refuses an old device code, and a user who is not there", async () => {
    const started = await startDevice();
    now = new Date(now.getTime() + 901_000);
    const late = await finishDevice(text(started, "device_code"));
    assert.equal(late.body["error"], "expired_token");
    test.directory.state.signInAs = "nobody@sandbox.example";
    const nobody = await finishDevice(text(await startDevice(), "device_code"));
    assert.deepEqual(loginRefusalOf(nobody), [
      400,
      "invalid_grant",
      "AADSTS50034: The user account nobody@sandbox.example does not exist in the sandbox.example directory. To sign into this application, the account must be added to the directory.",
    ]);
  });

  it("says AADSTS650057 to a sign-in for an API that does not know the client", async () => {
    test.directory.state.servicePrincipals.push({
      ...(test.directory.state.servicePrincipals[0] ?? assert.fail()),
      id: "99999999-0000-4000-8000-000000000001",
      appId: "99999999-0000-4000-8000-000000000002",
    });
    const started = await test.send(
      "POST",
      `${BASE}/organizations/oauth2/v2.0/devicecode`,
      new URLSearchParams({
        client_id: AZURE_CLI_APP_ID,
        scope: "99999999-0000-4000-8000-000000000002/.default openid",
      }),
    );
    const refused = await finishDevice(text(started, "device_code"));
    assert.match(loginRefusalOf(refused)[2], /^AADSTS650057: Invalid resource\./);
  });

  it("takes the right password only", async () => {
    const { user } = test.directory;
    const form = {
      client_id: AZURE_CLI_APP_ID,
      grant_type: "password",
      scope: ARM_SCOPE,
      username: user.userPrincipalName,
    };
    const answer = await test.requestToken({ ...form, password: user.password });
    assert.equal(answer.status, 200);
    assert.deepEqual(loginRefusalOf(await test.requestToken({ ...form, password: "wrong" })), [
      400,
      "invalid_grant",
      "AADSTS50126: Error validating credentials due to invalid username or password.",
    ]);
  });

  const VERIFIER = "a-verifier-of-at-least-forty-three-characters";
  const authorizeQuery = (changes: Readonly<Record<string, string>>): string =>
    new URLSearchParams({
      client_id: AZURE_CLI_APP_ID,
      code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
      code_challenge_method: "S256",
      nonce: "n",
      redirect_uri: "http://localhost:1234",
      response_type: "code",
      scope: ARM_SCOPE,
      state: "s",
      ...changes,
    }).toString();
  const authorize = (changes: Readonly<Record<string, string>> = {}): Promise<Reply> =>
    get(`/organizations/oauth2/v2.0/authorize?${authorizeQuery(changes)}`);
  const redeem = (code: string, changes: Readonly<Record<string, string>> = {}): Promise<Reply> =>
    test.requestToken({
      client_id: AZURE_CLI_APP_ID,
      code,
      code_verifier: VERIFIER,
      grant_type: "authorization_code",
      redirect_uri: "http://localhost:1234",
      scope: ARM_SCOPE,
      ...changes,
    });
  const codeOf = (reply: Reply): string =>
    new URL(reply.headers.get("location") ?? "").searchParams.get("code") ?? "";

  it("signs in by browser: code, proof key, nonce", async () => {
    const redirected = await authorize();
    const location = new URL(redirected.headers.get("location") ?? "");
    assert.deepEqual(
      [redirected.status, location.host, location.searchParams.get("state")],
      [302, "localhost:1234", "s"],
    );
    const answer = await redeem(codeOf(redirected));
    assert.equal(claimsOf(answer, "id_token")["nonce"], "n");
    assert.match(loginRefusalOf(await redeem(codeOf(redirected)))[2], /^AADSTS70008: /, "again");
  });

  it("hands the code over by a form where it is asked to, as az does since MSAL 1.35", async () => {
    const page = await test.readPage(
      `${BASE}/organizations/oauth2/v2.0/authorize?${authorizeQuery({ response_mode: "form_post", state: '"<s>' })}`,
    );
    const [, action] = /<form method="post" action="([^"]*)">/.exec(page) ?? [];
    const [, code = ""] = /name="code" value="([^"]*)"/.exec(page) ?? [];
    assert.equal(action, "http://localhost:1234");
    assert.ok(page.includes('name="state" value="&quot;&lt;s&gt;"'), page);
    assert.equal((await redeem(code)).status, 200);
  });

  it("refuses a wrong proof, another redirect address, and an address that nobody registered", async () => {
    const wrongProof = await redeem(codeOf(await authorize()), { code_verifier: "other" });
    assert.match(loginRefusalOf(wrongProof)[2], /^AADSTS501481: /);
    const elsewhere = { redirect_uri: "http://localhost:9" };
    const moved = await redeem(codeOf(await authorize()), elsewhere);
    assert.match(loginRefusalOf(moved)[2], /^AADSTS500112: /);
    const foreign = await authorize({ redirect_uri: "https://elsewhere.example" });
    assert.match(loginRefusalOf(foreign)[2], /^AADSTS50011: /);
  });

  it("refuses refresh tokens that it did not give, or gave to another client", async () => {
    assert.match(
      loginRefusalOf(
        await test.requestUserToken("made-up", "https://graph.microsoft.com/.default"),
      )[2],
      /^AADSTS70008: /,
    );
    const [deployer = assert.fail()] = test.directory.state.applications;
    deployer.isFallbackPublicClient = true;
    const stolen = await test.requestToken({
      client_id: SEED.deployer.clientId,
      grant_type: "refresh_token",
      refresh_token: await test.signIn(),
      scope: ARM_SCOPE,
    });
    assert.match(loginRefusalOf(stolen)[2], /^AADSTS70008: /);
  });

  it("shares refresh tokens among Microsoft's own tools", async () => {
    const answer = await test.requestToken({
      client_id: "1950a258-227b-4e31-a9cf-717495945fc2",
      grant_type: "refresh_token",
      refresh_token: await test.signIn(),
      scope: ARM_SCOPE,
    });
    assert.equal(answer.status, 200);
  });

  const malformed: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    [
      "an unknown client",
      { client_id: "99999999-0000-4000-8000-000000000000", grant_type: "password" },
      /^AADSTS700016: /,
    ],
    ["an unknown grant", { client_id: AZURE_CLI_APP_ID, grant_type: "magic" }, /^AADSTS70003: /],
    ["no client", { grant_type: "password" }, /^AADSTS900144: .*'client_id'/],
    [
      "a missing secret",
      { client_id: SEED.deployer.clientId, grant_type: "client_credentials" },
      /^AADSTS7000218: /,
    ],
    [
      "a client assertion",
      {
        client_id: SEED.deployer.clientId,
        client_assertion: "x",
        grant_type: "client_credentials",
      },
      /\(\(sandbox\)\)/,
    ],
  ];
  for (const [what, form, message] of malformed) {
    it(`refuses ${what}`, async () => {
      assert.match(loginRefusalOf(await test.requestToken(form))[2], message);
    });
  }

  it("answers for every token lifetime that the state sets", async () => {
    test.directory.state.policies.tokenLifetime = 60;
    const answer = await test.requestUserToken(
      await test.signIn(),
      "https://graph.microsoft.com/.default",
    );
    assert.equal(answer.body["expires_in"], 60);
    const me = await test.graph("GET", "/v1.0/me", undefined, text(answer, "access_token"));
    assert.equal(me.body["userPrincipalName"], SEED.user.userPrincipalName);
    now = new Date(now.getTime() + 61_000);
    const late = await test.graph("GET", "/v1.0/me", undefined, text(answer, "access_token"));
    assert.equal(refusalOf(late)[1], "InvalidAuthenticationToken");
  });
});
