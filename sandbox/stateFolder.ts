/**
 * The folder in which a sandbox lasts between commands. Its stacks are used by one command at a
 * time.
 */
import { readdir } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { hasCode } from "./engine/fields";
import { type HeldLock, takeLock } from "./notedLock";
import { SandboxError } from "./sandboxError";
import { makeFolder, removeHalfWritten } from "./wholeFile";

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
  readonly release: () => Promise<void>;
}

export interface OpenOptions {
  /** What this process does with it, for the message that others see: `up`. */
  readonly purpose: string;
  /** Called once when another process has it; the text says which. */
  readonly onWait: (message: string) => void;
  readonly signal?: AbortSignal | undefined;
}

const Holder = v.object({ pid: v.number(), purpose: v.string() });

/** Every sandbox has it. */
const STACKS = "stacks";

/**
 * Whether a folder holds a sandbox, for tools that are to make none. What cannot be looked into
 * passes: opening it says why.
 */
export async function holdsSandbox(folder: string): Promise<boolean> {
  return readdir(folder).then(
    (names) => names.includes(STACKS),
    (error: unknown) => !hasCode(error, "ENOENT"),
  );
}

/**
 * Opens a state folder, making it where it is missing, and holds it against other commands. Waits
 * for one that is at work, a minute at most. (A `serve` holds it only until its directory runs.)
 * What a killed command has left half-written is removed.
 *
 * @throws SandboxError where another process keeps it.
 */
export async function openStateFolder(folder: string, options: OpenOptions): Promise<StateFolder> {
  const root = path.resolve(folder);
  const stacks = path.join(root, STACKS);
  await makeFolder(stacks);
  const lock = await acquire(root, options);
  try {
    await removeHalfWritten(stacks);
  } catch (error) {
    await lock.release();
    throw error;
  }
  return {
    path: root,
    directory: path.join(root, "directory"),
    stackFile: (stack) => path.join(stacks, `${stack}.json`),
    azureConfig: path.join(root, "azure"),
    pulumi: path.join(root, "pulumi"),
    release: () => lock.release(),
  };
}

function acquire(root: string, { purpose, onWait, signal }: OpenOptions): Promise<HeldLock> {
  const file = path.join(root, "lock");
  const note = path.join(root, "holder.json");
  const place = { file, note, left: note, schema: Holder };
  let said = false;
  return takeLock<v.InferOutput<typeof Holder>, never>(
    place,
    { pid: process.pid, purpose },
    (holder, isLate) => {
      const by =
        holder === undefined ? "another process" : `process ${holder.pid} ("${holder.purpose}")`;
      const who = `The sandbox "${root}" is in use by ${by}, which has locked "${file}"`;
      if (isLate || signal?.aborted === true) {
        throw new SandboxError(
          `${who}. Wait until it is done, or name another folder with "--state".`,
        );
      }
      if (!said) onWait(`${who}; waiting for it.`);
      said = true;
      return undefined;
    },
  );
}
