import {
  destroy,
  exportStack,
  forget,
  hasSecret,
  makeDisplay,
  outputs,
  preview,
  previewJson,
  refresh,
  type Result,
  revealValue,
  up,
} from "../engine";
import { sandboxProviders } from "../providers";
import type { Deployer, DeployerContext, DeployOptions, Verb } from "./deployer";

const COMMANDS = { preview, up, refresh, destroy };

/** The engine that comes with the sandbox. It deploys to the sandbox only. */
export class EmbeddedEngine implements Deployer {
  readonly title = "embedded engine (no Pulumi CLI needed)";

  /** @param stateFile where it keeps the stack's state. */
  constructor(
    private readonly context: DeployerContext,
    private readonly stateFile: string,
  ) {}

  async outputs(): Promise<Readonly<Record<string, unknown>> | undefined> {
    const all = await outputs({ stateFile: this.stateFile });
    const plain = Object.entries(all).filter(([, value]) => !hasSecret(value));
    return plain.length === 0
      ? undefined
      : Object.fromEntries(plain.map(([name, value]) => [name, revealValue(value)]));
  }

  exported(): Promise<unknown> {
    return exportStack({ stateFile: this.stateFile });
  }

  async run(verb: Verb, options: DeployOptions = {}): Promise<boolean> {
    const { programDir: directory, stack, environment, print, signal } = this.context;
    const { stateFile } = this;
    if (verb === "forget") {
      const count = await forget({ stateFile });
      print(`Forgot ${count} resources, and deleted none.`);
      return true;
    }
    const { providers, ...connections } = sandboxProviders(environment);
    const onEvent =
      options.json === true ? undefined : makeDisplay(print, { details: options.diff === true });
    const project = { directory, stack, stateFile, providers, environment, onEvent, signal };
    try {
      const result = await COMMANDS[verb](project);
      if (options.json === true) print(JSON.stringify(previewJson(result), null, 4));
      return result.ok && !(options.expectNoChanges === true && changesAnything(result, print));
    } finally {
      await connections.close();
    }
  }
}

function changesAnything({ command, changes }: Result, print: (line: string) => void): boolean {
  const isChanged = Object.keys(changes).some((kind) => kind !== "same");
  const what = command === "up" ? "update" : command;
  if (isChanged) print(`error: no changes were expected for ${what} but changes were proposed`);
  return isChanged;
}
