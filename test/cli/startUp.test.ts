/**
 * Proves that what saves time at start changes nothing else: the head start of the token command, and the cache of transpiled files.
 * How much time they save is measured in bench/.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { foreseeClientId, type HeadStart, withHeadStart } from "../../cli/headStart";
import { ended, scriptedRunner } from "./support/scriptedRunner";
import { makeOutputs } from "./support/stack";

const REPOSITORY = path.resolve(__dirname, "..", "..");
const outputs = makeOutputs();

describe("foreseeClientId", () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "head-start-"));
    file = path.join(folder, "outputs.json");
    writeFileSync(file, JSON.stringify(outputs));
    writeFileSync(path.join(folder, "broken.json"), "{");
    writeFileSync(path.join(folder, "odd.json"), '{"clientId": "--help"}');
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const options of [[], ["--format", "json"], ["-f", "header"]]) {
    it(`tells it for outputs in a file with ${JSON.stringify(options)}`, () => {
      assert.equal(foreseeClientId(["token", "--outputs", file, ...options]), outputs.clientId);
    });
  }

  const doubtful: readonly (readonly [string, () => readonly string[]])[] = [
    ["another command", () => ["doctor", "--outputs", file]],
    ["a scope", () => ["token", "--outputs", file, "--scope", "x"]],
    ["a scope after an equals sign", () => ["token", "--outputs", file, "--scope=x"]],
    ["a time limit", () => ["token", "--outputs", file, "--timeout", "1"]],
    ["the sandbox", () => ["token", "--outputs", file, "--sandbox"]],
    ["help", () => ["token", "--outputs", file, "-h"]],
    ["standard input", () => ["token", "--outputs", "-"]],
    ["a stack", () => ["token", "--stack", "dev"]],
    ["no file", () => ["token", "--outputs"]],
    ["a missing file", () => ["token", "--outputs", path.join(folder, "none.json")]],
    ["a broken file", () => ["token", "--outputs", path.join(folder, "broken.json")]],
    ["something else than an id", () => ["token", "--outputs", path.join(folder, "odd.json")]],
  ];
  for (const [title, argv] of doubtful) {
    it(`leaves it to the command line for ${title}`, () => {
      assert.equal(foreseeClientId(argv()), undefined);
    });
  }
});

describe("withHeadStart", () => {
  const early = ended("early");
  const late = ended("late");
  const args = ["account", "get-access-token", "--resource", "x"];
  const ahead: HeadStart = { args, result: Promise.resolve(early), drop: () => undefined };
  const options = { timeoutMs: 1, environment: {} };

  it("hands the early result out once, to the same command only", async () => {
    const { run, calls } = scriptedRunner({
      "az account show": late,
      [`az ${args.join(" ")}`]: late,
    });
    const runner = withHeadStart(run, ahead);
    assert.deepEqual(
      [
        await runner("az", ["account", "show"], options),
        await runner("az", args, options),
        await runner("az", args, options),
      ],
      [late, early, late],
    );
    assert.deepEqual(calls, ["az account show", `az ${args.join(" ")}`]);
  });
});

describe("the cache of transpiled files", () => {
  function start(...args: readonly string[]): {
    readonly status: number | null;
    readonly stdout: string;
  } {
    const bin = path.join(REPOSITORY, "cli", "bin.js");
    return spawnSync(process.execPath, [bin, ...args], { encoding: "utf8" });
  }

  it("gives the same with and without it", () => {
    const [first, second] = [start("doctor", "--list"), start("doctor", "--list")];
    assert.deepEqual([first.status, first.stdout.split("\n")[0]?.startsWith("| Check")], [0, true]);
    assert.equal(second.stdout, first.stdout);
  });

  it("keeps exit codes", () => {
    assert.equal(start("token", "--format", "xml").status, 2);
    assert.equal(start("token", "--outputs", "no-such-file.json").status, 1);
  });
});
