/** The folder in which a sandbox lasts between commands. Its stacks are used by one command at a time. */
import { mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import * as v from "valibot";
import { SandboxError } from "./sandboxError";

/** Where the parts of a sandbox lie. */
export interface StateFolder {
  readonly path: string;
  /** The directory's state, keys and certificates. */
  readonly directory: string;
  /** The embedded engine's state of one stack. */
  stackFile(stack: string): string;
  /** The Azure CLI's own folder. */
  readonly azureConfig: string;
  /** Home, backend and program copy of the Pulumi CLI. */
  readonly pulumi: string;
  /** Lets other commands in. Once is enough; more does nothing. */
  release(): Promise<void>;
}

/** How to open a state folder. */
export interface OpenOptions {
  /** What this process does with it, for the message that others see: `up`. */
  readonly purpose: string;
  /** Called once when another process has it; the text says which. */
  readonly onWait: (message: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** The longest that a process waits for another one, in milliseconds. */
const PATIENCE = 60_000;
const POLL = 100;

const Holder = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ pid: v.number(), purpose: v.string() }),
);

/**
 * Opens a state folder, making it where it is missing, and holds it against other commands. Waits for one that is at work, a
 * minute at most. (A `serve` holds it only until its directory runs.)
 *
 * @throws SandboxError where another process keeps it.
 */
export async function openStateFolder(folder: string, options: OpenOptions): Promise<StateFolder> {
  const root = path.resolve(folder);
  await mkdir(path.join(root, "stacks"), { recursive: true, mode: 0o700 });
  const lock = path.join(root, "lock");
  await acquire(lock, root, options);
  let isHeld = true;
  return {
    path: root,
    directory: path.join(root, "directory"),
    stackFile: (stack) => path.join(root, "stacks", `${stack}.json`),
    azureConfig: path.join(root, "azure"),
    pulumi: path.join(root, "pulumi"),
    async release() {
      if (!isHeld) return; // The lock may be another command's by now.
      isHeld = false;
      await rm(lock, { force: true });
    },
  };
}

async function acquire(lock: string, root: string, options: OpenOptions): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  let said = false;
  while (!(await tryAcquire(lock, options.purpose))) {
    const holder = await readHolder(lock);
    if (holder === undefined) continue; // Released, or abandoned and removed: try again.
    const who = `"${root}" is in use by process ${holder.pid} ("${holder.purpose}")`;
    if (Date.now() > deadline || options.signal?.aborted === true) {
      throw new SandboxError(
        `The sandbox ${who}. Wait until it is done, or name another folder with "--state".`,
      );
    }
    if (!said) options.onWait(`The sandbox ${who}; waiting for it.`);
    said = true;
    await delay(POLL);
  }
}

async function tryAcquire(lock: string, purpose: string): Promise<boolean> {
  try {
    const file = await open(lock, "wx", 0o600);
    await file.writeFile(JSON.stringify({ pid: process.pid, purpose }));
    await file.close();
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** Who holds the lock. A holder that no longer runs loses it. */
async function readHolder(lock: string): Promise<{ pid: number; purpose: string } | undefined> {
  const text = await readFile(lock, "utf8").catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const holder = v.safeParse(Holder, text);
  if (!holder.success) {
    await delay(POLL); // It is being written at this moment, or was left half-written by a crash.
    if ((await readFile(lock, "utf8").catch(() => "")) === text) await rm(lock, { force: true });
    return undefined;
  }
  if (isRunning(holder.output.pid)) return holder.output;
  await rm(lock, { force: true });
  return undefined;
}

/** Whether there is a process with this id, anybody's. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM"); // Somebody else's process, but a process.
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
