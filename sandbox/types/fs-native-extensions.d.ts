/** What the sandbox uses of "fs-native-extensions", which comes without types. */
declare module "fs-native-extensions" {
  /**
   * Takes the system's exclusive lock on an open file. @returns false where somebody else has it.
   */
  export function tryLock(fd: number): boolean;
}
