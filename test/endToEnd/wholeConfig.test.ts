/**
 * Proves a stack that uses every setting at once: what the directory ends up with, that a second up
 * proposes nothing, that ids survive the loss of the state, and that secrets and tokens are in none
 * of it.
 */
import assert from "node:assert/strict";
import { changesOf, type Config, errorsOf, startStack, type StackRun } from "../support/stackRun";

const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const VS_CODE = "aebc6443-996d-45c2-90f0-388ff96faa56";
const PINNED = "33333333-3333-4333-8333-333333333333";
const WEB = "44444444-4444-4444-8444-444444444444";

const everything = (userPrincipalName: string): Config => ({
  displayName: "Everything",
  scopes: [{ value: "write", consent: "adminsOnly", id: PINNED }, { value: "read" }],
  appRoles: [{ value: "Reader", allowedMemberTypes: ["User"] }],
  clients: ["azureCli", { client: "vsCode", scopes: ["read"] }],
  producers: { displayName: "Those who produce", members: [userPrincipalName] },
  graphPermissions: ["User.Read", "GroupMember.Read.All"],
  owners: [userPrincipalName],
  assignmentRequired: true,
  assignments: ["producers", { principal: userPrincipalName, role: "Reader" }],
  knownClients: [WEB],
});

describe("a stack with every setting", function () {
  this.timeout(120_000);
  let stack: StackRun;

  before(async () => {
    stack = await startStack();
    await stack.configure(everything(stack.directory.user.userPrincipalName));
  });
  after(() => stack.close());

  it("registers all of it", async () => {
    const result = await stack.up();
    assert.equal(errorsOf(result), "");
    const { state, user, deployer } = stack.directory;
    const application = state.applications.find(({ displayName }) => displayName === "Everything");
    assert.ok(application);
    const scopeId = (value: string) =>
      application.api.oauth2PermissionScopes.find((scope) => scope.value === value)?.id;
    assert.equal(scopeId("write"), PINNED);
    assert.deepEqual(
      application.api.oauth2PermissionScopes.map(({ value, type }) => [value, type]).sort(),
      [
        ["read", "User"],
        ["write", "Admin"],
      ],
    );
    assert.deepEqual(application.api.knownClientApplications, [WEB]);
    assert.deepEqual(
      Object.fromEntries(
        application.api.preAuthorizedApplications.map(({ appId, delegatedPermissionIds }) => [
          appId,
          [...delegatedPermissionIds].sort(),
        ]),
      ),
      { [CLI]: [scopeId("read"), PINNED].sort(), [VS_CODE]: [scopeId("read")] },
    );
    assert.deepEqual([...application.owners].sort(), [user.objectId, deployer.objectId].sort());

    const group = state.groups.find(({ displayName }) => displayName === "Those who produce");
    assert.ok(group);
    assert.deepEqual([group.members, group.securityEnabled], [[user.objectId], true]);

    const principal = state.servicePrincipals.find(({ appId }) => appId === application.appId);
    assert.equal(principal?.appRoleAssignmentRequired, true);
    assert.deepEqual(
      state.appRoleAssignments
        .filter(({ resourceId }) => resourceId === principal.id)
        .map(({ principalId, appRoleId }) => [principalId, appRoleId])
        .sort(),
      [
        [group.id, "00000000-0000-0000-0000-000000000000"],
        [user.objectId, application.appRoles[0]?.id],
      ].sort(),
    );
    assert.deepEqual((await stack.outputs())["requiredPermissions"], [
      "Application.ReadWrite.OwnedBy: the registration, its parts and its service principal",
      "User.Read.All: owners, and users given by name",
      "Application.Read.All: ids of Microsoft Graph permissions that the program does not know",
      "Group.Create: the group of producers, owned by the caller",
      "AppRoleAssignment.ReadWrite.All, Application.Read.All: assignments",
    ]);
  });

  it("proposes nothing a second time", async () => {
    assert.deepEqual(changesOf(await stack.preview()), []);
  });

  it("adds a role and somebody who gets it in one up", async () => {
    const { userPrincipalName } = stack.directory.user;
    await stack.configure({
      ...everything(userPrincipalName),
      appRoles: [
        { value: "Reader", allowedMemberTypes: ["User"] },
        { value: "Writer", allowedMemberTypes: ["User"] },
      ],
      assignments: [
        "producers",
        { principal: userPrincipalName, role: "Reader" },
        { principal: userPrincipalName, role: "Writer" },
      ],
    });
    const result = await stack.up();
    assert.equal(errorsOf(result), "");
    assert.deepEqual(changesOf(result), [
      "create assignment-dana@sandbox.example-Writer",
      "update registration",
    ]);
    const order = stack.directory.journal
      .filter(({ method, body }) => method !== "GET" && body !== undefined)
      .map(({ url }) => url.replace(/^\/v1\.0\/(\w+)\/[^/]+/, "$1"))
      .slice(-2);
    assert.deepEqual(order, ["applications", "servicePrincipals/appRoleAssignedTo"]);
  });

  it("keeps no secret and no token in the state or the journal", async () => {
    const { clientSecret } = stack.directory.deployer;
    const texts = [await stack.stateText(), JSON.stringify(stack.directory.journal)];
    for (const text of texts) {
      assert.equal(text.includes(clientSecret), false);
      assert.doesNotMatch(text, /eyJ[\w-]+\.[\w-]+\./);
    }
  });

  it("has the same ids after it was destroyed, its state lost, and registered again", async () => {
    const ids = (await stack.outputs())["declared"];
    assert.equal(errorsOf(await stack.destroy()), "");
    await stack.loseState();
    assert.equal(errorsOf(await stack.up()), "");
    assert.deepEqual((await stack.outputs())["declared"], ids);
  });

  it("leaves nothing when it is destroyed", async () => {
    assert.equal(errorsOf(await stack.destroy()), "");
    const { state } = stack.directory;
    assert.deepEqual(
      [
        state.applications.filter(({ displayName }) => displayName === "Everything"),
        state.groups.filter(({ displayName }) => displayName === "Those who produce"),
        state.appRoleAssignments.filter(({ id }) => !id.startsWith("seed-")),
      ],
      [[], [], []],
    );
  });
});
