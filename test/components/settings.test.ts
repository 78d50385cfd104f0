/**
 * Proves what each setting adds to what the program asks Pulumi for. Runs under mocks, so it cannot
 * prove what the provider sends (test/endToEnd does).
 */
import assert from "node:assert/strict";
import { mockIds } from "../support/mockStack";
import { resource, run } from "./mockComponent";

const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const SCOPE_ID = "e08f5ca9-e4cf-5a27-ba4f-ea55b729b597";
const { clientId, tenantId } = mockIds;
const token = `az account get-access-token --resource ${clientId}`;

describe("settings", () => {
  it("assign service principals by either id, and name the assignment after the object id", async () => {
    const [objectId, clientId] = [mockIds.group, mockIds.registration];
    const role = "ManagementAPI.AccessAll";
    for (const id of [objectId, clientId.toUpperCase()]) {
      const stack = await run(
        { assignments: [{ servicePrincipal: id, role }] },
        { servicePrincipals: { [objectId]: objectId, [clientId]: objectId } },
      );
      assert.deepEqual(resource(`assignment-${objectId}-${role}`, stack), {
        appRoleId: "02b36f77-2827-51ec-8ce4-80a6da6b2505",
        principalObjectId: objectId,
        resourceObjectId: mockIds.servicePrincipal,
      });
    }
  });

  it("ask for Graph permissions of both types, and tell what an administrator must consent to", async () => {
    const stack = await run(
      {
        graphPermissions: [
          { name: "Directory.Read.All", type: "application" },
          { name: "User.Read.All", type: "delegated" },
          "User.Read",
          "Calls.Initiate.All",
        ],
      },
      { graphRoles: { "Calls.Initiate.All": "284383ee-7f6e-4e40-a2a8-e85dcb029101" } },
    );
    assert.deepEqual(resource("registration", stack)["requiredResourceAccesses"], [
      {
        resourceAppId: "00000003-0000-0000-c000-000000000000",
        resourceAccesses: [
          { id: "284383ee-7f6e-4e40-a2a8-e85dcb029101", type: "Role" },
          { id: "7ab1d382-f21e-4acd-a863-ba3e13f7da61", type: "Role" },
          { id: "a154be20-db9c-4678-8ab7-66f6cc099a59", type: "Scope" },
          { id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope" },
        ],
      },
    ]);
    assert.deepEqual(stack.outputs["adminConsent"], {
      permissions: [
        "Calls.Initiate.All (application)",
        "Directory.Read.All (application)",
        "User.Read.All (delegated)",
      ],
      how: `az ad app permission admin-consent --id ${clientId}`,
    });
  });

  it("give each identifier URI a resource, named after what config says", async () => {
    const uris = async (identifierUris: readonly string[]) =>
      (await run({ identifierUris })).resources
        .filter(({ type }) => type.endsWith(":ApplicationIdentifierUri"))
        .map(({ name, inputs }) => [name, inputs["identifierUri"]]);
    assert.deepEqual(await uris([]), []);
    assert.deepEqual(await uris(["api://{tenantId}/calls", "api://{clientId}"]), [
      ["management-api-uri", `api://${clientId}`],
      ["management-api-uri-api://{tenantId}/calls", `api://${tenantId}/calls`],
    ]);
  });

  it("give each scope a resource and each client its own subset of them", async () => {
    const stack = await run({
      scopes: [{ value: "write", consent: "adminsOnly" }, { value: "read" }],
      clients: ["azureCli", { client: "vsCode", scopes: ["read"] }],
    });
    const read = resource("scope-read", stack)["scopeId"];
    const write = resource("scope-write", stack)["scopeId"];
    assert.equal(resource("scope-read", stack)["type"], "User");
    assert.equal(resource("scope-write", stack)["type"], "Admin");
    assert.deepEqual(resource(`client-${CLI}`, stack)["permissionIds"], [read, write]);
    assert.deepEqual(
      resource("client-aebc6443-996d-45c2-90f0-388ff96faa56", stack)["permissionIds"],
      [read],
    );
    assert.deepEqual((stack.outputs["expectedToken"] as { scp: string }).scp, "read write");
  });

  it("make a group with members and owners by name or id, the caller an owner once", async () => {
    const dana = "bbbbbbbb-0000-4000-8000-000000000002";
    const stack = await run(
      {
        producers: {
          displayName: "Producers",
          members: ["dana@sandbox.example"],
          owners: [mockIds.caller],
        },
      },
      { users: { "dana@sandbox.example": dana } },
    );
    assert.deepEqual(resource("producers", stack), {
      displayName: "Producers",
      description: "May call the Management API of the Broadcast Development Kit",
      securityEnabled: true,
      preventDuplicateNames: true,
      owners: [mockIds.caller],
      members: [dana],
    });
    assert.deepEqual(stack.outputs["objectIds"], {
      registration: mockIds.registration,
      servicePrincipal: mockIds.servicePrincipal,
      producers: mockIds.group,
    });
    assert.equal((stack.outputs["expectedToken"] as { groups?: string }).groups, mockIds.group);
    assert.equal(
      (stack.outputs["appSettings"] as Record<string, string>)[
        "Settings:AzureAdConfiguration:GroupId"
      ],
      mockIds.group,
    );
    assert.deepEqual(stack.outputs["requiredPermissions"], [
      "Application.ReadWrite.OwnedBy: the registration, its parts and its service principal",
      "User.Read.All: owners, and users given by name",
      "Group.ReadWrite.All: the group of producers, with owners besides the caller",
    ]);
  });

  it("need the right to read users for one owner", async () => {
    const stack = await run({ owners: [mockIds.group] });
    assert.deepEqual(stack.outputs["requiredPermissions"], [
      "Application.ReadWrite.OwnedBy: the registration, its parts and its service principal",
      "User.Read.All: owners, and users given by name",
    ]);
  });

  it("use a group that is there without making one", async () => {
    const stack = await run({ producers: mockIds.group });
    assert.ok(stack.resources.every(({ type }) => !type.includes("group")));
    assert.equal((stack.outputs["objectIds"] as { producers: string }).producers, mockIds.group);
  });

  it("assign the group, and people to roles", async () => {
    const dana = "bbbbbbbb-0000-4000-8000-000000000002";
    const stack = await run({
      assignmentRequired: true,
      producers: mockIds.group,
      appRoles: [{ value: "Read", allowedMemberTypes: ["User"] }],
      assignments: ["producers", { principal: dana, role: "Read" }],
    });
    assert.equal(resource("service-principal", stack)["appRoleAssignmentRequired"], true);
    const resourceObjectId = mockIds.servicePrincipal;
    assert.deepEqual(resource("assignment-producers", stack), {
      appRoleId: "00000000-0000-0000-0000-000000000000",
      principalObjectId: mockIds.group,
      resourceObjectId,
    });
    const roles = resource("registration", stack)["appRoles"] as { id: string }[];
    assert.deepEqual(resource(`assignment-${dana}-Read`, stack), {
      appRoleId: roles[0]?.id,
      principalObjectId: dana,
      resourceObjectId,
    });
  });

  it("look up only the Graph permissions that the table lacks", async () => {
    const stack = await run(
      { graphPermissions: ["User.Read", "Presence.Read"] },
      { graphPermissions: { "Presence.Read": "76bc735e-aecd-4a1d-8b4c-2b915deabb79" } },
    );
    assert.deepEqual(resource("registration", stack)["requiredResourceAccesses"], [
      {
        resourceAppId: "00000003-0000-0000-c000-000000000000",
        resourceAccesses: [
          { id: "76bc735e-aecd-4a1d-8b4c-2b915deabb79", type: "Scope" },
          { id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope" },
        ],
      },
    ]);
    assert.deepEqual(stack.invokes.map((invoke) => invoke.token).sort(), [
      "azuread:index/getApplication:getApplication",
      "azuread:index/getClientConfig:getClientConfig",
      "azuread:index/getServicePrincipal:getServicePrincipal",
    ]);
  });

  it("protect every part, so that destroy refuses before it deletes one", async () => {
    const { options } = await run({ protect: true, verifyToken: true, producers: {} });
    assert.deepEqual(
      Object.entries(options)
        .filter(([, { protect }]) => protect !== true)
        .map(([name]) => name),
      ["management-api-dev"],
    );
  });

  it("leave out what is empty", async () => {
    const stack = await run({ graphPermissions: [], appRoles: [], knownClients: [] });
    const inputs = resource("registration", stack);
    assert.equal("requiredResourceAccesses" in inputs, false);
    assert.deepEqual(inputs["appRoles"], []);
    assert.deepEqual(inputs["api"], { requestedAccessTokenVersion: 2 });
  });

  it("let az fetch a token once, and keep only its expiry", async () => {
    const stack = await run({ verifyToken: true });
    assert.deepEqual(resource("token-verification", stack), {
      create: `${token} --tenant ${tenantId} --query expiresOn --output tsv`,
      environment: { AZURE_CORE_USE_MSAL_HTTP_CACHE: "false" },
      logging: "none",
      triggers: [CLI, [SCOPE_ID]],
    });
    assert.deepEqual(stack.options["management-api-token-verification"], {
      parent: "management-api",
      additionalSecretOutputs: ["stdout", "stderr"],
      dependsOn: [
        `management-api-client-${CLI}`,
        "management-api-registration",
        "management-api-service-principal",
        "management-api-uri",
      ],
      replaceOnChanges: ["triggers[*]"],
    });
  });
});
