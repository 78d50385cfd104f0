/** `serve`: keeps the directory running and tells other terminals how to reach it. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { isForeignVariable } from "../environment";
import type { Sandbox } from "../sandbox";

/** Shells that `serve` can print variables for; `json` is for programs. */
export const SHELLS = ["all", "bash", "powershell", "json"] as const;
export type Shell = (typeof SHELLS)[number];

/** Serves until the signal is given. */
export async function serve(
  sandbox: Sandbox,
  options: {
    readonly shell: Shell;
    readonly print: (text: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const variables = await terminalVariables(sandbox);
  const foreign = Object.keys(process.env).filter(
    (name) => isForeignVariable(name) && !(name in variables),
  );
  options.print(`${formatVariables(variables, foreign, options.shell)}\n`);
  await new Promise<void>((resolve) => {
    // A timer keeps the process alive: sockets alone would, but only while somebody is connected.
    const timer = setInterval(() => undefined, 1 << 30);
    const stop = () => {
      clearInterval(timer);
      resolve();
    };
    if (options.signal.aborted) stop();
    options.signal.addEventListener("abort", stop, { once: true });
  });
}

/** What a terminal needs for its own `pulumi` and `az`: the sandbox's variables and a backend apart from the user's. */
async function terminalVariables(sandbox: Sandbox): Promise<Readonly<Record<string, string>>> {
  const backend = path.join(sandbox.folder.pulumi, "state");
  await mkdir(backend, { recursive: true });
  return {
    ...sandbox.variables,
    PULUMI_BACKEND_URL: `file://${backend.replaceAll("\\", "/")}`,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

/**
 * Variables as text to paste.
 *
 * @param foreign names that must not be set: they would lead clients to the user's own login.
 */
export function formatVariables(
  variables: Readonly<Record<string, string>>,
  foreign: readonly string[],
  shell: Shell,
): string {
  if (shell === "json") return JSON.stringify(variables, null, 2);
  const entries = Object.entries(variables);
  const bash = [
    ...foreign.map((name) => `unset ${name}`),
    ...entries.map(
      ([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`,
    ),
  ];
  const powershell = [
    ...foreign.map((name) => `Remove-Item Env:${name}`),
    ...entries.map(([name, value]) => `$env:${name} = '${value.replaceAll("'", "''")}'`),
  ];
  if (shell === "bash") return bash.join("\n");
  if (shell === "powershell") return powershell.join("\n");
  return [
    "The sandbox's directory is running. In another terminal, set these variables and use your own pulumi and az:",
    "  az login --use-device-code --allow-no-subscriptions",
    "  pulumi stack select --create dev && pulumi up",
    "",
    "# bash, zsh",
    ...bash,
    "",
    "# PowerShell",
    ...powershell,
    "",
    "Ctrl-C stops it; what was registered stays in the state folder.",
  ].join("\n");
}
