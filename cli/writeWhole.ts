/** The one way in which the tools write files: whole or not at all. */
import { writeFileSync } from "node:fs";
import writeFileAtomic from "write-file-atomic";
import { CliError } from "./cliError";
import type { FailureCode } from "./failures/failureCodes";

/** What people call a file, and the code of the failure to write it. */
export interface WrittenFile {
  readonly name: string;
  readonly code: FailureCode;
}

/** Writes a file. @throws CliError with its code where that fails; the file is as before then. */
export async function writeWhole(
  file: string,
  text: string,
  { name, code }: WrittenFile,
): Promise<void> {
  // The library takes a half write, all that a full disk had room for, for a whole one; so what it
  // renames is written here.
  const tmpfileCreated = (unnamed: string): void => writeFileSync(unnamed, Buffer.from(text));
  try {
    await writeFileAtomic(file, "", { tmpfileCreated });
  } catch (error) {
    throw unwritable(error, name, code);
  }
}

const REASONS: Readonly<Record<string, readonly [rule: string, remedy: string]>> = {
  ENOENT: ["its folder does not exist", "Make the folder, or name another file."],
  ENOTDIR: ["what should be its folder is a file", "Name another file."],
  EISDIR: ["it is a folder", "Name a file in it."],
  EACCES: ["you may not write there", "Name a file in a folder of your own."],
  EPERM: ["you may not write there", "Name a file in a folder of your own."],
  EROFS: ["the disk is read-only", "Name a file on another disk."],
  ENOSPC: ["the disk is full", "Make room, or name a file on another disk."],
};

function unwritable(error: unknown, name: string, failureCode: FailureCode): Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const [rule, remedy] = REASONS[code] ?? [code, "Name another file."];
  return code === "" && error instanceof Error
    ? error
    : new CliError(failureCode, `"${name}" cannot be written: ${rule}.`, [remedy]);
}
