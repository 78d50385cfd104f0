/**
 * How the other commands on a state folder find the directory that a `serve` keeps running: by a
 * notice in the folder, which only its owner can read, and which counts as long as a lock beside it
 * is held. Whoever looks for the notice or writes it holds the folder.
 */
import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { tryLockFile, waitForLock } from "./fileLock";
import { SandboxError } from "./sandboxError";
import { PATIENCE, type StateFolder } from "./stateFolder";
import { writeWhole } from "./wholeFile";

type Folder = Pick<StateFolder, "path">;

const Notice = v.object({
  pid: v.number(),
  variables: v.objectWithRest({ HTTPS_PROXY: v.pipe(v.string(), v.url()) }, v.string()),
});

/** A `serve` that keeps a directory running. */
export interface RunningServe {
  readonly pid: number;
  /** What leads clients to its directory: `clientEnvironment`. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface Announcement {
  /**
   * Takes the notice back, and what lies beside it: the scripts for terminals. Others wait until
   * {@link end}.
   */
  withdraw(): Promise<void>;
  /** Says that the directory has ended: another process may run it now. */
  end(): void;
}

/**
 * Tells other commands of this process's directory.
 *
 * @throws SandboxError where another `serve` has not ended.
 */
export async function announceServe(
  folder: Folder,
  variables: RunningServe["variables"],
): Promise<Announcement> {
  const lock = tryLockFile(lockOf(folder));
  if (lock === undefined) throw stillThere(folder);
  const notice: RunningServe = { pid: process.pid, variables };
  try {
    await mkdir(path.dirname(noticeOf(folder)), { recursive: true, mode: 0o700 });
    await writeWhole(noticeOf(folder), JSON.stringify(notice, null, 1));
  } catch (error) {
    lock.release();
    throw error;
  }
  return { withdraw: () => removeNotice(folder), end: () => lock.release() };
}

/**
 * The `serve` that runs on the folder, if one does. What a killed one has left is removed; one that
 * is ending is waited for, a minute at most.
 *
 * @throws SandboxError where it does not end.
 */
export async function findServe(folder: Folder): Promise<RunningServe | undefined> {
  const deadline = Date.now() + PATIENCE;
  const found = await waitForLock(lockOf(folder), async () => {
    const notice = await readNotice(folder);
    if (notice === undefined && Date.now() > deadline) throw stillThere(folder);
    return notice;
  });
  if ("pid" in found) return found;
  try {
    await removeNotice(folder);
  } finally {
    found.release();
  }
  return undefined;
}

function removeNotice(folder: Folder): Promise<void> {
  return rm(path.dirname(noticeOf(folder)), { recursive: true, force: true });
}

async function readNotice(folder: Folder): Promise<RunningServe | undefined> {
  const text = await readFile(noticeOf(folder), "utf8").catch(() => "");
  const notice = v.safeParse(v.pipe(v.string(), v.parseJson(), Notice), text);
  return notice.success ? notice.output : undefined;
}

function stillThere(folder: Folder): SandboxError {
  return new SandboxError(
    `A "serve" on the sandbox "${folder.path}" has not ended: it has locked "${lockOf(folder)}". End it, or name another folder with "--state".`,
  );
}

function noticeOf({ path: root }: Folder): string {
  return path.join(root, "serve", "notice.json");
}

function lockOf({ path: root }: Folder): string {
  return path.join(root, "serve.lock");
}
