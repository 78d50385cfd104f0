/**
 * Proves how the tools start: compiled, with one line where they are not, and with no `az` before
 * the stack's outputs are known to be good. How long it takes is measured in bench/.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cli, outputs, READ_STACK } from "./support/scriptedCli";
import { ended } from "./support/scriptedRunner";

const REPOSITORY = path.resolve(__dirname, "..", "..");

interface Started {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(root: string, ...args: readonly string[]): Started {
  const bin = path.join(root, "cli", "bin.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("the compiled command line", () => {
  it("lists the checks", () => {
    const { status, stdout } = start(REPOSITORY, "doctor", "--list");
    assert.deepEqual([status, stdout.split("\n")[0]?.startsWith("| Check")], [0, true]);
  });

  it("says in a line that its folder is gone", function () {
    if (process.platform === "win32") this.skip(); // A folder in use stays there.
    const script = 'cd "$(mktemp -d)" && rmdir "$PWD" && exec "$0" "$1" doctor --list';
    const bin = path.join(REPOSITORY, "cli", "bin.js");
    const { status, stdout, stderr } = spawnSync("sh", ["-c", script, process.execPath, bin], {
      encoding: "utf8",
    });
    assert.deepEqual(
      [status, stdout, stderr],
      [1, "", "error: the current folder is not there any more: go to another one\n"],
    );
  });

  it("keeps exit codes", () => {
    assert.equal(start(REPOSITORY, "token", "--format", "xml").status, 2);
    assert.equal(start(REPOSITORY, "token", "--outputs", "no-such-file.json").status, 1);
  });
});

describe("bin", () => {
  const sources = ["cli", "components"];
  let root: string;

  /**
   * A clone, or an installed package where there are no sources; each compiled a minute after the
   * last edit.
   */
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "start-up-"));
    for (const folder of [...sources, "dist/cli", "scripts"]) {
      mkdirSync(path.join(root, folder), { recursive: true });
    }
    for (const file of ["cli/bin.js", "scripts/build.js"]) {
      cpSync(path.join(REPOSITORY, file), path.join(root, file));
    }
    for (const file of ["tsconfig.json", "tsconfig.build.json"]) write(file, "{}");
    write("components/one.ts", "");
    write("dist/cli/main.js", "exports.start = () => console.log('started');");
    write("dist/built", "");
    setTime("dist/built", 60);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(file: string, text: string): void {
    writeFileSync(path.join(root, file), text);
  }
  function setTime(file: string, secondsFromNow: number): void {
    const time = new Date(Date.now() + secondsFromNow * 1000);
    utimesSync(path.join(root, file), time, time);
  }
  const started: Started = { status: 0, stdout: "started\n", stderr: "" };
  const refused = (why: string): Started => ({
    status: 1,
    stdout: "",
    stderr: `error: ${why}: run "npm run build"\n`,
  });

  it("runs what was compiled after the last edit", () => {
    assert.deepEqual(start(root), started);
  });

  it("says how to compile where nothing is compiled", () => {
    rmSync(path.join(root, "dist"), { recursive: true });
    assert.deepEqual(start(root), refused("nothing is compiled yet"));
  });

  it("notices a source that was edited since", () => {
    setTime("components/one.ts", 120);
    assert.deepEqual(start(root), refused('"components" has changed since it was compiled'));
  });

  it("notices compiler options that were edited since", () => {
    setTime("tsconfig.json", 120);
    assert.deepEqual(start(root), refused('"tsconfig.json" has changed since it was compiled'));
  });

  it("notices a source that was deleted since", () => {
    setTime("cli", 120);
    assert.deepEqual(start(root), refused('"cli" has changed since it was compiled'));
  });

  it("runs an installed package, which has no sources, whatever its files' times", () => {
    for (const name of ["tsconfig.json", "tsconfig.build.json", "scripts"]) {
      rmSync(path.join(root, name), { recursive: true });
    }
    setTime("components/one.ts", 120);
    assert.deepEqual(start(root), started);
  });
});

describe("token", () => {
  it("starts no az for outputs that are not good", async () => {
    const broken = ended({ ...outputs, clientId: "--help" });
    const { exitCode, calls } = await cli(["token"], { [READ_STACK]: broken });
    assert.deepEqual([exitCode, calls], [1, [READ_STACK]]);
  });
});
