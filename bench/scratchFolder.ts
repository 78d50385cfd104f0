/** The one folder that a run writes to besides its results. */
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { withVariables } from "./variables";

// What os.tmpdir() goes by: the first on POSIX systems, the others on Windows.
const VARIABLES = ["TMPDIR", "TEMP", "TMP"];

/**
 * Gives `work` a fresh folder, and removes it afterwards, also when the process is interrupted. Until then it is the folder
 * for temporary files of this process and of those that it starts, so that none of theirs stay behind either.
 */
export async function withScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "bench-"));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const interrupt = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    const variables = Object.fromEntries(VARIABLES.map((name) => [name, folder]));
    return await withVariables(variables, () => work(folder));
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    remove();
  }
}
