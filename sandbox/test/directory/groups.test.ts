/**
 * Proves a group's life as the provider runs it: owners, members, writeback, memberships. It cannot
 * prove who becomes an owner of what in a real tenant: that is as the provider's acceptance tests
 * and its issues say.
 */
import assert from "node:assert/strict";
import { SEED } from "../../directory";
import { refusalOf, type Reply, text, useTestDirectory, valuesOf } from "./client";

describe("groups of the directory", () => {
  const test = useTestDirectory();

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
    const members = await test.graph("GET", `/beta/groups/${outer.id}/transitiveMembers`);
    assert.deepEqual(ids(members), [SEED.user.objectId, existing.id]);
    const checked = await test.graph(
      "POST",
      `/v1.0/directoryObjects/${SEED.user.objectId}/checkMemberGroups`,
      { groupIds: [outer.id, "99999999-0000-4000-8000-000000000000"] },
    );
    assert.deepEqual(checked.body, { value: [outer.id] });
  });
});
