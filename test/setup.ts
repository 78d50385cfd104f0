/**
 * Loaded before every test file. mocha drops rejections that nobody awaits, and with Pulumi those
 * are exactly the failed registrations and the assertions inside an "apply": here they fail the
 * test during which they happened.
 */
import fc from "fast-check";

const stray: unknown[] = [];

process.on("unhandledRejection", (reason) => stray.push(reason));

/** Turns `${output}` and JSON.stringify(output), which would only warn, into errors. */
process.env["PULUMI_ERROR_OUTPUT_STRING"] = "true";

export const mochaHooks = {
  beforeEach(): void {
    stray.length = 0;
  },
  async afterEach(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve)); // Rejections are reported one turn later.
    const [first] = stray.splice(0);
    if (first !== undefined) {
      throw first instanceof Error ? first : new Error("a promise was rejected", { cause: first });
    }
  },
};

// Property-based tests print seed and path where they fail; these variables play that again.
const { FC_SEED, FC_PATH } = process.env;
if (FC_SEED !== undefined) {
  fc.configureGlobal({ seed: Number(FC_SEED), ...(FC_PATH !== undefined && { path: FC_PATH }) });
}
