import { constants, createReadStream, openSync } from "node:fs";
import { stat } from "node:fs/promises";
import { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { readToEnd } from "../readToEnd";

/** How long to wait for somebody who opens a named pipe, and how often to look. Milliseconds. */
const PATIENCE = 1000;
const POLL = 20;

/**
 * Reads a file, or the pipe that a shell gives in place of one: `--outputs <(pulumi stack output --json)`.
 *
 * @param timeoutMs the limit for a pipe, which may never end.
 * @throws CliError "input.too-large", or what the system says.
 */
export async function readOutputsFile(file: string, timeoutMs: number): Promise<string> {
  if (!(await stat(file)).isFIFO()) return readToEnd(createReadStream(file));
  const started = Date.now();
  const patience = Math.min(PATIENCE, timeoutMs);
  for (;;) {
    const text = await readPipe(file, started + timeoutMs);
    // A pipe that nobody has opened for writing yet looks like one that has ended.
    if (text !== "" || Date.now() - started >= patience) return text;
    await delay(POLL);
  }
}

/** By a socket: a thread that waits for a file could not be stopped, and would keep this process. */
async function readPipe(file: string, deadline: number): Promise<string> {
  const pipe = new Socket({ fd: openSync(file, constants.O_RDONLY | constants.O_NONBLOCK) });
  const stop = (): unknown => pipe.destroy(new Error("it did not end in time"));
  const timer = setTimeout(stop, deadline - Date.now());
  try {
    return await readToEnd(pipe);
  } finally {
    clearTimeout(timer);
    pipe.destroy();
  }
}
