/**
 * Proves that a sandbox's folder which cannot be used, or holds something else, is told as that and
 * never as a bug. Full and read-only disks are not made here: Node reports them as the same kind of
 * error.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../../cli/main";
import { assertTame } from "../fuzz/support";
import { createMemoryIo } from "./support/memoryIo";

describe("the sandbox's folder", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "sandbox-state-"));
    mkdirSync(path.join(root, "stacks")); // What every sandbox has.
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function refusal(stateDir: string, stack = "dev"): Promise<string> {
    const io = createMemoryIo({ cwd: root, environment: { PATH: "" } });
    const args = ["token", "--sandbox", stateDir, "--stack", stack];
    const exitCode = await run(args, { io, run: () => assert.fail("a program was started") });
    assertTame({ exitCode, stdout: io.stdout(), stderr: io.stderr(), calls: [] });
    assert.deepEqual([exitCode, io.stdout()], [1, ""]);
    return io.stderr();
  }

  it("may be a file", async () => {
    writeFileSync(path.join(root, "file"), "");
    assert.match(
      await refusal("file"),
      /^error: ".*" cannot be used: a part of that path is a file, .*\[sandbox\.unavailable\]\n$/,
    );
  });

  it("may not be there, and the way out runs in any shell", async () => {
    assert.match(
      await refusal("none"),
      /\n {2}npm run sandbox -- up --stack dev --state \S+none\n$/,
    );
    assert.match(
      await refusal("none", "x$(touch pwned)"),
      /\n {2}Deploy to it first, by "npm run sandbox -- up"\.\n$/,
    );
  });

  it("may hold no sandbox, and none is made there", async () => {
    mkdirSync(path.join(root, "empty"));
    assert.match(
      await refusal("empty"),
      /^error: There is no sandbox in "\S+empty"\. \[sandbox\.unavailable\]\n/,
    );
    assert.deepEqual(readdirSync(path.join(root, "empty")), []);
  });

  for (const [file, said] of [
    ["directory/identity.json", /keys ".*" cannot be read/],
    ["directory/directory.json", /state ".*" cannot be read/],
    ["stacks/dev.json", /is not a state of deployment version 3/],
  ] as const) {
    it(`may hold something else in "${file}"`, async () => {
      for (const text of [
        '{"a": 1',
        `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
        "\u001b[31m\n",
      ]) {
        mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
        writeFileSync(path.join(root, file), text);
        assert.match(await refusal("."), said);
      }
    });

    it(`may hold a folder in place of "${file}"`, async () => {
      mkdirSync(path.join(root, file), { recursive: true });
      assert.match(await refusal("."), /EISDIR.*\[sandbox\.unavailable\]/);
    });
  }

  it("is not opened for a stack's name that Pulumi does not take", async () => {
    for (const name of ["x$(touch pwned)", "../dev", "a b", "x\ntouch pwned"]) {
      assert.match(await refusal(".", name), /has a name that Pulumi does not take/);
    }
  });
});
