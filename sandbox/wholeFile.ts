/**
 * The one way in which the sandbox writes files that last: whole or not at all, and readable by
 * their owner only.
 */
import { writeFileSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import writeFileAtomic from "write-file-atomic";

/** Writes a file. @throws what the system says, with the file as it was. */
export async function writeWhole(file: string, text: string): Promise<void> {
  // The library takes a half write, all that a full disk had room for, for a whole one; so what it
  // renames is written here.
  const tmpfileCreated = (unnamed: string): void => writeFileSync(unnamed, Buffer.from(text));
  await writeFileAtomic(file, "", { mode: 0o600, tmpfileCreated });
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
