/**
 * Proves that a pinned id is the identity of a scope or app role: pinning what is deployed changes
 * nothing, another value is an update in place, and what one `up` cannot do is refused before
 * anything changes. With the embedded engine; its aliases have tests of their own.
 */
import assert from "node:assert/strict";
import { changesOf, type Config, errorsOf, type StackRun, startStack } from "../support/stackRun";

const SCOPE = "e08f5ca9-e4cf-5a27-ba4f-ea55b729b597"; // Derived from "access_as_producer".
const OTHER = "11111111-1111-4111-8111-111111111111";
const ROBIN = "robin@sandbox.example";

describe("a pinned id", function () {
  this.timeout(240_000);
  let stack: StackRun;

  before(async () => {
    stack = await startStack();
  });
  after(() => stack.close());

  /**
   * The scope's and role's values by id, and the scopes that clients hold, as the directory has
   * them.
   */
  const directory = () => {
    const { api, appRoles } = stack.directory.state.applications.find(({ identifierUris }) =>
      identifierUris.some((uri) => uri.startsWith("api://")),
    ) ?? { api: undefined, appRoles: [] };
    return {
      scopes: api?.oauth2PermissionScopes.map(({ id, value, isEnabled }) => [id, value, isEnabled]),
      roles: appRoles.map(({ id, value }) => [id, value]),
      held: api?.preAuthorizedApplications.map((entry) => entry.delegatedPermissionIds),
      assigned: stack.directory.state.appRoleAssignments
        .map(({ appRoleId }) => appRoleId)
        .filter((assigned) => appRoles.some(({ id }) => id === assigned)),
    };
  };

  /** Deploys without a preview. @returns what changed. */
  async function up(config: Config): Promise<readonly string[]> {
    await stack.configure(config);
    const result = await stack.up();
    assert.equal(errorsOf(result), "");
    return changesOf(result);
  }

  const text = "Access as producer";
  const scope = { value: "access_as_producer", adminConsentDisplayName: text };
  const role = { value: "Produce", displayName: "Produce", allowedMemberTypes: ["User"] };
  const config = (scopes: readonly object[], appRoles: readonly object[], assigned: string) => ({
    scopes,
    appRoles,
    assignments: [{ principal: ROBIN, role: assigned }],
  });

  it("that is the deployed one changes nothing, pinned or taken out again", async () => {
    await up(config([scope], [role], "Produce"));
    const before = directory();
    const roleId = before.roles[0]?.[0];
    assert.deepEqual(
      await up(config([{ ...scope, id: SCOPE }], [{ ...role, id: roleId }], "Produce")),
      [],
    );
    assert.deepEqual(await up(config([scope], [role], "Produce")), []);
    assert.deepEqual(directory(), before);
  });

  it("keeps scope, role, client and assignment where the value is renamed", async () => {
    const roleId = directory().roles[0]?.[0];
    const pinned = config([{ ...scope, id: SCOPE }], [{ ...role, id: roleId }], "Produce");
    assert.deepEqual(await up(pinned), []);
    const renamed = config(
      [{ ...scope, id: SCOPE, value: "produce" }],
      [{ ...role, id: roleId, value: "Producer" }],
      "Producer",
    );
    assert.deepEqual(await up(renamed), [`update registration`, `update scope-${SCOPE}`]);
    assert.deepEqual(directory(), {
      scopes: [[SCOPE, "produce", true]],
      roles: [[roleId, "Producer"]],
      held: [[SCOPE]],
      assigned: [roleId],
    });
    assert.deepEqual(await up(renamed), []);
  });

  it("can be pinned and renamed in one edit", async () => {
    const roleId = directory().roles[0]?.[0];
    const roles = [{ ...role, id: roleId, value: "Producer" }];
    await up(config([{ ...scope, id: SCOPE }], roles, "Producer"));
    assert.deepEqual(await up(config([scope], roles, "Producer")), []);
    assert.deepEqual(
      await up(config([{ ...scope, id: SCOPE, value: "produce" }], roles, "Producer")),
      [`update scope-${SCOPE}`],
    );
    assert.deepEqual(directory().scopes, [[SCOPE, "produce", true]]);
  });

  it("is not changed, unpinned to another or given another's value in one up", async () => {
    const before = directory();
    const roleId = before.roles[0]?.[0];
    const roles = [{ ...role, id: roleId, value: "Producer" }];
    for (const [scopes, appRoles, told] of [
      [[{ ...scope, id: OTHER, value: "produce" }], roles, "scopes[0].id"],
      [[{ ...scope, value: "produce" }], roles, "scopes[0].id"],
      [
        [{ ...scope, id: SCOPE, value: "produce" }],
        [{ ...role, value: "Producer" }],
        "appRoles[0].id",
      ],
    ] as const) {
      await stack.configure(config(scopes, appRoles, "Producer"));
      const at = stack.directory.journal.length;
      const result = await stack.up();
      assert.equal(result.ok, false);
      assert.match(
        errorsOf(result),
        new RegExp(`: 1 problem\\n {2}1\\. "${told.replace(/[.[\]]/g, "\\$&")}"`),
      );
      assert.match(errorsOf(result), /Nothing was registered or changed\.$/);
      assert.deepEqual(
        stack.directory.journal.slice(at).filter(({ method }) => method === "PATCH"),
        [],
      );
    }
    assert.deepEqual(directory(), before);
  });

  it("is changed in the two steps that the refusal names", async () => {
    const roleId = directory().roles[0]?.[0];
    const roles = [{ ...role, id: roleId, value: "Producer" }];
    const read = { value: "read" };
    await up(config([read], roles, "Producer"));
    await up(config([read, { ...scope, id: OTHER, value: "produce" }], roles, "Producer"));
    assert.deepEqual(
      directory().scopes?.map(([id, value]) => [id === OTHER, value]),
      [
        [false, "read"],
        [true, "produce"],
      ],
    );
    assert.equal(errorsOf(await stack.destroy()), "");
  });
});
