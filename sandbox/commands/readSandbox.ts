/** For tools outside: a stack of the sandbox, and how to reach the directory that `serve` keeps running. */
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import writeFileAtomic from "write-file-atomic";
import { hasSecret, outputs, revealValue } from "../engine";
import { SandboxError } from "../sandboxError";
import { stackFile } from "../stateFolder";

/** A stack, and the environment for clients of its directory. */
export interface SandboxStack {
  /** As `pulumi stack output --json` prints them; secrets are left out. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What `serve` prints. */
  readonly environment: Readonly<Record<string, string>>;
}

const Serving = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()));

function servingFile(folder: string): string {
  return path.join(folder, "serving.json");
}

/** Notes the variables while a directory is served. @returns a function that takes the note away. */
export async function noteServing(
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<() => Promise<void>> {
  const file = servingFile(folder);
  await writeFileAtomic(file, JSON.stringify(variables), { mode: 0o600 });
  return () => rm(file, { force: true });
}

/**
 * Reads what the embedded engine deployed last and where its directory runs.
 *
 * @param stack default `dev`.
 * @throws SandboxError where nothing was deployed, or nothing is served.
 */
export async function readSandbox(folder: string, stack = "dev"): Promise<SandboxStack> {
  const all = await outputs({ stateFile: stackFile(path.resolve(folder), stack) });
  if (Object.keys(all).length === 0) {
    throw new SandboxError(`Stack "${stack}" has not been deployed there`);
  }
  const serving = await readFile(servingFile(folder), "utf8").catch(() => undefined);
  if (serving === undefined) throw new SandboxError("Its directory is not running");
  return {
    outputs: Object.fromEntries(
      Object.entries(all)
        .filter(([, value]) => !hasSecret(value))
        .map(([name, value]) => [name, revealValue(value)]),
    ),
    environment: v.parse(Serving, serving),
  };
}
