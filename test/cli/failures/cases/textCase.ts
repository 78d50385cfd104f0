/** What cases are made of: a text, and what it means. Ids, names and tenants are made up. */
import { IDS } from "../../support/tokens";

/** The stack of the cases is `makeOutputs()`: its tenant, its client id. */
export const OWN = IDS.tenantId;
export const API = IDS.clientId;
/** A tenant, a client and an API that are not the stack's. */
export const OTHER_TENANT = "bbbbbbbb-0000-4000-8000-000000000002";
export const OTHER_APP = "99999999-9999-4999-8999-999999999999";
/** The Azure CLI, Microsoft Graph. */
export const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
export const GRAPH = "00000003-0000-0000-c000-000000000000";

/** A text. */
export interface TextCase {
  readonly title: string;
  readonly text: string;
  /** The stable code of the entry. */
  readonly code: string;
  /** What heads the answer; undefined: nothing is known. */
  readonly id?: string;
}

/** The answer is that of an entry. */
export const known = (title: string, text: string, code: string, id: string = code): TextCase => ({
  title,
  text,
  code,
  id,
});
/** No cause is told. */
export const unknown = (title: string, text: string, code: string): TextCase => ({
  title,
  text,
  code,
});

/** What the sign-in service says with AADSTS65001. */
export const NOT_CONSENTED = `The user or administrator has not consented to use the application with ID '${CLI}' named 'Microsoft Azure CLI'. Send an interactive authorization request for this user and resource.`;
