/**
 * Proves what the sandbox starts where there is a Pulumi CLI: which arguments, in which folder,
 * without a shell. The CLI is a script that writes down how it was called; that the real one does
 * as it is told is not shown here.
 */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PulumiCli } from "../../deployers/pulumiCli";
import { SandboxError } from "../../sandboxError";

const SCRIPT = `#!${process.execPath}
const { appendFileSync, existsSync } = require("node:fs");
const args = process.argv.slice(2);
appendFileSync(process.env.CALLS, JSON.stringify(args) + "\\n");
if (args[0] === "version") console.log("v3.0.0");
else if (args[1] === "output") console.log('{"name":"value"}');
else if (args[1] === "select" && process.env.REFUSE) { console.error("error: no"); process.exitCode = 255; }
else if (args[1] === "export") console.log(process.env.BROKEN ?? '{"version":3}');
else if (args[0] === "up") { console.log("one"); console.error("two"); process.exitCode = existsSync("Pulumi.yaml") ? 0 : 9; }
`;

describe("the Pulumi CLI in the sandbox", () => {
  let folder: string;
  let printed: string;

  beforeEach(function () {
    if (process.platform === "win32") this.skip();
    printed = "";
    folder = mkdtempSync(path.join(tmpdir(), "pulumi-cli-"));
    const program = path.join(folder, "user");
    mkdirSync(path.join(program, "components"), { recursive: true });
    for (const name of ["Pulumi.yaml", "package.json", "tsconfig.json", "index.ts"]) {
      writeFileSync(path.join(program, name), "");
    }
    writeFileSync(path.join(folder, "pulumi"), SCRIPT);
    chmodSync(path.join(folder, "pulumi"), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function find(stack: string, environment: Record<string, string> = {}): Promise<PulumiCli> {
    const cli = await PulumiCli.find(
      {
        programDir: path.join(folder, "user"),
        stack,
        environment: { PATH: folder, CALLS: path.join(folder, "calls"), ...environment },
        print: (line) => (printed += `${line}\n`),
      },
      path.join(folder, "state"),
    );
    assert.ok(cli);
    return cli;
  }
  function calls(): readonly unknown[] {
    const text = readFileSync(path.join(folder, "calls"), "utf8");
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as unknown]));
  }

  it("is started without a shell, whatever the stack's name holds", async () => {
    const stack = '-x; touch "$HOME" && `id`';
    const cli = await find(stack);
    assert.equal(await cli.run("up", { diff: true }), true);
    assert.deepEqual(calls(), [
      ["version"],
      ["stack", "select", "--create", `--stack=${stack}`, "--non-interactive"],
      ["up", "--yes", "--skip-preview", "--diff", "--non-interactive"],
    ]);
    assert.deepEqual(
      [cli.title, printed.split("\n").sort()],
      ["Pulumi CLI v3.0.0", ["", "one", "two"]],
    );
  });

  it("reads outputs", async () => {
    assert.deepEqual(await (await find("dev")).outputs(), { name: "value" });
    assert.deepEqual(calls().at(-1), ["stack", "output", "--json", "--non-interactive"]);
  });

  it("exports the state, or nothing", async () => {
    assert.deepEqual(await (await find("dev")).exported(), { version: 3 });
    assert.deepEqual(calls().at(-1), ["stack", "export", "--non-interactive"]);
    assert.equal(await (await find("dev", { BROKEN: "no" })).exported(), undefined);
  });

  it("says what it says where the stack cannot be opened", async () => {
    const cli = await find("dev", { REFUSE: "yes" });
    await assert.rejects(
      cli.run("up"),
      new SandboxError('The Pulumi CLI cannot open stack "dev": error: no'),
    );
  });
});
