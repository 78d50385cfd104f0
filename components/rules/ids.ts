import { v5 as uuidv5 } from "uuid";

/**
 * The namespace of every id that this project derives. A constant for ever: another one would give
 * every scope and role a new id, and every client that holds them would lose its access.
 */
const NAMESPACE = "7d6e2f0c-5f0b-4c1e-9d53-0f5c3a1b8e42";

/** What a derived id stands for. */
export type IdentityKind = "scope" | "appRole";

/** The stack whose registration is meant: ids differ between environments. */
export interface StackIdentity {
  /** The Pulumi project, e.g. `management-api`. */
  readonly project: string;
  /** The Pulumi stack, e.g. `dev`. */
  readonly stack: string;
}

/**
 * The id of a scope or app role: a name-based UUID (version 5, RFC 9562) of the stack, the kind and
 * the value. The same input gives the same id on every machine, with or without state, in whatever
 * order lists are written.
 */
export function deriveId(identity: StackIdentity, kind: IdentityKind, value: string): string {
  // JSON keeps the parts apart: no two different inputs give the same text.
  return uuidv5(JSON.stringify([identity.project, identity.stack, kind, value]), NAMESPACE);
}
