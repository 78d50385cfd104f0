/**
 * Proves who may do what: bearer tokens, audiences, rights, and that everything which is not served
 * is refused by name. The rights are simpler than the real service's (README of sandbox/directory).
 */
import assert from "node:assert/strict";
import { SEED } from "../../directory";
import { refusalOf, startTestDirectory, text, useTestDirectory } from "./client";
import { register } from "./registration";

const DENIED = [
  403,
  "Authorization_RequestDenied",
  "Insufficient privileges to complete the operation.",
];

describe("access to the directory", () => {
  const test = useTestDirectory();

  const userToken = async (scope = "https://graph.microsoft.com/.default"): Promise<string> =>
    text(await test.requestUserToken(await test.signIn(), scope), "access_token");

  it("asks for a token, and takes none of another audience, another signer, or none at all", async () => {
    const url = "https://graph.microsoft.com/v1.0/applications";
    const none = await test.send("GET", url);
    assert.deepEqual(refusalOf(none), [
      401,
      "InvalidAuthenticationToken",
      "Access token is empty.",
    ]);
    const other = await startTestDirectory();
    const foreign = await other.deployerToken();
    await other.close();
    for (const token of [
      await userToken("https://management.core.windows.net//.default"),
      foreign,
      "x.y.z",
    ]) {
      assert.equal(refusalOf(await test.send("GET", url, undefined, token))[0], 401);
    }
    assert.equal((await test.send("GET", url, undefined, await userToken())).status, 200);
    const byId = await userToken("00000003-0000-0000-c000-000000000000/.default");
    assert.equal((await test.send("GET", url, undefined, byId)).status, 200);
  });

  it("lists tenants and subscriptions for Resource Manager tokens only", async () => {
    const url = "https://management.azure.com";
    const version = "?api-version=2022-12-01";
    const token = await userToken("https://management.azure.com//.default");
    const tenants = await test.send("GET", `${url}/tenants${version}`, undefined, token);
    assert.equal((tenants.body["value"] as { tenantId: string }[])[0]?.tenantId, SEED.tenantId);
    const subscriptions = await test.send(
      "GET",
      `${url}/subscriptions${version}`,
      undefined,
      token,
    );
    assert.deepEqual(subscriptions.body, { value: [] });
    const refused = await test.send(
      "GET",
      `${url}/tenants${version}`,
      undefined,
      await userToken(),
    );
    assert.deepEqual(refusalOf(refused).slice(0, 2), [401, "AuthenticationFailed"]);
    const metadata = await test.send("GET", `${url}/metadata/endpoints?api-version=2022-09-01`);
    assert.equal(metadata.body["microsoftGraphResourceId"], "https://graph.microsoft.com/");
  });

  it("lets a user read, create and change what they own, and nothing else", async () => {
    const { objectId } = await register(test);
    const token = await userToken();
    const foreign = `/v1.0/applications/${objectId}`;
    assert.equal((await test.graph("GET", foreign, undefined, token)).status, 200);
    for (const [method, body] of [
      ["PATCH", { displayName: "Mine" }],
      ["DELETE", undefined],
    ] as const) {
      assert.deepEqual(refusalOf(await test.graph(method, foreign, body, token)), DENIED);
    }
    const created = await test.graph("POST", "/v1.0/applications", { displayName: "Mine" }, token);
    const own = `/v1.0/applications/${text(created, "id")}`;
    assert.equal((await test.graph("PATCH", own, { displayName: "Ours" }, token)).status, 204);
    const grant = {
      clientId: SEED.deployer.objectId,
      consentType: "AllPrincipals",
      resourceId: SEED.graphObjectId,
      scope: "User.Read",
    };
    assert.deepEqual(
      refusalOf(await test.graph("POST", "/v1.0/oauth2PermissionGrants", grant, token)),
      DENIED,
    );
    assert.equal((await test.graph("DELETE", own, undefined, token)).status, 204);
  });

  it("lets an application do what its permissions say", async () => {
    const { state } = test.directory;
    const tokenWith = async (...roles: string[]): Promise<string> => {
      state.appRoleAssignments = roles.map((role) => ({
        appRoleId:
          state.servicePrincipals
            .find(({ id }) => id === SEED.graphObjectId)
            ?.published?.appRoles.find(({ value }) => value === role)?.id ?? assert.fail(role),
        createdDateTime: "2026-01-01T00:00:00Z",
        id: role,
        principalId: SEED.deployer.objectId,
        resourceId: SEED.graphObjectId,
      }));
      const answer = await test.requestToken({
        client_id: SEED.deployer.clientId,
        client_secret: test.directory.deployer.clientSecret,
        grant_type: "client_credentials",
        scope: "https://graph.microsoft.com/.default",
      });
      return text(answer, "access_token");
    };
    const none = await tokenWith();
    assert.deepEqual(
      refusalOf(await test.graph("GET", "/v1.0/applications", undefined, none)),
      DENIED,
    );
    const reader = await tokenWith("Application.Read.All");
    assert.equal((await test.graph("GET", "/v1.0/applications", undefined, reader)).status, 200);
    const body = { displayName: "x" };
    assert.deepEqual(
      refusalOf(await test.graph("POST", "/v1.0/applications", body, reader)),
      DENIED,
    );
    const owner = await tokenWith("Application.ReadWrite.OwnedBy");
    const created = await test.graph("POST", "/v1.0/applications", body, owner);
    const own = `/v1.0/applications/${text(created, "id")}`;
    assert.equal((await test.graph("PATCH", own, body, owner)).status, 204);
    const [application = assert.fail()] = state.applications.slice(-1);
    application.owners = [];
    assert.deepEqual(refusalOf(await test.graph("PATCH", own, body, owner)), DENIED);
    assert.equal(refusalOf(await test.graph("GET", "/v1.0/me", undefined, owner))[0], 400);
  });

  const unserved: readonly (readonly [string, string, string])[] = [
    ["GET", "/v1.0/sites/root", "GET /v1.0/sites/root"],
    ["PUT", "/v1.0/applications/x", "PUT /v1.0/applications/x"],
    ["PUT", "/v1.0/users/x/manager/$ref", "PUT /v1.0/users/x/manager/$ref"],
    ["GET", "/v1.0/me/ownedObjects", "GET /v1.0/me/ownedObjects"],
    ["POST", "/v1.0/directoryObjects/getByIds", "POST /v1.0/directoryObjects/getByIds"],
    ["GET", "/v2.0/applications", "GET /v2.0/applications"],
    ["GET", "/v1.0/applications?$expand=owners", 'The query option "$expand"'],
    [
      "GET",
      "/v1.0/applications?$filter=createdDateTime+ge+2026-01-01",
      'The filter "createdDateTime ge 2026-01-01"',
    ],
  ];
  for (const [method, path, named] of unserved) {
    it(`refuses ${method} ${path} by name`, async () => {
      assert.deepEqual(refusalOf(await test.graph(method, path)), [
        501,
        "NotImplemented",
        `((sandbox)) ${named} is not served. What is served: sandbox/directory/README.md.`,
      ]);
    });
  }

  it("refuses a body that is no JSON object", async () => {
    assert.deepEqual(refusalOf(await test.graph("POST", "/v1.0/applications", [])), [
      400,
      "Request_BadRequest",
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    ]);
  });
});
