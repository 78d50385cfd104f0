/**
 * Proves that each example is deployed as it stands, from first preview to destroy: nothing drifts,
 * and the directory is afterwards as it was before. With the real program, the embedded engine and
 * the directory; the rules of all 14 registrations are in test/rules.
 */
import assert from "node:assert/strict";
import { readExamples } from "../support/examples";
import { changesOf, errorsOf, startStack, type StackRun } from "../support/stackRun";

describe("the examples", function () {
  this.timeout(300_000);
  let stack: StackRun;
  before(async () => {
    stack = await startStack();
  });
  after(() => stack.close());

  for (const [file, config] of Object.entries(readExamples())) {
    it(`are whole: ${file}`, async () => {
      const before = structuredClone(stack.directory.state);
      await stack.configure(config);
      assert.equal(errorsOf(await stack.preview()), "");
      assert.deepEqual(stack.directory.state, before, "a preview changes nothing");
      assert.equal(errorsOf(await stack.up()), "");
      const { displayName } = config as { displayName: string };
      assert.ok(
        stack.directory.state.applications.some((each) => each.displayName === displayName),
      );
      assert.deepEqual(changesOf(await stack.preview()), [], "nothing drifts");
      assert.equal(errorsOf(await stack.destroy()), "");
      assert.deepEqual(stack.directory.state, before);
    });
  }
});
