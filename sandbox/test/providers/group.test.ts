/**
 * Proves: azuread.Group makes the requests that the real provider 6.9.1 was seen to make, its waits
 * aside. Cannot prove: what the real directory makes of them; the emulated one answers here.
 */
import assert from "node:assert/strict";

import type { ResourceState } from "../../engine/provider";
import { GUEST, request, useHarness, USER } from "./harness";

const GROUP_TYPE = { "@odata.type": "#microsoft.graph.group" };
const DEPLOYER = "dddddddd-0000-4000-8000-0000000000ff";
const object = (id: string, version: string): string =>
  `https://graph.microsoft.com/${version}/directoryObjects/${id}`;

describe("azuread.Group", () => {
  const harness = useHarness();

  const GET = request("GET", "/beta/groups/<group>");
  const READ_GROUP = [
    GET,
    request("GET", "/beta/groups/<group>/owners"),
    request("GET", "/beta/groups/<group>/members"),
    request("GET", "/beta/groups/<group>/memberOf"),
  ];
  const inputs = { displayName: "Producers", members: [USER], securityEnabled: true };
  const requests = ({ id }: ResourceState): readonly string[] =>
    harness.requests({ [id.replace("/groups/", "")]: "<group>" });

  it("creates with the caller as owner and adds each member", async () => {
    const made = await harness.make("Group", inputs);

    assert.deepEqual(requests(made), [
      request("POST", "/beta/groups", {
        ...GROUP_TYPE,
        description: null,
        displayName: "Producers",
        groupTypes: [],
        isAssignableToRole: false,
        mailEnabled: false,
        mailNickname: "<random>",
        membershipRule: null,
        "owners@odata.bind": [object(DEPLOYER, "beta")],
        resourceBehaviorOptions: [],
        resourceProvisioningOptions: [],
        securityEnabled: true,
      }),
      request("PATCH", "/beta/groups/<group>", {
        ...GROUP_TYPE,
        displayName: "TERRAFORM_UPDATE_<uuid>",
      }),
      request("PATCH", "/beta/groups/<group>", { ...GROUP_TYPE, displayName: "Producers" }),
      // The real provider asks five times over 20 s.
      GET,
      request("POST", "/beta/groups/<group>/members/$ref", { "@odata.id": object(USER, "beta") }),
      ...READ_GROUP,
    ]);
    assert.deepEqual(made.outputs["members"], [USER]);
    assert.deepEqual(made.outputs["owners"], [DEPLOYER]);
    const type = harness.type("Group");
    assert.deepEqual(type.diff(made, made.inputs), { changed: [], replaces: [] });
    assert.deepEqual(await type.read(made.id, made), made);
    const imported = await type.read(made.id);
    assert.ok(imported);
    assert.deepEqual(type.check(imported.inputs).failures, []);
  });

  it("looks at each owner once per kind, users first", async () => {
    const made = await harness.make("Group", { ...inputs, owners: [DEPLOYER, GUEST] });
    const [first, second, third, post] = requests(made);

    assert.deepEqual(
      [first, second, third],
      Array(3).fill(request("GET", `/v1.0/directoryObjects/${GUEST}`)),
    );
    assert.ok(
      post?.includes(
        `"owners@odata.bind":["${object(DEPLOYER, "beta")}","${object(GUEST, "beta")}"]`,
      ),
      post,
    );
  });

  it("changes members and owners one by one", async () => {
    const made = await harness.make("Group", { ...inputs, owners: [DEPLOYER] });
    requests(made);
    const changed = await harness.change("Group", made, {
      ...inputs,
      members: [GUEST],
      owners: [DEPLOYER, GUEST],
    });

    assert.deepEqual(changed.changed, ["members", "owners"]);
    assert.deepEqual(requests(made), [
      request("PATCH", "/beta/groups/<group>", {
        ...GROUP_TYPE,
        description: null,
        displayName: "Producers",
        mailEnabled: false,
        membershipRule: null,
        securityEnabled: true,
      }),
      READ_GROUP[2],
      request("DELETE", `/beta/groups/<group>/members/${USER}/$ref`),
      request("POST", "/beta/groups/<group>/members/$ref", {
        "@odata.id": object(GUEST, "beta"),
      }),
      READ_GROUP[1],
      request("POST", "/beta/groups/<group>/owners/$ref", { "@odata.id": object(GUEST, "beta") }),
      ...READ_GROUP,
    ]);
  });

  it("looks, deletes and waits until it is gone", async () => {
    const made = await harness.make("Group", inputs);
    requests(made);
    await harness.type("Group").delete(made);

    assert.deepEqual(requests(made), [
      GET,
      request("DELETE", "/beta/groups/<group>"),
      request("GET", "/beta/groups/<group>", undefined, 404),
    ]);
    assert.equal(await harness.type("Group").read(made.id, made), undefined);
  });

  it("refuses kinds of group that it does not implement, by the input's name", () => {
    assert.deepEqual(harness.type("Group").check({ ...inputs, mailEnabled: true }).failures, [
      {
        property: "mailEnabled",
        reason:
          'the embedded engine does not implement "mailEnabled" of azuread.Group; leave it out, or use the Pulumi CLI.',
      },
    ]);
  });
});
