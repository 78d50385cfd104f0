/**
 * `npm run bench`: what the program's start costs, how a stack grows, and what `token` costs over
 * plain `az`. What is compared is measured in turn within one run; `figures.ts` makes one table of
 * it. `--quick` shows that everything measures, and writes nothing.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, totalmem } from "node:os";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { format } from "prettier";
import { v5 as uuidv5 } from "uuid";
import * as v from "valibot";
import { tokenArguments } from "../components/rules/outputs/commands";
import type { Result } from "../sandbox/engine";
import { AzureCli } from "../sandbox/tokenClients/azureCli";
import { errorsOf, type StackRun, startStack } from "../test/support/stackRun";
import { type Group, renderTable, type Sample } from "./figures";

const REPOSITORY = path.resolve(__dirname, "..");
const RESULTS = path.join(__dirname, "results", "results.md");

/**
 * How often everything is measured; a round before the first one does not count, because files are
 * read from disk then.
 */
const ROUNDS = { startUp: 9, growth: 3, token: 15 };

/** Scopes and clients of the stacks that are deployed; all clients hold all scopes. */
const SIZES = [
  { scopes: 1, clients: 1 },
  { scopes: 10, clients: 1 },
  { scopes: 50, clients: 1 },
  { scopes: 1, clients: 10 },
  { scopes: 50, clients: 10 },
];

/** The program runs in a process of its own, as under the CLI. */
const RUNNER = { byRunner: true };

/** Something that can be measured again and again. */
interface Candidate {
  readonly name: string;
  readonly measure: () => Promise<Sample>;
}

/**
 * Measures all candidates once a round, in turn, every other round backwards: nobody is always the
 * one that comes first.
 */
async function measureInTurn(
  title: string,
  rounds: number,
  candidates: readonly Candidate[],
): Promise<Group> {
  const series = candidates.map((candidate) => ({ ...candidate, samples: new Array<Sample>() }));
  for (let round = 0; round <= rounds; round += 1) {
    process.stderr.write(`${title}: ${round === 0 ? "warming up" : `${round} of ${rounds}`}\n`);
    for (const { measure, samples } of round % 2 === 0 ? series : [...series].reverse()) {
      const sample = await measure();
      if (round > 0) samples.push(sample);
    }
  }
  return { title, series: series.map(({ name, samples }) => ({ name, samples })) };
}

const UsageSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ processor: v.number(), memory: v.exactOptional(v.number()) }),
);

/** Variables that make a Node program leave what it used in a file, and the reader of that file. */
function usageIn(folder: string): {
  readonly variables: Readonly<Record<string, string>>;
  readonly read: () => Promise<v.InferOutput<typeof UsageSchema>>;
} {
  const file = path.join(folder, "usage.json");
  const preload = path.join(__dirname, "reportUsage.cjs");
  return {
    variables: { NODE_OPTIONS: `--require ${JSON.stringify(preload)}`, BENCH_USAGE: file },
    read: async () => v.parse(UsageSchema, await readFile(file, "utf8")),
  };
}

/** @throws with the engine's own words where an operation failed: its time would mean nothing. */
function expectSuccess(result: Result): Result {
  if (!result.ok) throw new Error(`The "${result.command}" failed: ${errorsOf(result)}`);
  return result;
}

/**
 * The first preview of the program and of the same resources by hand: the processor time of the
 * program's own process.
 */
async function measureStartUp(rounds: number): Promise<Group> {
  const [program, byHand] = [await startStack({}, RUNNER), await startStack({}, RUNNER)];
  try {
    const source = path.join(byHand.folder, "program", "index.ts");
    await rm(source); // A link to the program's.
    await cp(path.join(__dirname, "byHand", "index.ts"), source);
    // A comparison of different resources would mean nothing.
    const [ours, theirs] = [await program.preview(), await byHand.preview()].map(typesOf);
    if (ours !== theirs) throw new Error(`By hand there are other resources: ${theirs ?? ""}`);
    return await measureInTurn("first preview", rounds, [
      { name: "by hand, one file", measure: () => measurePreview(byHand) },
      { name: "this program", measure: () => measurePreview(program) },
    ]);
  } finally {
    await program.close();
    await byHand.close();
  }
}

async function measurePreview(stack: StackRun): Promise<Sample> {
  const usage = usageIn(stack.folder);
  stack.setVariables(usage.variables);
  const { duration } = expectSuccess(await stack.preview());
  return { clock: duration, ...(await usage.read()) };
}

/** The types of a plan's resources that a provider makes. */
function typesOf({ plan }: Result): string {
  const types = plan.map(({ urn }) => urn.split("::")[2]?.split("$").at(-1) ?? "");
  return types
    .filter((type) => type.startsWith("azuread:"))
    .sort()
    .join(", ");
}

/**
 * The first `up` of stacks of each size, on a directory of their own: processor time of engine,
 * directory and program together.
 */
