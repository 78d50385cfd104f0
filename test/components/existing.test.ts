/**
 * Proves what the program makes of a registration that is there: what it asks for, and what it
 * outputs. Runs under mocks; test/endToEnd shows the same with engine and directory.
 */
import assert from "node:assert/strict";
import type { StackOutputs } from "../../components/rules/outputs";
import { type MockRun, mockIds } from "../support/mockStack";
import type { Config } from "../support/stackRun";
import { run } from "./mockComponent";
import {
  CLI,
  VS_CODE,
  REGISTRATION,
  applicationId,
  READ,
  WRITE,
  OFF,
  OWN,
  scope,
  SCOPES,
  found,
  clientId,
  tenantId,
} from "./existingFound";

/** What is registered of clients and scopes: names and the ids that matter. */
function parts({ resources }: MockRun): readonly (readonly unknown[])[] {
  return resources
    .filter(({ type }) => type.startsWith("azuread:"))
    .map(({ name, inputs }) => {
      assert.equal(inputs["applicationId"], applicationId);
      return [name.replace(/^management-api-/, ""), inputs["permissionIds"] ?? inputs["scopeId"]];
    });
}

describe("a registration that is there", () => {
  const existing = (config: Config = {}, options = found()) =>
    run({ registration: REGISTRATION, ...config }, options);

  it("gets nothing but its clients, on all scopes that are switched on", async () => {
    const stack = await existing();
    assert.deepEqual(parts(stack), [[`client-${CLI}`, [READ, WRITE]]]);
    const invokes = [...stack.invokes].sort((a, b) => (a.token < b.token ? -1 : 1));
    assert.deepEqual(invokes, [
      { token: "azuread:index/getApplication:getApplication", args: { clientId } },
      { token: "azuread:index/getClientConfig:getClientConfig", args: {} },
      { token: "azuread:index/getServicePrincipal:getServicePrincipal", args: { clientId } },
    ]);
  });

  it("gets what config names and adds, and each client its own", async () => {
    const stack = await existing({
      scopes: ["read", { value: "own" }],
      clients: ["azureCli", { client: "vsCode", scopes: ["own"] }],
    });
    assert.deepEqual(parts(stack), [
      [`client-${CLI}`, [OWN, READ]],
      ["client-aebc6443-996d-45c2-90f0-388ff96faa56", [OWN]],
      ["scope-own", OWN],
    ]);
    assert.deepEqual(stack.options[`management-api-client-${CLI}`]?.dependsOn, [
      "management-api-scope-own",
    ]);
  });

  it("has a scope of the stack's own that config no longer has for nobody's but the stack's", async () => {
    const stack = await existing({}, found([...SCOPES, scope("own", OWN)]));
    assert.deepEqual(parts(stack), [[`client-${CLI}`, [READ, WRITE]]]);
  });

  it("has the same outputs before and after the stack's own scope is there", async () => {
    const config = { scopes: ["read", { value: "own" }] };
    const [before, after] = [
      await existing(config),
      await existing(config, found([...SCOPES, scope("own", OWN)])),
    ];
    assert.deepEqual(after.outputs, before.outputs);
    assert.deepEqual(after.resources, before.resources);
  });

  it("counts on clients that others have pre-authorized, and makes nothing of them", async () => {
    const clients = [{ client: "azureCli", elsewhere: true }, "vsCode"];
    const scopes = ["read", { value: "own" }];
    const stack = await existing({ clients, scopes, verifyToken: true });
    assert.deepEqual(
      parts(stack).map(([name]) => name),
      [`client-${VS_CODE}`, "scope-own"],
    );
    const { declared, expectedToken } = stack.outputs as unknown as StackOutputs;
    assert.deepEqual(declared.clients, { [CLI]: ["read"], [VS_CODE]: ["own", "read"] });
    assert.deepEqual(declared.elsewhere, { scopes: ["read"], clients: [CLI] });
    assert.equal(expectedToken.scp, "read");
    const verification = stack.resources.find(({ name }) => name.endsWith("token-verification"));
    assert.deepEqual(verification?.inputs["triggers"], []);
  });

  it("has outputs by its own version, URIs and roles", async () => {
    const uri = "https://calls.example/live";
    const role = {
      id: OFF,
      value: "ManagementAPI.AccessAll",
      enabled: true,
      allowedMemberTypes: ["Application"],
    };
    const options = {
      ...found(SCOPES, 1, { identifierUris: ["urn:calls", uri], appRoles: [role] }),
      servicePrincipal: { appRoleAssignmentRequired: true },
    };
    const { outputs } = await existing({ tokenVersion: 1 }, options);
    const { tokenCommands, appSettings, loginCommand, ...others } = outputs;
    assert.ok(tokenCommands && appSettings && loginCommand);
    const expected = {
      tokenCommand: `az account get-access-token --resource ${uri}`,
      clientId,
      tenantId,
      identifierUri: uri,
      identifierUris: [uri],
      objectIds: {
        registration: mockIds.registration,
        servicePrincipal: mockIds.servicePrincipal,
      },
      scopes: [`${uri}/read`, `${uri}/write`],
      expectedToken: {
        ver: "1.0",
        audiences: [clientId, uri],
        iss: `https://sts.windows.net/${tenantId}/`,
        tid: tenantId,
        appid: CLI,
        scp: "read write",
        roles: "ManagementAPI.AccessAll",
      },
      declared: {
        registration: "existing",
        displayName: "Calls",
        scopes: { read: READ, write: WRITE },
        appRoles: {},
        clients: { [CLI]: ["read", "write"] },
        assignmentRequired: true,
        elsewhere: { scopes: ["read", "write"], clients: [] },
      },
      adminConsent: { permissions: [] },
      requiredPermissions: [
        `Application.ReadWrite.OwnedBy, and to be an owner of the registration ${clientId}: scopes and pre-authorized clients`,
      ],
    };
    const named = Object.keys(expected).map((name) => [name, others[name]]);
    assert.deepEqual(Object.fromEntries(named), expected);
  });
});
