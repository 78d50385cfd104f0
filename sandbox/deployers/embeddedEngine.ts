import {
  destroy,
  EngineError,
  exportStack,
  forget,
  hasSecret,
  makeDisplay,
  outputs,
  preview,
  previewJson,
  type Project,
  refresh,
  type Result,
  revealValue,
  up,
} from "../engine";
import { sandboxProviders } from "../providers";
import { SandboxError } from "../sandboxError";
import type { Deployer, DeployerContext, DeployOptions } from "./deployer";

/** What the CLI does not take for a change. */
const UNCHANGED: readonly string[] = ["same", "read", "discard"];

/** The engine that comes with the sandbox. It deploys to the sandbox only. */
export class EmbeddedEngine implements Deployer {
  readonly title = "embedded engine (no Pulumi CLI needed)";

  /** @param stateFile where it keeps the stack's state. */
  constructor(
    private readonly context: DeployerContext,
    private readonly stateFile: string,
  ) {}

  preview(options: DeployOptions = {}): Promise<boolean> {
    return this.#run(preview, options);
  }

  up(options: DeployOptions = {}): Promise<boolean> {
    return this.#run(up, options);
  }

  refresh(options: DeployOptions = {}): Promise<boolean> {
    return this.#run(refresh, options);
  }

  destroy(options: DeployOptions = {}): Promise<boolean> {
    return this.#run(destroy, options);
  }

  async forget(): Promise<boolean> {
    const count = await forget({ stateFile: this.stateFile }).catch(forPeople);
    this.context.print(`Forgot ${count} resources, and deleted none.\n`);
    return true;
  }

  async outputs(): Promise<Readonly<Record<string, unknown>> | undefined> {
    const all = await outputs({ stateFile: this.stateFile }).catch(forPeople);
    const plain = Object.entries(all).filter(([, value]) => !hasSecret(value));
    return plain.length === 0
      ? undefined
      : Object.fromEntries(plain.map(([name, value]) => [name, revealValue(value)]));
  }

  exported(): Promise<unknown> {
    return exportStack({ stateFile: this.stateFile }).catch(forPeople);
  }

  async #run(
    run: (project: Project, options: { refresh?: boolean }) => Promise<Result>,
    options: DeployOptions,
  ): Promise<boolean> {
    const { programDir, stack, environment, print, signal } = this.context;
    const { providers, ...connections } = sandboxProviders(environment);
    const write = (line: string) => print(`${line}\n`);
    const display = makeDisplay(write, { details: options.diff === true });
    try {
      const result = await run(
        {
          directory: programDir,
          stack,
          stateFile: this.stateFile,
          providers,
          environment,
          onEvent: options.json === true ? undefined : display,
          signal,
        },
        options.refresh === undefined ? {} : { refresh: options.refresh },
      );
      if (options.json === true) write(JSON.stringify(previewJson(result), null, 4));
      return result.ok && !(options.expectNoChanges === true && changesAnything(result, write));
    } catch (error) {
      return forPeople(error);
    } finally {
      await connections.close();
    }
  }
}

/** What kept a run from beginning: the project file, the config, the state. */
function forPeople(error: unknown): never {
  throw error instanceof EngineError ? new SandboxError(error.message) : error;
}

function changesAnything({ command, changes }: Result, write: (line: string) => void): boolean {
  const isChanged = Object.keys(changes).some((kind) => !UNCHANGED.includes(kind));
  const what = command === "up" ? "update" : command;
  if (isChanged) write(`error: no changes were expected for ${what} but changes were proposed`);
  return isChanged;
}