async function measureGrowth(rounds: number, sizes: typeof SIZES): Promise<Group> {
  const candidates = sizes.map(({ scopes, clients }) => ({
    name: `${count(scopes, "scope")}, ${count(clients, "client")}`,
    measure: async (): Promise<Sample> => {
      const stack = await startStack(stackOfSize(scopes, clients), RUNNER);
      try {
        const usage = usageIn(stack.folder);
        stack.setVariables(usage.variables);
        const before = process.cpuUsage();
        const { duration } = expectSuccess(await stack.up());
        const { user, system } = process.cpuUsage(before);
        const { processor, ...memory } = await usage.read();
        return {
          clock: duration,
          processor: (user + system) / 1000 + processor,
          requests: stack.directory.journal.length,
          ...memory,
        };
      } finally {
        await stack.close();
      }
    },
  }));
  return measureInTurn("first up, by size", rounds, candidates);
}

/**
 * Config of a stack whose clients hold all scopes: the Azure CLI first, then ids that stand for
 * apps.
 */
function stackOfSize(scopes: number, clients: number): Readonly<Record<string, unknown>> {
  const values = Array.from({ length: scopes - 1 }, (_, index) => ({
    value: `scope_${index + 2}`,
  }));
  const ids = Array.from({ length: clients - 1 }, (_, index) => uuidv5(`${index}`, uuidv5.URL));
  return {
    scopes: [{ value: "access_as_producer" }, ...values],
    clients: ["azureCli", ...ids],
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/**
 * The same token from az's own cache, by the stack's command and by `token`, which also compares it
 * with the stack.
 *
 * @returns undefined where there is no `az` on PATH, or no shell that tells processor time
 * (Windows).
 */
async function measureToken(rounds: number): Promise<Group | undefined> {
  const stack = await startStack();
  try {
    const { environment } = stack;
    const az = process.platform === "win32" ? undefined : await AzureCli.find(environment);
    if (az === undefined) return undefined;
    expectSuccess(await stack.up());
    const outputs = v.parse(
      v.looseObject({ clientId: v.string(), loginCommand: v.string() }),
      await stack.outputs(),
    );
    const file = path.join(stack.folder, "outputs.json");
    await writeFile(file, JSON.stringify(outputs));
    await az.signIn(outputs.loginCommand);
    const cli = path.join(REPOSITORY, "cli", "bin.js");
    const commands = {
      [`az account get-access-token (${az.title})`]: tokenArguments({
        ...outputs,
        identifierUris: [],
      }),
      "management-api token": [process.execPath, cli, "token", "--outputs", file],
    };
    const candidates = Object.entries(commands).map(([name, command]) => ({
      name,
      measure: () => timeCommand(command, environment),
    }));
    return await measureInTurn("getting a token", rounds, candidates);
  } finally {
    await stack.close();
  }
}

/**
 * Runs a command. The shell's "times" tells, in its second line, the processor time of all that it
 * has waited for.
 */
async function timeCommand(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Sample> {
  const script = '"$@" >/dev/null || exit; times';
  const started = performance.now();
  const { stdout } = await promisify(execFile)("sh", ["-c", script, "sh", ...command], {
    env: environment,
  });
  const clock = performance.now() - started;
  const times = [...(stdout.split("\n")[1] ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  if (times.length !== 2) throw new Error(`The shell's times cannot be read: "${stdout}"`);
  const seconds = times.map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest));
  return { clock, processor: seconds.reduce((sum, each) => sum + each, 0) * 1000 };
}

/** The load of the machine in the last minute. */
const load = (): string => (loadavg()[0] ?? 0).toFixed(1);

async function bench(isQuick: boolean): Promise<void> {
  const loadBefore = load();
  const rounds = isQuick ? { startUp: 1, growth: 1, token: 1 } : ROUNDS;
  const token = await measureToken(rounds.token);
  const startUp = await measureStartUp(rounds.startUp);
  const growth = await measureGrowth(rounds.growth, isQuick ? SIZES.slice(0, 2) : SIZES);
  const machine = `${availableParallelism()} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}, ${process.platform} ${process.arch}`;
  const report = `# Measurements

Made by \`npm run bench\`. What is compared was measured in turn, within one run. Times are medians; ratios are medians of the ratios within
a round, to the first row of the part, with the least and the most in brackets. Times are this machine's: rely on ratios of processor time.

${new Date().toISOString().slice(0, 10)}: ${machine}; load ${loadBefore} before and ${load()} after.${token === undefined ? ' No "az" on PATH: `token` was not measured.' : ""}

${renderTable([startUp, growth, ...(token === undefined ? [] : [token])])}`;
  const pretty = await format(report, { parser: "markdown" });
  process.stdout.write(pretty);
  if (!isQuick) {
    await mkdir(path.dirname(RESULTS), { recursive: true });
    await writeFile(RESULTS, pretty);
  }
}

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
void bench(values.quick).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
