/**
 * Proves that service principals mirror their application, that role assignments and consent grants hold together, and that
 * groups and users answer as the provider and az ask. It cannot prove the real service's timing: nothing lags here.
 */
import assert from "node:assert/strict";
import { AZURE_CLI_APP_ID, MICROSOFT_GRAPH_APP_ID, SEED } from "../../sandbox/directory";
import { refusalOf, startTestDirectory, text } from "./client";
import type { Reply, TestDirectory } from "./client";
import { ROLE_ID, appRole, register, scope, servicePrincipalBody } from "./registration";

const valuesOf = (reply: Reply): Readonly<Record<string, unknown>>[] =>
  reply.body["value"] as Record<string, unknown>[];

describe("service principals of the directory", () => {
  let test: TestDirectory;
  before(async () => {
    test = await startTestDirectory();
  });
  beforeEach(() => test.directory.reset());
  after(() => test.close());

  it("mirrors what its application says, at once", async () => {
    const { objectId, appId, servicePrincipalId } = await register(test);
    await test.graph("PATCH", `/v1.0/applications/${objectId}`, {
      displayName: "Renamed",
      tags: ["one"],
      web: { redirectUris: ["https://sandbox.example/back"] },
    });
    const { body } = await test.graph("GET", `/v1.0/servicePrincipals/${servicePrincipalId}`);
    const names = [
      "appDisplayName",
      "appRoles",
      "description",
      "displayName",
      "oauth2PermissionScopes",
      "replyUrls",
      "servicePrincipalNames",
      "tags",
    ];
    assert.deepEqual(Object.fromEntries(names.map((name) => [name, body[name]])), {
      appDisplayName: "Renamed",
      appRoles: [appRole()],
      description: "TERRAFORM_UPDATE_1",
      displayName: "Renamed",
      oauth2PermissionScopes: [scope()],
      replyUrls: ["https://sandbox.example/back"],
      servicePrincipalNames: [appId, `api://${appId}`],
      tags: ["one"],
    });
  });

  it("refuses a second one for an application, and one for no application", async () => {
    const { appId } = await register(test);
    const owner = test.directory.deployer.objectId;
    const again = await test.graph(
      "POST",
      "/v1.0/servicePrincipals",
      servicePrincipalBody(appId, owner),
    );
    assert.deepEqual(refusalOf(again), [
      409,
      "Request_MultipleObjectsWithSameKeyValue",
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    ]);
    const unknown = "99999999-0000-4000-8000-000000000000";
    const none = await test.graph(
      "POST",
      "/v1.0/servicePrincipals",
      servicePrincipalBody(unknown, owner),
    );
    assert.deepEqual(refusalOf(none), [
      400,
      "Request_BadRequest",
      `The appId '${unknown}' of the service principal does not reference a valid application object.`,
    ]);
  });

  it("makes one for the Azure CLI, which no tenant registers", async () => {
    const created = await test.graph("POST", "/v1.0/servicePrincipals", {
      appId: AZURE_CLI_APP_ID,
    });
    assert.deepEqual([created.status, created.body["displayName"]], [201, "Microsoft Azure CLI"]);
  });

  it("finds Microsoft Graph with the permissions that programs look up", async () => {
    const found = await test.graph(
      "GET",
      `/v1.0/servicePrincipals?$filter=appId+eq+'${MICROSOFT_GRAPH_APP_ID}'`,
    );
    const [graph] = valuesOf(found);
    const scopes = graph?.["oauth2PermissionScopes"] as { id: string; value: string }[];
    assert.equal(
      scopes.find(({ value }) => value === "offline_access")?.id,
      "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
    );
    const samlOnly = await test.graph(
      "GET",
      `/beta/servicePrincipals/${String(graph?.["id"])}?$select=samlMetadataUrl`,
    );
    assert.deepEqual(samlOnly.body, {
      "@odata.context": "https://graph.microsoft.com/beta/$metadata#servicePrincipals/$entity",
      samlMetadataUrl: null,
    });
    const deleted = await test.graph(
      "DELETE",
      `/v1.0/servicePrincipals(appId='${MICROSOFT_GRAPH_APP_ID}')`,
    );
    assert.equal(deleted.status, 400);
  });

  it("keeps the SAML settings that the provider writes: none at first, later an empty relay state", async () => {
    const { servicePrincipalId } = await register(test);
    const path = `/v1.0/servicePrincipals/${servicePrincipalId}`;
    const settings = async (): Promise<unknown> =>
      (await test.graph("GET", path)).body["samlSingleSignOnSettings"];
    assert.deepEqual(await settings(), { relayState: null });
    const patch = { samlSingleSignOnSettings: { relayState: "" } };
    assert.equal((await test.graph("PATCH", path, patch)).status, 204);
    assert.deepEqual(await settings(), { relayState: "" });
  });

  it("assigns a role that exists, once, to somebody who exists", async () => {
    const { servicePrincipalId } = await register(test);
    const path = `/v1.0/servicePrincipals/${servicePrincipalId}/appRoleAssignedTo`;
    const body = {
      "@odata.type": "#microsoft.graph.appRoleAssignment",
      appRoleId: ROLE_ID,
      principalId: SEED.group.objectId,
      resourceId: servicePrincipalId,
    };
    const created = await test.graph("POST", path, body);
    const { createdDateTime, id, ...rest } = created.body;
    assert.equal(typeof createdDateTime, "string");
    assert.deepEqual(rest, {
      "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#servicePrincipals/$entity",
      appRoleId: ROLE_ID,
      deletedDateTime: null,
      principalDisplayName: "Existing Producers",
      principalId: SEED.group.objectId,
      principalType: "Group",
      resourceDisplayName: "Management API",
      resourceId: servicePrincipalId,
    });
    assert.deepEqual(refusalOf(await test.graph("POST", path, body)), [
      400,
      "Request_BadRequest",
      "Permission being assigned already exists on the object",
    ]);
    const noRole = await test.graph("POST", path, { ...body, appRoleId: servicePrincipalId });
    assert.deepEqual(refusalOf(noRole), [
      400,
      "Request_BadRequest",
      "Permission being assigned was not found on application",
    ]);
    const nobody = { ...body, principalId: "99999999-0000-4000-8000-000000000000" };
    assert.equal((await test.graph("POST", path, nobody)).status, 404);
    assert.equal((await test.graph("GET", `${path}/${String(id)}`)).status, 200);
    assert.equal(valuesOf(await test.graph("GET", path)).length, 1);
    assert.equal((await test.graph("DELETE", `${path}/${String(id)}`)).status, 204);
    assert.equal((await test.graph("GET", `${path}/${String(id)}`)).status, 404);
    assert.equal((await test.graph("DELETE", `${path}/${String(id)}`)).status, 404);
  });

  it("keeps one grant for each client, resource and consent", async () => {
    const { servicePrincipalId } = await register(test);
    const body = {
      clientId: test.directory.deployer.objectId,
      consentType: "AllPrincipals",
      resourceId: servicePrincipalId,
      scope: "access_as_producer",
    };
    const created = await test.graph("POST", "/v1.0/oauth2PermissionGrants", body);
    assert.equal(created.status, 201);
    assert.deepEqual(refusalOf(await test.graph("POST", "/v1.0/oauth2PermissionGrants", body)), [
      409,
      "Request_MultipleObjectsWithSameKeyValue",
      "Permission entry already exists.",
    ]);
    const path = `/v1.0/oAuth2PermissionGrants/${text(created, "id")}`;
    assert.equal((await test.graph("PATCH", path, { scope: "other" })).status, 204);
    assert.equal((await test.graph("GET", path)).body["scope"], "other");
    assert.equal((await test.graph("DELETE", path)).status, 204);
    assert.equal((await test.graph("GET", path)).status, 404);
  });

  it("runs a group's life as the provider does", async () => {
    const { deployer } = test.directory;
    const created = await test.graph("POST", "/beta/groups", {
      "@odata.type": "#microsoft.graph.group",
      description: null,
      displayName: "BDK producers",
      groupTypes: [],
      isAssignableToRole: false,
      mailEnabled: false,
      mailNickname: "6c4f3f45-5",
      membershipRule: null,
      "owners@odata.bind": [
        `https://graph.microsoft.com/beta/directoryObjects/${deployer.objectId}`,
      ],
      resourceBehaviorOptions: [],
      resourceProvisioningOptions: [],
      securityEnabled: true,
    });
    assert.equal(created.status, 201);
    assert.equal(created.body["membershipRule"], null);
    const path = `/beta/groups/${text(created, "id")}`;
    assert.equal((await test.graph("PATCH", path, { displayName: "Producers" })).status, 204);
    const member = {
      "@odata.id": `https://graph.microsoft.com/beta/directoryObjects/${SEED.guest.objectId}`,
    };
    assert.equal((await test.graph("POST", `${path}/members/$ref`, member)).status, 204);
    const members = valuesOf(await test.graph("GET", `${path}/members`));
    assert.deepEqual(
      members.map((each) => [each["@odata.type"], each["id"]]),
      [["#microsoft.graph.user", SEED.guest.objectId]],
    );
    assert.deepEqual(valuesOf(await test.graph("GET", `${path}/memberOf`)), []);
    assert.deepEqual(
      refusalOf(await test.graph("DELETE", `${path}/owners/${deployer.objectId}/$ref`)),
      [
        400,
        "Request_BadRequest",
        "The group must have at least one owner, hence this owner cannot be removed.",
      ],
    );
    const removal = `${path}/members/${SEED.guest.objectId}/$ref`;
    assert.equal((await test.graph("DELETE", removal)).status, 204);
    assert.equal((await test.graph("DELETE", path)).status, 204);
    assert.equal((await test.graph("GET", path)).status, 404);
  });

  it("answers a group's writeback, and changes it", async () => {
    const body = { displayName: "x", mailEnabled: false, mailNickname: "x", securityEnabled: true };
    const created = await test.graph("POST", "/beta/groups", body);
    const none = { isEnabled: null, onPremisesGroupType: null };
    assert.deepEqual(created.body["writebackConfiguration"], none);
    const writeback = { isEnabled: true, onPremisesGroupType: "UniversalSecurityGroup" };
    const path = `/beta/groups/${text(created, "id")}`;
    const patch = { writebackConfiguration: writeback };
    assert.equal((await test.graph("PATCH", path, patch)).status, 204);
    assert.deepEqual((await test.graph("GET", path)).body["writebackConfiguration"], writeback);
  });

  for (const [who, named, owners] of [
    ["an application that names nobody", [], [SEED.deployer.objectId]],
    ["an application that names others", [SEED.guest.objectId], [SEED.guest.objectId]],
    ["a user who names nobody", [], [SEED.user.objectId]],
    ["a user who names others", [SEED.guest.objectId], [SEED.user.objectId, SEED.guest.objectId]],
  ] as const) {
    it(`gives a group of ${who} its owners`, async () => {
      const token = who.startsWith("a user")
        ? await test.requestUserToken(await test.signIn(), "https://graph.microsoft.com/.default")
        : undefined;
      const created = await test.graph(
        "POST",
        "/beta/groups",
        {
          displayName: "x",
          mailEnabled: false,
          mailNickname: "x",
          securityEnabled: true,
          ...(named.length === 0
            ? {}
            : {
                "owners@odata.bind": named.map(
                  (id) => `https://graph.microsoft.com/beta/directoryObjects/${id}`,
                ),
              }),
        },
        token && text(token, "access_token"),
      );
      const listed = await test.graph("GET", `/beta/groups/${text(created, "id")}/owners`);
      assert.deepEqual(
        valuesOf(listed).map(({ id }) => id),
        owners,
      );
    });
  }

  it("refuses a group that is neither for security nor unified", async () => {
    const body = {
      displayName: "x",
      mailEnabled: true,
      mailNickname: "x",
      securityEnabled: false,
    };
    assert.deepEqual(refusalOf(await test.graph("POST", "/beta/groups", body)), [
      400,
      "Request_BadRequest",
      "One or more property values specified are invalid.",
    ]);
  });

  it("pages long lists and follows its own links to the end", async () => {
    test.directory.state.users = Array.from({ length: 250 }, (_unused, index) => ({
      ...(test.directory.state.users[0] ?? assert.fail()),
      id: `bbbbbbbb-0000-4000-8000-${String(index).padStart(12, "0")}`,
    }));
    const ids = new Set<unknown>();
    let link: string | undefined = "https://graph.microsoft.com/v1.0/users?$select=id&$count=true";
    let pages = 0;
    while (link !== undefined) {
      const page: Reply = await test.send("GET", link, undefined, await test.deployerToken());
      assert.equal(page.body["@odata.count"], 250);
      for (const { id } of valuesOf(page)) {
        ids.add(id);
      }
      const next: unknown = page.body["@odata.nextLink"];
      link = typeof next === "string" ? next : undefined;
      pages += 1;
    }
    assert.deepEqual([pages, ids.size], [3, 250]);
  });

  it("finds users by name and by id, and nobody else", async () => {
    const byName = await test.graph("GET", "/v1.0/users/Dana@sandbox.example?$select=id");
    assert.equal(byName.body["id"], SEED.user.objectId);
    assert.equal((await test.graph("GET", "/v1.0/users/nobody@sandbox.example")).status, 404);
    const manager = await test.graph("GET", `/v1.0/users/${SEED.user.objectId}/manager`);
    assert.equal(manager.status, 404);
    assert.equal(valuesOf(await test.graph("GET", "/v1.0/domains"))[0]?.["id"], "sandbox.example");
  });

  it("tells memberships, nested ones included", async () => {
    const { state } = test.directory;
    const [existing = assert.fail()] = state.groups;
    const outer = {
      ...existing,
      id: "cccccccc-0000-4000-8000-00000000000a",
      members: [existing.id],
    };
    state.groups.push(outer);
    const of = (path: string): Promise<Reply> =>
      test.graph("GET", `/v1.0/users/${SEED.user.objectId}/${path}`);
    const ids = (reply: Reply): unknown[] => valuesOf(reply).map(({ id }) => id);
    assert.deepEqual(ids(await of("memberOf")), [existing.id]);
    assert.deepEqual(ids(await of("transitiveMemberOf/microsoft.graph.group")), [
      existing.id,
      outer.id,
    ]);
    assert.equal((await of("memberOf/microsoft.graph.directoryRole")).status, 501);
    const checked = await test.graph(
      "POST",
      `/v1.0/directoryObjects/${SEED.user.objectId}/checkMemberGroups`,
      { groupIds: [outer.id, "99999999-0000-4000-8000-000000000000"] },
    );
    assert.deepEqual(checked.body, { value: [outer.id] });
  });
});
