/**
 * Proves: command:local:Command runs command lines as the real provider 1.2.1 is documented to:
 * streams, environment, input, folder, interpreter, failures. Cannot prove: its behaviour on
 * Windows; it runs where the tests run.
 */
import assert from "node:assert/strict";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

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

  it("gives the previous output to an update, unless told not to", async () => {
    const show = node(
      "console.log(process.env.PULUMI_COMMAND_STDOUT, process.env.PULUMI_COMMAND_STDERR)",
    );
    const made = await make({ create: node("console.log('before')"), update: show });
    assert.equal((await command.update(made, made.inputs))["stdout"], "before ");
    const silent = { ...made.inputs, addPreviousOutputInEnv: false };
    assert.equal((await command.update(made, silent))["stdout"], "undefined undefined");
  });

  it("runs the creating command again where there is none for updates", async () => {
    const made = await make({ create: node("console.log('made', process.env.OWN)") });
    const updated = await command.update(made, { ...made.inputs, environment: { OWN: "again" } });

    assert.equal(updated["stdout"], "made again");
  });

  it("does nothing where there is no command", async () => {
    const made = await make({});
    assert.deepEqual(made.outputs, { stdout: "", stderr: "" });
    await command.delete(made);
  });

  it("runs in the folder and with the input and the interpreter that it is given", async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "command-")));
    try {
      const create = "process.stdin.on('data', (d) => console.log(process.cwd(), d.toString()))";
      const { outputs } = await make({
        create,
        dir: folder,
        interpreter: [process.execPath, "-e"],
        stdin: "typed",
      });
      assert.equal(outputs["stdout"], `${folder} typed`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("ends well when a command does not read its input", async () => {
    const { outputs } = await make({ create: node("0"), stdin: "x".repeat(1_000_000) });
    assert.equal(outputs["stdout"], "");
  });

  it("fails with the command line and both streams", async () => {
    const create = node("console.log('out'); console.error('err'); process.exitCode = 3");
    await assert.rejects(make({ create }), (error: Error) => {
      assert.ok(error.message.startsWith(`exit status 3: running "${create}":\n`), error.message);
      assert.deepEqual(error.message.split("\n").slice(1).sort(), ["", "err", "out"]);
      return true;
    });
  });

  it("fails clearly where the interpreter is not there", async () => {
    await assert.rejects(make({ create: "x", interpreter: ["no-such-program"] }), {
      message: 'spawn no-such-program ENOENT: running "x"',
    });
  });

  it("runs the deleting command with the last output, and fails if that fails", async () => {
    const made = await make({
      create: node("console.log('made')"),
      delete: node("process.exitCode = process.env.PULUMI_COMMAND_STDOUT === 'made' ? 7 : 0"),
    });
    await assert.rejects(command.delete(made), /^Error: exit status 7: running/);
  });

  it("replaces for triggers only", async () => {
    const made = await make({ create: node("0"), triggers: [1, { a: "b" }] });
    assert.deepEqual(command.diff(made, made.inputs), { changed: [], replaces: [] });
    assert.deepEqual(
      command.diff(made, { ...made.inputs, stdin: "new", triggers: [2, { a: "b" }] }),
      { changed: ["stdin", "triggers"], replaces: ["triggers"] },
    );
  });

  it("stays as it was on refresh, and cannot be imported", async () => {
    const made = await make({ create: node("0") });
    assert.deepEqual(await command.read(made.id, made), made);
    assert.equal(await command.read("cmd-x"), undefined);
  });

  it("names what it does not implement or know", () => {
    const reasons = command
      .check({ assetPaths: ["*"], archivePaths: ["*"], interpreter: [], logging: "all", run: "x" })
      .failures.map(({ reason }) => reason);
    assert.deepEqual(reasons, [
      'the embedded engine does not implement "assetPaths" of command.local.Command; leave it out, or use the Pulumi CLI.',
      'the embedded engine does not implement "archivePaths" of command.local.Command; leave it out, or use the Pulumi CLI.',
      '"logging": "all" must be one of "stdout", "stderr", "stdoutAndStderr", "none".',
      '"run" is not an input of command.local.Command. Its inputs are: addPreviousOutputInEnv, archivePaths, assetPaths, create, delete, dir, environment, interpreter, logging, stdin, triggers, update.',
      '"interpreter" must name a program, or be left out.',
    ]);
  });
});
