/** What a fault is, and the stack that checks a group. */
import type { FailureCode } from "../../cli/failureCodes";
import { SEED } from "../../sandbox/directory";
import type { AzSandbox } from "./support/azSandbox";

/** One fault. */
export interface Fault {
  readonly title: string;
  /** The stack's config. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly breakIt: (sandbox: AzSandbox) => void | Promise<void>;
  /** The codes of all findings, in order. Nothing else may be found. */
  readonly findings: readonly string[];
  /** The same where it differs with versions of az that compare the clock with the sign-in themselves (2.45). */
  readonly findingsWithOldAz?: readonly string[];
  /** What `token` ends with; "good": the token is right all the same. */
  readonly token: FailureCode | "good";
  /** "commands": the printed commands heal. "advice": the fix is words alone. */
  readonly fix: "commands" | "advice";
}

/** A stack whose API checks the seed's group, which Dana is in. */
export const WITH_GROUP = { producers: SEED.group.objectId };
