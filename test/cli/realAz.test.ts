/**
 * Proves what only the real az can show: the process that people start, an az that hangs or
 * chatters, tokens of other kinds, and the way through the sandbox.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runProcess } from "../../cli/process/processRunner";
import { withoutForeignVariables } from "../../sandbox/environment";
import {
  endSandboxCommands,
  sandboxCommand,
  startSandboxCommand,
} from "../../sandbox/test/support/sandboxCommand";
import { type AzSandbox, azIsMissing, REAL_AZ, startAzSandbox } from "./support/azSandbox";

const REPOSITORY = path.resolve(__dirname, "..", "..");

interface Report {
  readonly findings: readonly { readonly code: string }[];
}

describe("the command line with the real az", () => {
  const missing = azIsMissing();
  const title = missing === undefined ? "" : ` (skipped: ${missing})`;
  const test = missing === undefined ? it : it.skip;
  let sandbox: AzSandbox;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "cli-real-"));
    if (missing === undefined) sandbox = await startAzSandbox(REAL_AZ);
  });
  after(async () => {
    endSandboxCommands();
    if (missing === undefined) await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Puts a shell script named "az" before the real one. */
  function wrapAz(script: string): void {
    const file = path.join(folder, "az");
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    sandbox.environment["PATH"] = `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`;
  }

  async function doctor(...args: readonly string[]): Promise<Report> {
    const { stdout } = await sandbox.cli(["doctor", "--json", ...args]);
    return JSON.parse(stdout) as Report;
  }

  test(`starts as a process, and asks for one token only${title}`, async () => {
    const outputs = sandbox.restore();
    const file = path.join(folder, "outputs.json");
    writeFileSync(file, JSON.stringify(outputs));
    const before = sandbox.directory.journal.length;
    const ended = await runProcess(
      process.execPath,
      [path.join(REPOSITORY, "cli", "bin.js"), "token", "--outputs", file],
      { timeoutMs: 60_000, environment: sandbox.environment, cwd: folder },
    );
    assert.ok(ended.kind === "ended" && ended.exitCode === 0, JSON.stringify(ended));
    assert.match(ended.stdout, /^ey[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const tokenRequests = sandbox.directory.journal
      .slice(before)
      .filter(({ url }) => url.endsWith("/oauth2/v2.0/token"));
    assert.equal(tokenRequests.length, 1);
    assert.ok(!JSON.stringify(sandbox.directory.journal).includes(ended.stdout.trim()));
  });

  test(`is not disturbed by an az that chatters${title}`, async () => {
    sandbox.restore();
    const real = (process.env["PATH"] ?? "")
      .split(path.delimiter)
      .map((each) => path.join(each, "az"))
      .find((each) => spawnSync(each, ["version"], { stdio: "ignore" }).error === undefined);
    wrapAz(`echo "WARNING: upgrade me"; echo "WARNING: really" >&2; exec "${real ?? ""}" "$@"`);
    const { findings } = await doctor();
    assert.deepEqual(findings, []);
    assert.equal((await sandbox.cli(["token"])).exitCode, 0);
  });

  test(`stops an az that hangs${title}`, async () => {
    sandbox.restore();
    wrapAz("sleep 600");
    const token = await sandbox.cli(["token", "--timeout", "0.5"]);
    assert.deepEqual([token.exitCode, token.stdout], [1, ""]);
    assert.match(
      token.stderr,
      /did not answer within 0\.5 seconds and was stopped\. \[az\.timeout\]/,
    );
    const report = await doctor("--timeout", "0.5");
    assert.deepEqual(
      report.findings.map(({ code }) => code),
      ["doctor.tools"],
    );
  });

  test(`checks tokens of every kind${title}`, async () => {
    const outputs = sandbox.restore();
    const check = async (input: string): Promise<unknown> => {
      const { stdout } = await sandbox.cli(["check", "--json", "--verify"], input);
      const { good, code, signature } = JSON.parse(stdout) as {
        good: boolean;
        code?: string;
        signature: { kind: string };
      };
      return [good, code, signature.kind];
    };
    const good = await sandbox.shell(outputs.tokenCommand);
    assert.deepEqual(await check(good.stdout), [true, undefined, "verified"]);
    const forAzure = await sandbox.shell("az account get-access-token");
    assert.deepEqual(await check(forAzure.stdout), [false, "token.wrong.api", "verified"]);
    const [header = "", , signature = ""] = (
      JSON.parse(good.stdout) as { accessToken: string }
    ).accessToken.split(".");
    const claims = JSON.parse(
      Buffer.from(
        (JSON.parse(good.stdout) as { accessToken: string }).accessToken.split(".")[1] ?? "",
        "base64url",
      ).toString(),
    ) as Record<string, unknown>;
    const forged = Buffer.from(JSON.stringify({ ...claims, name: "Mallory" })).toString(
      "base64url",
    );
    assert.deepEqual(await check(`${header}.${forged}.${signature}`), [
      false,
      "token.wrong.signature",
      "wrong",
    ]);
  });

  test(`gets a token through the sandbox, with and without a serve${title}`, async () => {
    const environment = withoutForeignVariables(process.env);
    const stateDir = path.join(folder, "sandbox");
    const up = await sandboxCommand(
      ["up", "--engine", "embedded", "--state", stateDir],
      environment,
    );
    assert.equal(up.code, 0, up.stderr);
    const bin = path.join(REPOSITORY, "cli", "bin.js");
    const options = { timeoutMs: 60_000, environment, cwd: folder };
    const getToken = async (): Promise<void> => {
      const args = [bin, "token", "--sandbox", stateDir];
      const token = await runProcess(process.execPath, args, options);
      assert.ok(token.kind === "ended" && token.exitCode === 0, JSON.stringify(token));
      assert.match(token.stdout, /^ey[\w-]+\.[\w-]+\.[\w-]+\n$/);
    };
    await getToken();
    const serving = startSandboxCommand(["serve", "--state", stateDir], environment);
    await serving.saw("Ctrl-C");
    await getToken();
    serving.child.kill("SIGINT");
    assert.equal((await serving.ended).code, 130);
    const absent = await runProcess(
      process.execPath,
      [bin, "token", "--sandbox", "no-such-folder"],
      options,
    );
    assert.ok(absent.kind === "ended" && absent.exitCode === 1);
    assert.match(absent.stderr, /\[sandbox\.unavailable\]/);
  }).timeout(180_000); // Five processes.
});
