/**
 * The operating system's own lock on a file: it has one holder at a time, and ends with its holder,
 * however that ends. The file stays when the lock goes: whoever removed it could remove what
 * another one has just locked.
 */
import { closeSync, openSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { tryLock } from "fs-native-extensions";

export interface FileLock {
  /** Lets others have it. Once is enough; more does nothing. */
  release(): void;
}

const POLL_MILLISECONDS = 100;

/**
 * Takes the lock on a file, which is made where it is missing. @returns undefined where somebody
 * else has it.
 */
export function tryLockFile(file: string): FileLock | undefined {
  const fd = openSync(file, "a", 0o600); // A plain number: a file handle that nobody refers to would be closed.
  let isHeld = false;
  try {
    isHeld = tryLock(fd);
  } finally {
    if (!isHeld) closeSync(fd);
  }
  if (!isHeld) return undefined;
  return {
    release() {
      if (isHeld) closeSync(fd);
      isHeld = false;
    },
  };
}

/**
 * Takes the lock on a file as soon as it is free.
 *
 * @param onBusy called each time it is not; what it throws ends the wait, and so does any other
 * answer than undefined.
 * @returns the lock, or what `onBusy` answered.
 */
export async function waitForLock<T>(
  file: string,
  onBusy: () => Promise<T | undefined>,
): Promise<FileLock | T> {
  for (;;) {
    const outcome = tryLockFile(file) ?? (await onBusy());
    if (outcome !== undefined) return outcome;
    await delay(POLL_MILLISECONDS);
  }
}
