/** What a fault is, and the stack that checks a group. */
import type { FailureCode } from "../../cli/failures/failureCodes";
import { type Application, SEED } from "../../sandbox/directory";
import type { AzSandbox } from "./support/azSandbox";
import { API } from "./support/healthyStack";

/** One fault. */
export interface Fault {
  readonly title: string;
  /**
   * The kind of failure that it stands for with the real az, which meets one of each. Default: az
   * is played only.
   */
  readonly kind?:
    | "signed out"
    | "refused"
    | "wrong token"
    | "not found"
    | "warning"
    | "unreachable"
    | "az broken";
  /** The stack's config. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly breakIt: (sandbox: AzSandbox) => void | Promise<void>;
  /**
   * The codes of all findings, in order. Nothing else may be found. What they say stands in
   * fixtures/findings.json.
   */
  readonly findings: readonly string[];
  /** What `token` ends with; "good": the token is right all the same. */
  readonly token: FailureCode | "good";
  /**
   * "commands": the commands that all findings print, in order, heal. "advice": the first fix is
   * words alone.
   */
  readonly fix: "commands" | "advice";
}

/** A stack whose API checks the seed's group, which Dana is in. */
export const WITH_GROUP = { producers: SEED.group.objectId };

/** The stack's own registration. */
export function registrationOf({ state }: AzSandbox): Application {
  const found = state.applications.find(({ appId }) => appId === API.clientId);
  if (found === undefined) throw new Error("the stack has no registration");
  return found;
}

/** A client that no stack of the tests declares. */
export const OTHER_CLIENT = "99999999-9999-4999-8999-999999999999";
/** The id of a scope that no stack of the tests declares. */
export const OTHER_SCOPE_ID = "88888888-8888-4888-8888-888888888888";
