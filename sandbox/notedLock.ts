/**
 * The operating system's own lock on a file, with a note beside it of who has it. The lock has one
 * holder at a time, and ends with its holder, however that ends; so a note counts only while the
 * lock is held. The file stays when the lock goes: whoever removed it could remove what another one
 * has just locked.
 */
import { closeSync, openSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { tryLock } from "fs-native-extensions";
import * as v from "valibot";
import { makeFolder, writeWhole } from "./wholeFile";

/** Where a lock lies, and its note. */
export interface LockPlace<Note> {
  /** The locked file; made where it is missing. */
  readonly file: string;
  /** The note is not in the lock, because Windows lets nobody read a locked file. */
  readonly note: string;
  /** What goes with the lock: the note, or the folder that it lies in. */
  readonly left: string;
  readonly schema: v.GenericSchema<unknown, Note>;
}

/** A lock that this process has. */
export interface HeldLock {
  /** Takes the note back; others wait until {@link end}. */
  withdraw(): Promise<void>;
  /** Lets others have it. Once is enough; more does nothing. */
  end(): void;
  /** Does both. Once is enough: the note may be another one's by then. */
  release(): Promise<void>;
}

/** The longest that a process waits for another one, in milliseconds. */
const PATIENCE = 60_000;
const POLL_MILLISECONDS = 100;

/**
 * Takes a lock as soon as it is free.
 *
 * @param note what to leave for others; undefined: nothing.
 * @param onBusy called each time somebody else has it, with the note, which is missing for a moment
 * after the lock is taken and before it is let go; and whether this has waited for a minute. What it
 * throws ends the wait, and so does any other answer than undefined.
 * @returns the lock, or what `onBusy` answered.
 */
export async function takeLock<Note, Answer>(
  place: LockPlace<Note>,
  note: Note | undefined,
  onBusy: (note: Note | undefined, isLate: boolean) => Answer | undefined,
): Promise<HeldLock | Answer> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const held = tryTake(place);
    if (held !== undefined) return note === undefined ? held : leave(note, place, held);
    const answer = onBusy(await read(place), Date.now() > deadline);
    if (answer !== undefined) return answer;
    await delay(POLL_MILLISECONDS);
  }
}

function tryTake({ file, left }: LockPlace<unknown>): HeldLock | undefined {
  const fd = openSync(file, "a", 0o600); // A plain number: a file handle that nobody refers to would be closed.
  let isHeld = false;
  try {
    isHeld = tryLock(fd);
  } finally {
    if (!isHeld) closeSync(fd);
  }
  if (!isHeld) return undefined;
  const withdraw = (): Promise<void> => rm(left, { recursive: true, force: true });
  const end = (): void => {
    if (isHeld) closeSync(fd);
    isHeld = false;
  };
  const release = async (): Promise<void> => {
    if (isHeld) await withdraw().finally(end);
  };
  return { withdraw, end, release };
}

async function leave<Note>(note: Note, place: LockPlace<Note>, held: HeldLock): Promise<HeldLock> {
  try {
    await makeFolder(path.dirname(place.note));
    await writeWhole(place.note, JSON.stringify(note));
    return held;
  } catch (error) {
    held.end();
    throw error;
  }
}

async function read<Note>({ note, schema }: LockPlace<Note>): Promise<Note | undefined> {
  const text = await readFile(note, "utf8").catch(() => "");
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  return parsed.success ? parsed.output : undefined;
}
