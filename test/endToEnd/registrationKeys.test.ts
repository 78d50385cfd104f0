/**
 * Proves, for each key that changes the registration, that it can be added, changed and taken away again, each in one up: with the
 * real program, the embedded engine and the directory. Nothing drifts in between. The steps that are planned are the first proof that
 * only what the key is for is touched; what the directory stores is the second.
 */
import assert from "node:assert/strict";
import type { Application } from "../../sandbox/directory/model";
import { changesOf, type Config, errorsOf, startStack, type StackRun } from "../support/stackRun";

/** One key: config that has it, config that has it otherwise, and what the directory then stores. */
interface Case {
  readonly config: Config;
  readonly stored: Partial<Application>;
  readonly otherwise: Config;
  readonly storedOtherwise: Partial<Application>;
}

const CASES: Readonly<Record<string, Case>> = {
  serviceManagementReference: {
    config: { serviceManagementReference: "CMDB-1" },
    stored: { serviceManagementReference: "CMDB-1" },
    otherwise: { serviceManagementReference: "CMDB-2" },
    storedOtherwise: { serviceManagementReference: "CMDB-2" },
  },
  notes: {
    config: { notes: "Ask Dana.\nOr Robin." },
    stored: { notes: "Ask Dana.\nOr Robin." },
    otherwise: { notes: "Ask Robin." },
    storedOtherwise: { notes: "Ask Robin." },
  },
  tags: {
    config: { tags: ["one", "two"] },
    stored: { tags: ["one", "two"] },
    otherwise: { tags: ["two", "three"] },
    storedOtherwise: { tags: ["three", "two"] },
  },
  groupMembershipClaims: {
    config: { groupMembershipClaims: ["SecurityGroup", "DirectoryRole"] },
    stored: { groupMembershipClaims: "DirectoryRole,SecurityGroup" },
    otherwise: { groupMembershipClaims: "none" },
    storedOtherwise: { groupMembershipClaims: null, optionalClaims: null },
  },
};

describe("keys of the registration", function () {
  this.timeout(120_000);
  let stack: StackRun;
  let plain: Application;

  before(async () => {
    stack = await startStack();
    await deploy({}, []);
    plain = structuredClone(registration());
  });
  after(() => stack.close());

  function registration(): Application {
    const [found] = stack.directory.state.applications.filter(({ displayName }) =>
      displayName.startsWith("BDK Management API"),
    );
    assert.ok(found);
    return found;
  }

  /** Deploys, and sees that nothing is left to do. */
  async function deploy(config: Config, changes: readonly string[] | undefined): Promise<void> {
    await stack.configure(config);
    const result = await stack.up();
    assert.equal(errorsOf(result), "");
    if (changes?.length !== 0) assert.deepEqual(changesOf(result), changes);
    assert.deepEqual(changesOf(await stack.preview()), [], "nothing drifts");
  }

  for (const [key, { config, stored, otherwise, storedOtherwise }] of Object.entries(CASES)) {
    it(`adds, changes and takes away: ${key}`, async () => {
      await deploy(config, ["update registration"]);
      assert.deepEqual(registration(), { ...plain, ...stored });
      await deploy(otherwise, ["update registration"]);
      assert.deepEqual(registration(), { ...plain, ...storedOtherwise });
      await deploy({}, ["update registration"]);
      assert.deepEqual(registration(), plain);
    });
  }
});
