/**
 * How the other commands on a state folder find the directory that a `serve` keeps running: by the
 * note of a lock in the folder. Only the folder's owner can read it; whoever looks for it or writes
 * it holds the folder.
 */
import path from "node:path";
import * as v from "valibot";
import { type HeldLock, type LockPlace, takeLock } from "./notedLock";
import { SandboxError } from "./sandboxError";
import type { StateFolder } from "./stateFolder";

type Folder = Pick<StateFolder, "path">;

/** A `serve` that keeps a directory running. */
export interface RunningServe {
  readonly pid: number;
  /** What leads clients to its directory: `clientEnvironment`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The note's folder holds the scripts for terminals too, and goes with them. */
function placeIn({ path: root }: Folder): LockPlace<RunningServe> {
  return {
    file: path.join(root, "serve.lock"),
    note: path.join(root, "serve", "notice.json"),
    left: path.join(root, "serve"),
    schema: v.object({
      pid: v.number(),
      variables: v.objectWithRest({ HTTPS_PROXY: v.pipe(v.string(), v.url()) }, v.string()),
    }),
  };
}

/**
 * Tells other commands of this process's directory.
 *
 * @returns the lock: withdrawn before the directory ends, and ended after it.
 * @throws SandboxError where another `serve` has not ended.
 */
export function announceServe(
  folder: Folder,
  variables: RunningServe["variables"],
): Promise<HeldLock> {
  return takeLock<RunningServe, never>(placeIn(folder), { pid: process.pid, variables }, () => {
    throw stillThere(folder);
  });
}

/**
 * The `serve` that runs on the folder, if one does. What a killed one has left is removed; one that
 * is ending is waited for, a minute at most.
 *
 * @throws SandboxError where it does not end.
 */
export async function findServe(folder: Folder): Promise<RunningServe | undefined> {
  const found = await takeLock(placeIn(folder), undefined, (notice, isLate) => {
    if (notice === undefined && isLate) throw stillThere(folder);
    return notice;
  });
  if ("pid" in found) return found;
  await found.release();
  return undefined;
}

function stillThere(folder: Folder): SandboxError {
  return new SandboxError(
    `A "serve" on the sandbox "${folder.path}" has not ended: it has locked "${placeIn(folder).file}". End it, or name another folder with "--state".`,
  );
}
