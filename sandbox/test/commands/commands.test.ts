/**
 * Proves the sandbox's commands as processes: what they print, their exit codes, that they share a
 * state folder safely, and that nothing is left behind. The Pulumi CLI is played by a script that
 * records how it is called, so this proves how the sandbox drives it, not what the CLI does.
 */
import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { AZURE_CLI_CLIENT_ID } from "../../../components/rules/values/clients";
import { announcement, summary } from "../../commands/rehearsalTexts";
import { endSandboxCommands, sandboxCommand, startSandboxCommand } from "../support/sandboxCommand";

/**
 * What lies in a folder for temporary files, but for the cache that ts-node keeps there for all who
 * use it.
 */
async function leftBehind(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith("v8-compile-cache"));
}

describe("the sandbox's commands", function () {
  this.timeout(300_000);
  let folder: string;
  let state: string[];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "management-api-test-"));
    state = ["--state", path.join(folder, "state"), "--engine", "embedded"];
  });
  afterEach(async () => {
    endSandboxCommands();
    await rm(folder, { recursive: true, force: true });
  });

  it("preview, up, output and destroy a stack that lasts between them", async () => {
    const early = await sandboxCommand(["output", ...state]);
    assert.deepEqual(early, {
      code: 1,
      stdout: "",
      stderr: `error: Stack "dev" has no outputs yet. Deploy it first: npm run sandbox -- up --stack dev --state ${state[1]}\n`,
    });

    const preview = await sandboxCommand(["preview", ...state, "--json"]);
    assert.equal(preview.code, 0, preview.stderr);
    const plan = JSON.parse(preview.stdout) as { changeSummary: unknown };
    assert.deepEqual(plan.changeSummary, { create: 7 });

    const up = await sandboxCommand(["up", ...state]);
    assert.equal(up.code, 0, up.stderr + up.stdout);
    assert.match(up.stdout, /Resources:\n {4}\+ 7 created\n/);

    const command = await sandboxCommand(["output", "tokenCommand", ...state]);
    assert.match(command.stdout, /^az account get-access-token --resource [0-9a-f-]{36}\n$/);

    const unknown = await sandboxCommand(["output", "tokenComand", ...state]);
    assert.equal(unknown.code, 1);
    assert.match(
      unknown.stderr,
      /^error: There is no output "tokenComand"\. There are: adminConsent, appSettings, /,
    );

    const unchanged = await sandboxCommand(["up", ...state, "--expect-no-changes"]);
    assert.equal(unchanged.code, 0, unchanged.stdout);

    const destroyed = await sandboxCommand(["destroy", ...state]);
    assert.equal(destroyed.code, 0, destroyed.stderr);
    const changed = await sandboxCommand(["preview", ...state, "--expect-no-changes"]);
    assert.equal(changed.code, 1);
    assert.match(
      changed.stdout,
      /error: no changes were expected for preview but changes were proposed/,
    );
  });

  it("refuses wrong usage with 2, and a missing Pulumi CLI with 1", async () => {
    assert.equal((await sandboxCommand(["upp"])).code, 2);
    assert.equal((await sandboxCommand(["up", "--engine", "terraform"])).code, 2);
    assert.deepEqual(await sandboxCommand(["up", "--state", ""]), {
      code: 2,
      stdout: "",
      stderr:
        "error: option '--state <folder>' argument '' is invalid. It is empty: name a folder, or leave it out.\n",
    });
    const missing = await sandboxCommand(["preview", ...state.slice(0, 2), "--engine", "pulumi"], {
      ...process.env,
      PATH: path.dirname(process.execPath),
    });
    assert.deepEqual(missing, {
      code: 1,
      stdout: "",
      stderr: 'error: There is no "pulumi" on PATH. Install it, or use "--engine embedded".\n',
    });
  });

  it("takes over a folder whose holder has died", async () => {
    await mkdir(path.join(folder, "state"));
    // No process has this id: Linux's highest is 4194304.
    await writeFile(
      path.join(folder, "state", "lock"),
      JSON.stringify({ pid: 4_194_305, purpose: "up" }),
    );
    assert.equal((await sandboxCommand(["preview", ...state])).code, 0);
  });

  it("say what keeps npm's own lines out of an output", async () => {
    const { stdout } = await sandboxCommand(["output", "--help"]);
    assert.match(
      stdout,
      /\nnpm prints lines of its own first\. .* npm run --silent sandbox -- output NAME\n$/,
    );
  });

  it("waits for another command on the same folder", async () => {
    const [one, other] = await Promise.all([
      sandboxCommand(["preview", ...state]),
      sandboxCommand(["preview", ...state]),
    ]);
    assert.deepEqual([one.code, other.code], [0, 0], one.stderr + other.stderr);
  });

  it("rehearse goes all the way, prints no token and leaves nothing behind", async () => {
    const temporary = path.join(folder, "tmp");
    const home = path.join(folder, "home");
    await mkdir(temporary);
    await mkdir(home);
    await chmod(home, 0o500); // Nothing of the user's may be written.
    const environment = {
      ...process.env,
      TMPDIR: temporary,
      TEMP: temporary,
      HOME: home,
      USERPROFILE: home,
      XDG_CACHE_HOME: path.join(folder, "cache"), // swc unpacks its native part there.
      ARM_CLIENT_SECRET: "must not be used",
    };
    // Twice at once: neither may be in the other's way.
    const runs = await Promise.all([
      sandboxCommand(["rehearse", "--engine", "embedded"], environment),
      sandboxCommand(["rehearse", "--engine", "embedded"], environment),
    ]);
    for (const { code, stdout, stderr } of runs) {
      assert.equal(code, 0, stdout + stderr);
      assert.equal(stderr, "");
      assert.ok(stdout.startsWith(announcement("dev")), stdout);
      assert.match(stdout, /tokenCommand: az account get-access-token --resource [0-9a-f-]{36}\n/);
      assert.match(stdout, /GET \/api\/service without a token: 401 /);
      assert.match(stdout, /GET \/api\/service with the token: 200\n/);
      assert.match(stdout, / {6}Refused, as it must be: nobody has consented \(AADSTS65001\)\.\n/);
      assert.doesNotMatch(stdout, /error/i);
      const [, clientId = ""] = /^ {6}tokenCommand: .* ([0-9a-f-]{36})$/m.exec(stdout) ?? [];
      const told = summary({
        clientId,
        identifierUri: `api://${clientId}`,
        tokenCommand: `az account get-access-token --resource ${clientId}`,
        declared: {
          displayName: "BDK Management API (dev)",
          scopes: { access_as_producer: "its id" },
          clients: { [AZURE_CLI_CLIENT_ID]: ["access_as_producer"] },
        },
      });
      assert.ok(stdout.endsWith(told), stdout);
      assert.doesNotMatch(stdout + stderr, /eyJ[\w-]+\.[\w-]+\./);
    }
    assert.deepEqual(await leftBehind(temporary), []);
    assert.deepEqual(await readdir(home), []);
  });

  for (const moment of ["Starting the directory", "[3/8]"]) {
    it(`rehearse ends at Ctrl-C after "${moment}" with one line and 130, and leaves nothing behind`, async () => {
      const temporary = path.join(folder, "tmp");
      await mkdir(temporary);
      const running = startSandboxCommand(["rehearse", "--engine", "embedded"], {
        ...process.env,
        TMPDIR: temporary,
        TEMP: temporary,
      });
      await running.saw(moment);
      running.child.kill("SIGINT");
      const { code, stdout, stderr } = await running.ended;
      assert.deepEqual([code, stderr], [130, "Interrupted.\n"]);
      assert.doesNotMatch(stdout, /\[4\/8\]|error/i);
      assert.deepEqual(await leftBehind(temporary), []);
    });
  }

  it("drive the Pulumi CLI where it is on PATH, with a home and a backend of their own", async function () {
    if (process.platform === "win32") return this.skip(); // The stand-in is a shell script.
    const bin = path.join(folder, "bin");
    const log = path.join(folder, "calls");
    await mkdir(bin);
    await writeFile(
      path.join(bin, "pulumi"),
      [
        "#!/bin/sh",
        `echo "$@ | $(basename "$PWD") $PULUMI_BACKEND_URL $PULUMI_HOME [$PULUMI_CONFIG_PASSPHRASE] $HTTPS_PROXY" >> "${log}"`,
        'if [ "$1" = version ]; then echo v3.248.0; fi',
        'if [ "$1 $2" = "stack output" ]; then echo \'{"tokenCommand": "az something"}\'; fi',
        'if [ "$1" = up ]; then ls > "${PULUMI_HOME}/../listing"; echo "    + 7 created"; fi',
        "",
      ].join("\n"),
      { mode: 0o755 },
    );
    const environment = {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env["PATH"] ?? ""}`,
    };
    const folderOption = ["--state", path.join(folder, "state")];
    const up = await sandboxCommand(["up", ...folderOption], environment);
    assert.deepEqual([up.code, up.stdout], [0, "    + 7 created\n"], up.stderr);
    const output = await sandboxCommand(["output", "tokenCommand", ...folderOption], environment);
    assert.equal(output.stdout, "az something\n");

    const home = path.join(folder, "state", "pulumi");
    const calls = (await readFile(log, "utf8")).trim().split("\n");
    assert.deepEqual(
      calls.map((call) =>
        call
          .replace(/sandbox:[\w-]{43}@127\.0\.0\.1:\d+/, "proxy")
          .replace(/^(version) \| \S+/, "$1 |"),
      ),
      [
        `version | file://${home}/state ${home}/home [] http://proxy`,
        `stack select --create --stack=dev --non-interactive | program file://${home}/state ${home}/home [] http://proxy`,
        `up --yes --skip-preview --non-interactive | program file://${home}/state ${home}/home [] http://proxy`,
        `version | file://${home}/state ${home}/home [] http://proxy`,
        `stack select --create --stack=dev --non-interactive | program file://${home}/state ${home}/home [] http://proxy`,
        `stack output --json --non-interactive | program file://${home}/state ${home}/home [] http://proxy`,
      ],
    );
    assert.deepEqual((await readFile(path.join(home, "listing"), "utf8")).trim().split("\n"), [
      "Pulumi.dev.yaml",
      "Pulumi.yaml",
      "components",
      "index.ts",
      "node_modules",
      "package.json",
      "tsconfig.json",
    ]);
  });
});
