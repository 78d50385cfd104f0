/**
 * The folder in which a sandbox lasts between commands. Its stacks are used by one command at a
 * time.
 */
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { waitForLock, type FileLock } from "./fileLock";
import { hasCode } from "./engine/fields";
import { SandboxError } from "./sandboxError";
import { makeFolder, removeHalfWritten, writeWhole } from "./wholeFile";

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

export interface OpenOptions {
  /** What this process does with it, for the message that others see: `up`. */
  readonly purpose: string;
  /** Called once when another process has it; the text says which. */
  readonly onWait: (message: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** The longest that a process waits for another one, in milliseconds. */
export const PATIENCE = 60_000;

const Holder = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ pid: v.number(), purpose: v.string() }),
);

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
  const holder = path.join(root, "holder.json"); // Not in the lock: Windows lets nobody read a locked file.
  const lock = await acquire(root, holder, options);
  try {
    const note = { pid: process.pid, purpose: options.purpose };
    await writeWhole(holder, JSON.stringify(note));
    await removeHalfWritten(stacks);
  } catch (error) {
    lock.release();
    throw error;
  }
  let isHeld = true;
  return {
    path: root,
    directory: path.join(root, "directory"),
    stackFile: (stack) => path.join(stacks, `${stack}.json`),
    azureConfig: path.join(root, "azure"),
    pulumi: path.join(root, "pulumi"),
    async release() {
      if (!isHeld) return; // The note may be another command's by now.
      isHeld = false;
      await rm(holder, { force: true });
      lock.release();
    },
  };
}

function acquire(root: string, holder: string, options: OpenOptions): Promise<FileLock> {
  const file = path.join(root, "lock");
  const deadline = Date.now() + PATIENCE;
  let said = false;
  return waitForLock<never>(file, async () => {
    const who = `The sandbox "${root}" is in use by ${await readHolder(holder)}, which has locked "${file}"`;
    if (Date.now() > deadline || options.signal?.aborted === true) {
      throw new SandboxError(
        `${who}. Wait until it is done, or name another folder with "--state".`,
      );
    }
    if (!said) options.onWait(`${who}; waiting for it.`);
    said = true;
    return undefined;
  });
}

/** Who wrote the note. There is none for a moment after the lock is taken. */
async function readHolder(holder: string): Promise<string> {
  const note = v.safeParse(Holder, await readFile(holder, "utf8").catch(() => ""));
  if (!note.success) return "another process";
  return `process ${note.output.pid} ("${note.output.purpose}")`;
}
