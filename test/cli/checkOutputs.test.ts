/**
 * Proves that "check" finds the token in whatever form the real az prints it: every setting of
 * "core.output".
 */
import assert from "node:assert/strict";
import { azIsMissing, type AzSandbox, REAL_AZ, startAzSandbox } from "./support/azSandbox";

const missing = azIsMissing();
const reason = missing === undefined ? "" : ` (skipped: ${missing})`;
(missing === undefined ? describe : describe.skip)(`check reads what az prints${reason}`, () => {
  let sandbox: AzSandbox;
  before(async () => {
    sandbox = await startAzSandbox(REAL_AZ);
  });
  after(() => sandbox.close());

  for (const form of ["json", "jsonc", "table", "tsv", "yaml", "yamlc"]) {
    it(`with core.output=${form}`, async () => {
      const { tokenCommand } = sandbox.restore();
      sandbox.environment["AZURE_CORE_OUTPUT"] = form;
      const { stdout, exitCode } = await sandbox.shell(tokenCommand);
      assert.equal(exitCode, 0);
      const checked = await sandbox.cli(["check", "--no-verify"], stdout);
      assert.match(checked.stdout, /\nThe API accepts this token/);
      assert.equal(checked.exitCode, 0);
    });
  }

  it("says why there may be nothing, as with core.output=none", async () => {
    const { tokenCommand } = sandbox.restore();
    sandbox.environment["AZURE_CORE_OUTPUT"] = "none";
    const { stdout } = await sandbox.shell(tokenCommand);
    assert.equal(stdout, "");
    const { stderr, exitCode } = await sandbox.cli(["check"], stdout);
    assert.equal(exitCode, 1);
    assert.match(stderr, /"core\.output" is "none".*\n.* --output json \|/);
  });
});
