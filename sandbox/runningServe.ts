/**
 * How the other commands on a state folder find the directory that a `serve` keeps running: by a notice in the folder, which only
 * its owner can read. Whoever looks for the notice or writes it holds the folder.
 */
import { mkdir, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import path from "node:path";
import * as v from "valibot";
import writeFileAtomic from "write-file-atomic";
import { isRunning, type StateFolder } from "./stateFolder";

const Notice = v.object({
  pid: v.number(),
  variables: v.objectWithRest({ HTTPS_PROXY: v.pipe(v.string(), v.url()) }, v.string()),
});

/** A `serve` that keeps a directory running. */
export interface RunningServe {
  /** Its process. */
  readonly pid: number;
  /** What leads clients to its directory: `clientEnvironment`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Tells other commands of this process's directory. */
export async function announceServe(
  folder: Pick<StateFolder, "path">,
  variables: RunningServe["variables"],
): Promise<void> {
  const notice: RunningServe = { pid: process.pid, variables };
  await mkdir(path.dirname(noticeFile(folder)), { recursive: true, mode: 0o700 });
  await writeFileAtomic(noticeFile(folder), JSON.stringify(notice, null, 1), { mode: 0o600 });
}

/** Takes the notice back, and what lies beside it: the scripts for terminals. */
export function withdrawServe(folder: Pick<StateFolder, "path">): Promise<void> {
  return rm(path.dirname(noticeFile(folder)), { recursive: true, force: true });
}

/** The `serve` that runs on the folder, if one does. What a killed one has left is removed. */
export async function findServe(
  folder: Pick<StateFolder, "path">,
): Promise<RunningServe | undefined> {
  const text = await readFile(noticeFile(folder), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const notice = v.safeParse(v.pipe(v.string(), v.parseJson(), Notice), text);
  if (notice.success && isRunning(notice.output.pid)) {
    // The id alone may be another process's by now.
    if (await listens(notice.output.variables.HTTPS_PROXY)) return notice.output;
  }
  await withdrawServe(folder);
  return undefined;
}

function noticeFile(folder: Pick<StateFolder, "path">): string {
  return path.join(folder.path, "serve", "notice.json");
}

function listens(address: string): Promise<boolean> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
