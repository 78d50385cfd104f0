import { constants, createReadStream, openSync } from "node:fs";
import { stat } from "node:fs/promises";
import { Socket } from "node:net";
import { readToEnd } from "../readToEnd";

/**
 * Reads a file, or the pipe that a shell gives in place of one: `--outputs <(pulumi stack output
 * --json)`.
 *
 * @param timeoutMs the limit for a pipe, which may never end.
 * @throws CliError "input.too-large", what the system says, or an Error for anything else than a
 * file or a pipe: a device may wait for ever, and nothing could stop the thread that reads it.
 */
export async function readOutputsFile(file: string, timeoutMs: number): Promise<string> {
  const found = await stat(file);
  if (found.isFile()) return readToEnd(createReadStream(file));
  if (!found.isFIFO()) throw new Error("it is neither a file nor a pipe");
  // By a socket, which waits for a writer too: a thread that waits for a file could not be stopped,
  // and would keep this process.
  const pipe = new Socket({ fd: openSync(file, constants.O_RDONLY | constants.O_NONBLOCK) });
  const stop = (): unknown => pipe.destroy(new Error("it did not end in time"));
  const timer = setTimeout(stop, timeoutMs);
  try {
    return await readToEnd(pipe);
  } finally {
    clearTimeout(timer);
    pipe.destroy();
  }
}
