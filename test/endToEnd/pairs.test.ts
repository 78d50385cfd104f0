/**
 * Proves that stacks with every two values of config keys can be deployed, one after the other on one
 * registration, and do not drift: with the real program, the embedded engine and the directory. A
 * change of the cloud is a stack of its own.
 */
import assert from "node:assert/strict";
import { changesOf, errorsOf, startStack, type StackRun } from "../support/stackRun";
import { configOf, coveringChoices, VALUES } from "../support/pairs";

for (const cloud of VALUES["cloud"] as readonly string[]) {
  describe(`config keys in pairs in the cloud "${cloud}"`, function () {
    this.timeout(600_000);
    let stack: StackRun;
    before(async () => {
      stack = await startStack();
      stack.setVariables({ ARM_ENVIRONMENT: cloud });
    });
    after(() => stack.close());

    for (const [index, choice] of coveringChoices()
      .filter((each) => each["cloud"] === cloud)
      .entries()) {
      it(`are deployed and do not drift: choice ${index + 1}`, async () => {
        await stack.configure(configOf(choice));
        assert.equal(errorsOf(await stack.up()), "", JSON.stringify(choice));
        assert.deepEqual(changesOf(await stack.preview()), [], JSON.stringify(choice));
      });
    }

    it("are destroyed", async () => assert.equal(errorsOf(await stack.destroy()), ""));
  });
}
