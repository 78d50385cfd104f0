/**
 * Proves the whole journey as people make it, in the sandbox: a stack releases its registration by
 * the printed commands, and another one adopts it by the printed commands. What is there before is
 * there afterwards. The commands are run as printed, by a shell; only az is played.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { run } from "../../cli/main";
import { runProcess } from "../../cli/process/processRunner";
import { withoutForeignVariables } from "../../sandbox/environment";
import { type AzPlayer, createAzPlayer } from "../cli/azPlayer/azPlayer";
import { createMemoryIo } from "../cli/support/memoryIo";

const REPOSITORY = path.resolve(__dirname, "..", "..");

describe("the journey of a registration from one stack to another", function () {
  this.timeout(300_000);
  let folder: string;
  let az: AzPlayer;

  before(() => {
    az = createAzPlayer();
    folder = mkdtempSync(path.join(tmpdir(), "adopt-journey-"));
    const own = /^(\.git|\.sandbox|Pulumi\..+\.yaml)$/;
    for (const name of readdirSync(REPOSITORY).filter((each) => !own.test(each))) {
      symlinkSync(path.join(REPOSITORY, name), path.join(folder, name), "junction");
    }
  });
  after(async () => {
    await az.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const environment = withoutForeignVariables(process.env);
  async function shell(command: string): Promise<string> {
    const ended = await runProcess("sh", ["-c", command], {
      timeoutMs: 120_000,
      environment,
      cwd: folder,
    });
    assert.ok(
      ended.kind === "ended" && ended.exitCode === 0,
      `${command}: ${JSON.stringify(ended)}`,
    );
    return ended.stdout;
  }
  async function tool(...args: readonly string[]): Promise<Record<string, unknown>> {
    const io = createMemoryIo({ environment, cwd: folder });
    const exitCode = await run([...args, "--json", "--sandbox"], { io, run: az.run });
    assert.equal(exitCode, 0, io.stderr());
    return JSON.parse(io.stdout()) as Record<string, unknown>;
  }
  /** The directory as it lies on disk, without what a sign-in leaves. */
  function directory(): unknown {
    const file = path.join(folder, ".sandbox", "directory", "directory.json");
    return { ...(JSON.parse(readFileSync(file, "utf8")) as object), refreshTokens: [] };
  }

  it("changes nothing of it", async () => {
    if (process.platform === "win32") return;
    await shell("npm run sandbox -- up --stack dev");
    const before = directory();

    const { commands, clientId } = await tool("release", "--stack", "dev");
    assert.deepEqual(commands, ["npm run sandbox -- forget --stack dev"]);
    for (const command of commands as readonly string[]) await shell(command);
    assert.deepEqual(directory(), before);

    const { changes, next } = await tool(
      ...["adopt", "--client-id", String(clientId), "--stack", "other"],
    );
    assert.deepEqual(changes, []);
    assert.deepEqual(next, [
      "npm run sandbox -- preview --stack other",
      "npm run sandbox -- up --stack other",
      "npm run adopt -- --finish --stack other --sandbox",
      "npm run sandbox -- up --stack other",
    ]);
    const outputs: string[] = [];
    for (const command of next as readonly string[]) outputs.push(await shell(command));
    assert.match(outputs[1] ?? "", /\d+ imported/);
    assert.match(outputs[3] ?? "", /\d+ unchanged\n/);
    assert.deepEqual(directory(), before);
    const { config } = parse(readFileSync(path.join(folder, "Pulumi.other.yaml"), "utf8")) as {
      config: Record<string, unknown>;
    };
    assert.deepEqual(config["management-api:registration"], { mode: "adopt", clientId });
  });
});
