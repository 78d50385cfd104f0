/**
 * Proves that service principals mirror their application, that role assignments and consent grants
 * hold together, and that lists page and users are found as the provider and az ask. It cannot
 * prove the real service's timing: nothing lags here.
 */
import assert from "node:assert/strict";
import { AZURE_CLI_APP_ID, MICROSOFT_GRAPH_APP_ID, SEED } from "../../directory";
import { refusalOf, type Reply, text, useTestDirectory, valuesOf } from "./client";
import { ROLE_ID, appRole, register, scope, servicePrincipalBody } from "./registration";

describe("service principals of the directory", () => {
  const test = useTestDirectory();

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
      for (const { id } of valuesOf(page)) ids.add(id);
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
});
