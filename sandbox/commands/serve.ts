/**
 * `serve`: keeps the directory running, for the other commands and for a terminal's own `pulumi`
 * and `az`.
 */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pulumiVariables } from "../deployers/pulumiCli";
import type { HeldLock } from "../notedLock";
import { announceServe } from "../runningServe";
import type { OwnSandbox } from "../sandbox";
import { writeWhole } from "../wholeFile";
import {
  enterLine,
  TERMINAL_SHELLS,
  terminalScript,
  terminalScriptFile,
  type TerminalShell,
} from "./terminal";

/** What `serve` prints: a script for a shell to source, or the variables for programs. */
export type ServeFormat = TerminalShell | "json";

/** Serves until the signal is given, then closes the sandbox. */
export async function serve(
  sandbox: OwnSandbox,
  options: {
    readonly format: ServeFormat;
    /** The stack that the printed commands name. */
    readonly stack: string;
    readonly print: (text: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { folder } = sandbox;
  let announcement: HeldLock | undefined;
  try {
    await mkdir(path.join(folder.pulumi, "state"), { recursive: true });
    const variables = { ...sandbox.variables, ...pulumiVariables(folder.pulumi) };
    announcement = await announceServe(folder, sandbox.variables);
    for (const shell of TERMINAL_SHELLS) {
      const script = terminalScript(shell, variables);
      await writeWhole(terminalScriptFile(folder.path, shell), script);
    }
    await folder.release(); // Commands may use the stacks now: the notice leads them to this directory.
    options.print(
      options.format === "json"
        ? `${JSON.stringify(variables, null, 2)}\n`
        : nextSteps(folder.path, options.format, options.stack),
    );
    await aborted(options.signal);
  } finally {
    // In this order: nobody may find a directory that has ended, nor open the folder's while it
    // still runs here.
    await announcement?.withdraw();
    await sandbox.close();
    announcement?.end();
  }
}

/** The line to run, and what comes after it as comments: the whole is a script too. */
function nextSteps(folder: string, shell: TerminalShell, stack: string): string {
  const enter = enterLine(folder, shell);
  return [
    enter,
    ...(shell === "powershell"
      ? [`# Where scripts are not allowed: Invoke-Expression (Get-Content -Raw ${enter.slice(2)})`]
      : []),
    "",
    "# The line above, run in another terminal, keeps az and pulumi there off real Azure. Only then:",
    "#   az login --use-device-code --allow-no-subscriptions",
    `#   pulumi stack select --create ${stack}    (adds an "encryptionsalt" to Pulumi.${stack}.yaml)`,
    "#   pulumi up",
    '# "npm run sandbox -- up" and the tools\' "--sandbox" find this directory without it, in any terminal.',
    "# Ctrl-C stops the directory; what was registered stays in the folder.",
    "",
  ].join("\n");
}

/** A timer keeps the process alive: sockets alone would, but only while somebody is connected. */
async function aborted(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await delay(1 << 30, undefined, { signal }).catch(() => undefined);
}
