/**
 * The two engines that run the program, each against a directory of its own, and what an edit came
 * to under each.
 */
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { isUuid } from "../../components/rules/reading/schema";
import type { DirectoryState } from "../../sandbox/directory/state";
import { PulumiCli } from "../../sandbox/deployers/pulumiCli";
import { inPhases, Roles, stepsIn, stepsOf } from "../recordings/outcome";
import { type Config, errorsOf, startStack, type StackRun } from "../support/stackRun";

/** What one edit came to, with the ids that differ from run to run by their role. */
export interface Came {
  readonly steps: readonly string[];
  readonly outputs: unknown;
  readonly directory: unknown;
}

/** A stack of the program under one of the engines. */
export interface Engine {
  /** Previews and deploys a config. @throws with the engine's words where either fails. */
  deploy(config: Config): Promise<Came>;
  /** @returns what the directory holds afterwards. */
  destroy(): Promise<unknown>;
  close(): Promise<void>;
}

/** How an engine works on the stack; what it learns is shared. */
interface Ways {
  /** @returns the steps of a preview. */
  preview(): Promise<readonly string[]>;
  up(): Promise<void>;
  outputs(): Promise<Readonly<Record<string, unknown>>>;
  destroy(): Promise<void>;
}

/** The embedded engine. */
export async function embeddedEngine(): Promise<Engine> {
  const stack = await startStack();
  const succeed = (words: string): void => {
    if (words !== "") throw new Error(words);
  };
  return engineOn(stack, {
    async preview() {
      const result = await stack.preview();
      succeed(errorsOf(result));
      return stepsOf(result);
    },
    up: async () => succeed(errorsOf(await stack.up())),
    outputs: () => stack.outputs(),
    destroy: async () => succeed(errorsOf(await stack.destroy())),
  });
}

/**
 * The Pulumi CLI with its own language host and the azuread provider's binary, as the sandbox
 * starts them.
 *
 * @returns why there is none, where the CLI or the provider's plugin is missing.
 */
export async function realEngine(): Promise<Engine | string> {
  const plugins = path.join(
    process.env["PULUMI_HOME"] ?? path.join(homedir(), ".pulumi"),
    "plugins",
  );
  const names = existsSync(plugins) ? readdirSync(plugins) : [];
  if (!names.some((name) => name.startsWith("resource-azuread-v"))) return "no azuread plugin";
  const stack = await startStack();
  let printed = "";
  const cli = await PulumiCli.find(
    {
      programDir: path.join(stack.folder, "program"),
      stack: "dev",
      environment: stack.environment,
      print: (line) => (printed += `${line}\n`),
    },
    path.join(stack.folder, "pulumi"),
  );
  if (cli === undefined) {
    await stack.close();
    return 'no "pulumi" on PATH';
  }
  const succeed = async (run: Promise<boolean>): Promise<string> => {
    printed = "";
    if (!(await run)) throw new Error(printed);
    return printed;
  };
  return engineOn(stack, {
    async preview() {
      const text = await succeed(cli.run("preview", { json: true }));
      return stepsIn(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
    },
    async up() {
      await succeed(cli.run("up"));
    },
    outputs: async () => (await cli.outputs()) ?? {},
    async destroy() {
      await succeed(cli.run("destroy"));
    },
  });
}

function engineOn(stack: StackRun, ways: Ways): Engine {
  const roles = new Roles();
  const named = (value: unknown): unknown => JSON.parse(roles.name(JSON.stringify(value)));
  return {
    async deploy(config) {
      await stack.configure(config);
      const steps = inPhases(await ways.preview());
      await ways.up();
      const outputs = await ways.outputs();
      roles.learn(outputs);
      return {
        steps,
        outputs: named(outputs),
        directory: inOrder(named(objectsIn(stack.directory.state))),
      };
    },
    async destroy() {
      await ways.destroy();
      return inOrder(named(objectsIn(stack.directory.state)));
    },
    close: () => stack.close(),
  };
}

/** Keys whose values the directory makes up, anew in every run. */
const MADE_UP = new Set([
  "createdDateTime",
  "hint",
  "keyId",
  "mailNickname",
  "secretHash",
  "startDateTime",
]);

/** What is registered; no output tells the ids of assignments and grants. */
function objectsIn(state: DirectoryState): unknown {
  const { applications, servicePrincipals, groups, appRoleAssignments, oauth2PermissionGrants } =
    state;
  return {
    applications,
    servicePrincipals,
    groups,
    appRoleAssignments: appRoleAssignments.map((assignment) => ({ ...assignment, id: "" })),
    oauth2PermissionGrants: oauth2PermissionGrants.map((grant) => ({ ...grant, id: "" })),
  };
}

/**
 * Without what is made up anew in every run; lists of objects and of ids in an order of their own.
 */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(inOrder);
    const isOrdered = items.every((item) => typeof item === "string" && !isUuid(item));
    return isOrdered ? items : items.sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !MADE_UP.has(key))
      .sort(([a], [b]) => compare(a, b))
      .map(([key, item]) => [key, inOrder(item)]),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
