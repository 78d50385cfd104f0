/**
 * Proves: command:local:Command runs command lines as the real provider 1.2.1 is documented to:
 * streams, environment, failures. Cannot prove: its behaviour on
 * Windows; it runs where the tests run.
 */
import assert from "node:assert/strict";

import type { Properties, ResourceState } from "../../engine/provider";
import { createCommandProvider } from "../../providers/command/index";

const [command] = createCommandProvider({ ENGINE: "engine", PATH: process.env["PATH"] }).resources;
assert.ok(command);

/** A command line that any system runs: Node, told what to do. */
const node = (script: string): string => `"${process.execPath}" -e "${script}"`;

async function make(inputs: Properties): Promise<ResourceState> {
  assert.ok(command);
  const checked = command.check(inputs);
  assert.deepEqual(checked.failures, []);
  return { inputs: checked.inputs, ...(await command.create(checked.inputs)) };
}

describe("command.local.Command", () => {
  it("keeps both streams, each without one trailing newline", async () => {
    const create = node("process.stdout.write('out\\n\\n'); process.stderr.write('err\\n')");
    const { id, outputs } = await make({ create });

    assert.match(id, /^cmd-[0-9a-f-]{36}$/);
    assert.deepEqual(outputs, { create, stdout: "out\n", stderr: "err" });
  });

  it("gives the engine's environment and its own, which wins", async () => {
    const create = node(
      "console.log(process.env.ENGINE, process.env.OWN, process.env.HOME === undefined)",
    );
    assert.equal(
      (await make({ create, environment: { OWN: "own" } })).outputs["stdout"],
      "engine own true",
    );
    assert.equal(
      (await make({ create, environment: { ENGINE: "mine", OWN: "own" } })).outputs["stdout"],
      "mine own true",
    );
  });

  it("runs the command again for an update, and none to delete", async () => {
    const made = await make({ create: node("console.log('made', process.env.OWN)") });
    const updated = await command.update(made, { ...made.inputs, environment: { OWN: "again" } });

    assert.equal(updated["stdout"], "made again");
    await command.delete(made);
  });

  it("does nothing where there is no command", async () => {
    const made = await make({});
    assert.deepEqual(made.outputs, { stdout: "", stderr: "" });
  });

  it("gives a command no input to wait for", async () => {
    const create = node("process.stdin.on('end', () => console.log('end')).resume()");
    assert.equal((await make({ create })).outputs["stdout"], "end");
  });

  it("fails with the command line and both streams", async () => {
    const create = node("console.log('out'); console.error('err'); process.exitCode = 3");
    await assert.rejects(make({ create }), (error: Error) => {
      assert.ok(error.message.startsWith(`exit status 3: running "${create}":\n`), error.message);
      assert.deepEqual(error.message.split("\n").slice(1).sort(), ["", "err", "out"]);
      return true;
    });
  });

  it("replaces for triggers only", async () => {
    const made = await make({ create: node("0"), triggers: [1, { a: "b" }] });
    assert.deepEqual(command.diff(made, made.inputs), { changed: [], replaces: [] });
    assert.deepEqual(
      command.diff(made, { ...made.inputs, create: "new", triggers: [2, { a: "b" }] }),
      { changed: ["create", "triggers"], replaces: ["triggers"] },
    );
  });

  it("stays as it was on refresh, and cannot be imported", async () => {
    const made = await make({ create: node("0") });
    assert.deepEqual(await command.read(made.id, made), made);
    assert.equal(await command.read("cmd-x"), undefined);
  });

  it("names what it does not implement or know", () => {
    const names = "archivePaths assetPaths delete dir interpreter stdin update".split(" ");
    const unimplemented = Object.fromEntries(names.map((name) => [name, "x"]));
    const reasons = command
      .check({ ...unimplemented, addPreviousOutputInEnv: false, logging: "all", run: "x" })
      .failures.map(({ reason }) => reason);
    assert.deepEqual(reasons, [
      ...[...names, "addPreviousOutputInEnv"].map(
        (name) =>
          `the embedded engine does not implement "${name}" of command.local.Command; leave it out, or use the Pulumi CLI.`,
      ),
      '"logging": "all" must be one of "stdout", "stderr", "stdoutAndStderr", "none".',
      '"run" is not an input of command.local.Command. Its inputs are: addPreviousOutputInEnv, archivePaths, assetPaths, create, delete, dir, environment, interpreter, logging, stdin, triggers, update.',
    ]);
  });
});
