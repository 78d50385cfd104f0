import { existsSync } from "node:fs";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import * as v from "valibot";
import { type ProcessEnd, type ProcessOptions, runProcess } from "../process";
import { SandboxError } from "../sandboxError";
import type { Deployer, DeployerContext, DeployOptions, Verb } from "./deployer";

/**
 * What of the project makes the program. The CLI gets a copy: it writes a salt into the stack's
 * file, which is the user's.
 */
const PROGRAM_FILES = ["Pulumi.yaml", "package.json", "tsconfig.json", "index.ts", "components"];

const COMMANDS: Readonly<Record<Verb, readonly string[]>> = {
  preview: ["preview"],
  up: ["up", "--yes", "--skip-preview"],
  refresh: ["refresh", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
  forget: ["state", "delete", "--all", "--force", "--yes"],
};

/**
 * The real Pulumi CLI, with a home, a backend and a passphrase of the sandbox's own.
 * Plugins are the user's (they cannot be fetched from inside the sandbox), and only read.
 */
export class PulumiCli implements Deployer {
  /** Finds `pulumi`. Undefined where it is not on PATH. */
  static async find(context: DeployerContext, folder: string): Promise<PulumiCli | undefined> {
    const environment = {
      ...context.environment,
      PULUMI_HOME: path.join(folder, "home"),
      ...pulumiVariables(folder),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
    const version = await runProcess("pulumi", ["version"], { environment }).catch(() => undefined);
    return (
      version &&
      new PulumiCli(`Pulumi CLI ${version.stdout.trim()}`, { ...context, environment }, folder)
    );
  }

  private constructor(
    readonly title: string,
    private readonly context: DeployerContext,
    private readonly folder: string,
  ) {}

  async run(verb: Verb, options: DeployOptions = {}): Promise<boolean> {
    const cwd = await this.#prepare();
    const flags = [
      ...(options.diff === true ? ["--diff"] : []),
      ...(options.json === true ? ["--json"] : []),
      ...(options.expectNoChanges === true ? ["--expect-no-changes"] : []),
    ];
    const { print, signal } = this.context;
    const { code } = await this.#pulumi([...COMMANDS[verb], ...flags], cwd, {
      onLine: print,
      signal,
      // An interrupt lets the CLI finish what it has begun and keep its state.
      stopSignal: "SIGINT",
    });
    return code === 0;
  }

  async outputs(): Promise<Readonly<Record<string, unknown>> | undefined> {
    const printed = await this.#json(["stack", "output", "--json"]);
    const { success, output } = v.safeParse(v.record(v.string(), v.unknown()), printed);
    return success && Object.keys(output).length > 0 ? output : undefined;
  }

  exported(): Promise<unknown> {
    return this.#json(["stack", "export"]);
  }

  /** The JSON that a command prints; undefined where that fails. */
  async #json(args: readonly string[]): Promise<unknown> {
    const cwd = await this.#prepare();
    const { code, stdout } = await this.#pulumi(args, cwd);
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson()), stdout);
    return code === 0 && parsed.success ? parsed.output : undefined;
  }

  /** Copies the program beside a link to its packages, and selects the stack. */
  async #prepare(): Promise<string> {
    const { programDir, stack } = this.context;
    const program = path.join(this.folder, "program");
    await mkdir(path.join(this.folder, "state"), { recursive: true });
    await mkdir(path.join(this.folder, "home"), { recursive: true });
    await mkdir(program, { recursive: true });
    for (const name of PROGRAM_FILES) {
      await cp(path.join(programDir, name), path.join(program, name), { recursive: true });
    }
    await this.#copyStackFile(program);
    await link(path.join(programDir, "node_modules"), path.join(program, "node_modules"));
    await link(
      path.join(process.env["PULUMI_HOME"] ?? path.join(homedir(), ".pulumi"), "plugins"),
      path.join(this.folder, "home", "plugins"),
    );
    // "--stack=" before the name: one that begins with a hyphen is no option.
    const select = ["stack", "select", "--create", `--stack=${stack}`];
    const { code, stderr } = await this.#pulumi(select, program);
    if (code !== 0) {
      throw new SandboxError(`The Pulumi CLI cannot open stack "${stack}": ${stderr.trim()}`);
    }
    return program;
  }

  /** The user's config with the salt that the CLI gave this stack earlier. */
  async #copyStackFile(program: string): Promise<void> {
    const name = `Pulumi.${this.context.stack}.yaml`;
    const source = path.join(this.context.programDir, name);
    const target = path.join(program, name);
    const config = existsSync(source) ? await readFile(source, "utf8") : "";
    const salt = existsSync(target)
      ? /^encryptionsalt:.*$/m.exec(await readFile(target, "utf8"))
      : null;
    const keepsSalt = salt !== null && !/^encryptionsalt:/m.test(config);
    await writeFile(target, keepsSalt ? `${config.trimEnd()}\n${salt[0]}\n` : config);
  }

  #pulumi(
    args: readonly string[],
    cwd: string,
    options: Omit<ProcessOptions, "environment" | "cwd"> = {},
  ): Promise<ProcessEnd> {
    const { environment } = this.context;
    return runProcess("pulumi", [...args, "--non-interactive"], { ...options, environment, cwd });
  }
}

/** A backend apart from the user's, in the sandbox's folder for Pulumi. */
export function pulumiVariables(folder: string): Readonly<Record<string, string>> {
  return {
    PULUMI_BACKEND_URL: `file://${path.join(folder, "state").replaceAll("\\", "/")}`,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

async function link(target: string, from: string): Promise<void> {
  if (existsSync(from) || !existsSync(target)) return;
  await symlink(target, from, "junction"); // "junction": Windows links folders without extra rights only so.
}
