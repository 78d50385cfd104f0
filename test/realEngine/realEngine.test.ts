/**
 * Proves, where there are a Pulumi CLI and its azuread plugin, that the embedded engine does what
 * they do: the same edits of one stack under both, each with a fresh directory, come to the same
 * plans, outputs and directory. Skips where there is none.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { readRecordings } from "../recordings/recording";
import { randomConfig } from "../support/randomConfig";
import type { Config } from "../support/stackRun";
import { embeddedEngine, type Engine, realEngine } from "./engines";

const RANDOM_EDITS = 6;

describe("the real engine and the embedded one", function () {
  this.timeout(1_800_000);
  let engines: readonly Engine[] = [];

  beforeEach(async function () {
    const real = await realEngine();
    if (typeof real === "string") {
      const { currentTest } = this;
      if (currentTest !== undefined) currentTest.title += ` (skipped: ${real})`;
      return this.skip();
    }
    engines = [real, await embeddedEngine()];
  });
  afterEach(() => Promise.all(engines.map((engine) => engine.close())));

  async function walk(configs: readonly Config[], replay = ""): Promise<void> {
    const [real, embedded] = engines as [Engine, Engine];
    for (const [index, config] of configs.entries()) {
      const [ours, theirs] = [await embedded.deploy(config), await real.deploy(config)];
      // No message of its own, which would take the place of the difference.
      assert.deepEqual(
        { replay, edit: index + 1, ...ours },
        { replay, edit: index + 1, ...theirs },
      );
    }
    assert.deepEqual(await embedded.destroy(), await real.destroy());
  }

  it("come to the same with the recorded edits", () =>
    walk(readRecordings().map(({ config }) => config)));

  it("come to the same with random edits", async () => {
    // "FC_SEED" plays a printed seed again.
    const { seed = Date.now() } = fc.readConfigureGlobal();
    await walk(fc.sample(randomConfig, { numRuns: RANDOM_EDITS, seed }), `FC_SEED=${seed}`);
  });
});
