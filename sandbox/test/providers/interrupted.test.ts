/**
 * Proves which objects count as made by an interrupted creation, and which as somebody else's. What
 * becomes of them is the engine's (test/fire/moments.test.ts).
 */
import assert from "node:assert/strict";
import type { Properties } from "../../engine/provider";
import { startHarness, USER, type Harness } from "./harness";

const LONG_AGO = "2026-01-02T00:00:00Z";
const ROLE = {
  id: "11111111-0000-4000-8000-000000000001",
  value: "Role",
  displayName: "Role",
  description: "Role",
  allowedMemberTypes: ["User"],
  enabled: true,
};

describe("what an interrupted creation has made", () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.restart());
  after(() => harness.close());

  const application: Properties = { displayName: "An API's", appRoles: [ROLE] };

  /** What can be made and looked for: inputs by type. */
  async function inputsOf(name: string): Promise<Properties> {
    if (name === "Application") return application;
    if (name === "Group") return { displayName: "Producers", securityEnabled: true };
    if (name === "ApplicationRegistration") return { displayName: "An API's" };
    const { outputs } = await harness.make("Application", application);
    const principal: Properties = { clientId: outputs["clientId"] ?? "" };
    if (name === "ServicePrincipal") return principal;
    const made = await harness.make("ServicePrincipal", principal);
    return {
      appRoleId: ROLE.id,
      principalObjectId: USER,
      resourceObjectId: made.outputs["objectId"] ?? "",
    };
  }

  for (const name of [
    "Application",
    "ApplicationRegistration",
    "Group",
    "ServicePrincipal",
    "AppRoleAssignment",
  ]) {
    it(`is found by what was asked for: ${name}, unless it is older`, async () => {
      const begun = new Date();
      const wanted = await inputsOf(name);
      assert.equal(await harness.type(name).find?.(wanted, begun), undefined, "nothing is there");
      const { id, inputs } = await harness.make(name, wanted);
      assert.equal(await harness.type(name).find?.(inputs, begun), id);

      const { applications, servicePrincipals, groups, appRoleAssignments } =
        harness.directory.state;
      for (const each of [applications, servicePrincipals, groups, appRoleAssignments].flat()) {
        each.createdDateTime = LONG_AGO;
      }
      assert.equal(await harness.type(name).find?.(inputs, begun), undefined, "it is older");
    });
  }

  it("is not an application with another stack's roles, nor one of several", async () => {
    const begun = new Date();
    const { inputs } = await harness.make("Application", application);
    const type = harness.type("Application");
    const other = { ...application, appRoles: [{ ...ROLE, id: USER }] };
    assert.equal(await type.find?.(other, begun), undefined);
    await harness.make("Application", application);
    assert.equal(await type.find?.(inputs, begun), undefined);
  });
});
