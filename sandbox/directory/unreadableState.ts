/** A file of the state folder that holds something else than this version writes. Its message is for people. */
export class UnreadableState extends Error {
  override readonly name = "UnreadableState";
}
