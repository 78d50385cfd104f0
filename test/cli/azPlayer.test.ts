/**
 * Proves the player of az by the real one: the same commands from the same state of the directory
 * give the same answers and the same requests, and leave the same state. Times and random ids
 * aside, and the frames of Python's tracebacks.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { withoutTraceback } from "../../cli/failures/traceback";
import { decodeToken } from "../../cli/claims/decodeToken";
import type { DirectoryState, JournalEntry } from "../../sandbox/directory";
import { createAzPlayer, PLAYED, PLAYED_VERSION } from "./azPlayer/azPlayer";
import { NotPlayed } from "./azPlayer/azError";
import { CONTRACT, type Scene } from "./azPlayer/contract";
import { commandName } from "./azPlayer/options";
import { WITH_GROUP } from "./fault";
import {
  type AzSandbox,
  azIsMissing,
  REAL_AZ,
  startAzSandbox,
  type TestAz,
} from "./support/azSandbox";

/** What a scene shows of an az. */
interface Performance {
  readonly steps: readonly unknown[];
  readonly state: unknown;
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * The same for both: what time and chance make. Ids that were there before, or that a command
 * names, stay.
 */
function withoutChance(value: unknown, known: unknown): unknown {
  const knownIds = new Set(JSON.stringify(known).match(UUID));
  const text = JSON.stringify(value)
    .replace(/\d{4}-\d\d-\d\d[T ](?!00:00:00Z)\d\d:\d\d:\d\d(\.\d+)?Z?/g, "TIME")
    .replace(UUID, (id) => (knownIds.has(id) ? id : "ID"))
    .replace(/"(keyId|kid|n|hint|secretHash|passwordHash)":"[^"]+"/g, '"$1":"RANDOM"')
    // A newer az is to say the same otherwise.
    .replace(/"(azure-cli[a-z-]*)":"[^"]+"/g, '"$1":"VERSION"');
  return JSON.parse(text) as unknown;
}

/**
 * A printed answer. Of a token, what it says; of the time that it lasts, whether it is the token's
 * own.
 */
function readAnswer(stdout: string): unknown {
  if (stdout === "") return "nothing";
  const answer = JSON.parse(stdout) as unknown;
  if (typeof answer !== "object" || answer === null || !("accessToken" in answer)) return answer;
  const { accessToken, expires_on: ends } = answer as Readonly<Record<string, unknown>>;
  const { iat, nbf, exp, ...claims } = decodeToken(String(accessToken))?.claims ?? {};
  const isRight = Math.abs(Number(exp) - Number(ends)) <= 5 && iat === nbf;
  return { ...answer, accessToken: claims, expires_on: isRight };
}

/**
 * What was asked. Neither MSAL's questions about the tenant, which it repeats or not by its caches,
 * nor its own fields.
 */
function readRequests(journal: readonly JournalEntry[]): readonly unknown[] {
  return journal
    .filter(({ url }) => !/openid-configuration|discovery\/instance/.test(url))
    .map(({ method, host, url, status, body }) => {
      const fields = Object.entries({ ...(body as Readonly<Record<string, unknown>>) });
      const kept = fields.filter(([name]) => !["client_info", "claims", "code"].includes(name));
      return { method, host, url, status, body: Object.fromEntries(kept) };
    });
}

/** What lasts. */
function readState({ deviceCodes, refreshTokens, ...rest }: DirectoryState): unknown {
  return { ...rest, signIns: [deviceCodes.length, refreshTokens.length] };
}

async function perform(scene: Scene, sandbox: AzSandbox, az: TestAz): Promise<Performance> {
  sandbox.restore(WITH_GROUP);
  sandbox.directory.faults.clear();
  scene.prepare?.(sandbox);
  const commands = scene.commands(sandbox);
  const known = structuredClone({ commands, state: sandbox.state });
  const steps: unknown[] = [];
  for (const args of commands) {
    const before = sandbox.directory.journal.length;
    const ended = await az.run("az", args, {
      timeoutMs: 120_000,
      environment: sandbox.environment,
    });
    assert.ok(ended.kind === "ended", `"az ${args.join(" ")}" did not end`);
    steps.push({
      command: ["az", ...args].join(" ").replace(sandbox.directory.deployer.clientSecret, "…"),
      exitCode: ended.exitCode,
      answer: readAnswer(ended.stdout),
      told: withoutTraceback(ended.stderr.trim()),
      requests: readRequests(sandbox.directory.journal.slice(before)),
    });
  }
  sandbox.directory.faults.clear();
  return withoutChance({ steps, state: readState(sandbox.state) }, known) as Performance;
}

/** Why the player cannot be compared with the az that is here. */
function isNotComparable(): string | undefined {
  const missing = azIsMissing();
  if (missing !== undefined) return missing;
  const { stdout } = spawnSync("az", ["version"], { encoding: "utf8" });
  const version = (JSON.parse(stdout) as Readonly<Record<string, string>>)["azure-cli"] ?? "";
  return version.localeCompare(PLAYED_VERSION, "en", { numeric: true }) < 0
    ? `az ${version} is older than ${PLAYED_VERSION}, which is played`
    : undefined;
}

describe("the player of az", () => {
  const player = createAzPlayer();
  const options = { timeoutMs: 0, environment: {} };
  after(() => player.close());

  const refusals: readonly (readonly [string, readonly string[], string])[] = [
    ["a command", ["group", "list"], '"az group list"'],
    ["an option", ["account", "show", "--query", "id"], '"--query" of "az account show"'],
    ["an output form", ["version", "-o", "table"], 'the output form "table"'],
    ["a missing option", ["ad", "app", "show"], '"az ad app show" without "--id"'],
  ];
  for (const [title, args, what] of refusals) {
    it(`refuses ${title} that it does not play, by name`, () =>
      assert.rejects(player.run("az", args, options), new NotPlayed(what)));
  }

  it("refuses other programs and what only a shell could read", async () => {
    await assert.rejects(
      player.run("pulumi", ["up"], options),
      new NotPlayed('the program "pulumi"'),
    );
    for (const line of ['az version "$HOME"', "az version | cat", "az version 'x'"]) {
      assert.throws(
        () => player.shell(line, {}),
        new NotPlayed(`a shell that reads ${JSON.stringify(line)}`),
      );
    }
  });
});

describe("the contract of the player with the real az", () => {
  it("holds every command and option that is played", () => {
    const sandbox = { directory: { deployer: { clientId: "", clientSecret: "" } } } as AzSandbox;
    const commands = CONTRACT.flatMap((scene) => scene.commands(sandbox));
    const used = Object.keys(PLAYED).map((name) => [
      name,
      ...new Set(commands.filter((args) => commandName(args) === name).flat()),
    ]);
    const played = Object.entries(PLAYED).map(([name, { options }]) => [
      name,
      ...Object.keys(options),
    ]);
    const lacking = played.map(([name = "", ...options], at) => [
      ...(commands.some((args) => commandName(args) === name) ? [] : [name]),
      ...options.filter((option) => used[at]?.includes(option) !== true),
    ]);
    assert.deepEqual(lacking.flat(), []);
  });
});

const reason = isNotComparable();
(reason === undefined ? describe : describe.skip)(
  `the player of az, beside the real one${reason === undefined ? "" : ` (skipped: ${reason})`}`,
  () => {
    let played: AzSandbox;
    let real: AzSandbox;
    let player: TestAz;

    before(async () => {
      player = createAzPlayer();
      played = await startAzSandbox(player);
      real = await startAzSandbox(REAL_AZ);
    });
    after(async () => {
      await played.close();
      await real.close();
    });

    for (const scene of CONTRACT) {
      it(`does the same: ${scene.title}`, async () => {
        assert.deepEqual(await perform(scene, played, player), await perform(scene, real, REAL_AZ));
      }).timeout(300_000); // Some twenty starts of a Python.
    }
  },
);
