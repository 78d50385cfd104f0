/** The CLI's words and signs for what is done to a resource, and for messages. */
import type { Diagnostic, StepOperation } from "../events";

/** How a step is called. */
export interface Words {
  /** Two characters in front of it. */
  readonly sign: string;
  /** In a preview, when it is planned. */
  readonly planned: string;
  /** In a preview, at the end: a replacement is one thing then. */
  readonly outcome: string;
  readonly running: string;
  readonly done: string;
  readonly failed: string;
}

/** The words for each step. */
export const WORDS: Readonly<Record<StepOperation, Words>> = {
  same: { sign: "  ", planned: "", outcome: "", running: "", done: "", failed: "failed" },
  create: words("+ ", "create", "creating", "created"),
  update: words("~ ", "update", "updating", "updated"),
  delete: words("- ", "delete", "deleting", "deleted"),
  replace: words("+-", "replace", "replacing", "replaced"),
  "create-replacement": {
    ...words("++", "create replacement", "creating replacement", "created replacement"),
    outcome: "replace",
    failed: "creating failed",
  },
  "delete-replaced": {
    ...words("--", "delete original", "deleting original", "deleted original"),
    outcome: "replace",
    failed: "deleting failed",
  },
  import: words("= ", "import", "importing", "imported"),
  refresh: { ...words("~ ", "refreshing", "refreshing", "refresh"), outcome: "refresh" },
};

/** True for the halves of a replacement: what is done counts once. */
export function isHalf(op: StepOperation | undefined): boolean {
  return op === "create-replacement" || op === "delete-replaced";
}

/** "warning: <message>"; information has nothing in front. */
export function sayingOf({ severity, message }: Diagnostic): string {
  return severity === "info" ? message : `${severity}: ${message}`;
}

function words(sign: string, planned: string, running: string, done: string): Words {
  return { sign, planned, outcome: planned, running, done, failed: `${running} failed` };
}
