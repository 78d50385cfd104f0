/**
 * The one way in which the sandbox writes files that last: whole or not at all, and readable by
 * their owner only.
 */
import { writeFileSync } from "node:fs";
import { lstat, mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import writeFileAtomic from "write-file-atomic";

/**
 * Writes a file. A link is replaced, never what it leads to: whoever made the folder may have laid
 * it there. @throws what the system says, with the file as it was.
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const there = await lstat(file).catch(() => undefined);
  if (there?.isSymbolicLink() === true) await rm(file);
  // The library takes a half write, all that a full disk had room for, for a whole one; so what it
  // renames is written here.
  const tmpfileCreated = (unnamed: string): void => writeFileSync(unnamed, Buffer.from(text));
  await writeFileAtomic(file, "", { mode: 0o600, tmpfileCreated });
}

/**
 * Makes a folder for its owner only, and those above it. By hand, because Node's own "recursive"
 * never ends where the system has no such folders (`/proc`), and misnames a disk that can only be
 * read.
 */
export async function makeFolder(folder: string): Promise<void> {
  const make = (): Promise<unknown> =>
    mkdir(folder, { mode: 0o700 }).catch(async (error: unknown) => {
      if (!(await isFolder(folder))) throw error;
    });
  const above = path.dirname(folder);
  try {
    await make();
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!isMissing || above === folder) throw error;
    await makeFolder(above);
    await make();
  }
}

async function isFolder(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => undefined))?.isDirectory() ?? false;
}

/**
 * Removes what a killed process has left half-written in a folder: files named like the one they
 * were to become, and a number.
 */
export async function removeHalfWritten(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => /\.(json|pem)\.\d+$/.test(name));
  await Promise.all(left.map((name) => rm(path.join(folder, name), { force: true })));
}
