/** A pasted text, read: plain data. */

/**
 * Who speaks. "az" is the Azure CLI, "azCredential" its line in an SDK's chain of credentials,
 * "otherCredential" another line there; "provider" is Pulumi's azuread provider (a deployment);
 * "arm" is Azure Resource Manager; "api" the Management API itself; "inFront" what stands before it: a
 * proxy, a gateway, the front end of App Service.
 */
export type Speaker =
  | "az"
  | "azCredential"
  | "otherCredential"
  | "broker"
  | "powershell"
  | "azd"
  | "browser"
  | "provider"
  | "graph"
  | "arm"
  | "api"
  | "inFront"
  | "elsewhere";

/** How much a message weighs. "plain" has no mark: it is taken for an error. */
export type Level = "error" | "plain" | "warning" | "debug";

/** A code, in its one spelling: `AADSTS65001`, `IDX10205`, `IDW10201`, `0xCAA2000B`. */
export interface FoundCode {
  readonly code: string;
  /**
   * As it was pasted, where people would not know the code by its one spelling; it heads the
   * answer.
   */
  readonly pasted: string;
}

/** One message of a text. */
export interface Message {
  readonly level: Level;
  /** Undefined where nothing tells. */
  readonly speaker: Speaker | undefined;
  /** On one line. */
  readonly text: string;
  /**
   * Without blanks and quotes, in small letters: wrapped lines and other quotes make no difference.
   */
  readonly squeezed: string;
  readonly codes: readonly FoundCode[];
  /** Ids of tenants that it names, small letters. */
  readonly tenants: readonly string[];
  /** Ids of the clients that it names. */
  readonly clients: readonly string[];
  /** Ids of the APIs that it names. */
  readonly resources: readonly string[];
}

/** A message that says nothing: for entries that are listed and not found. */
export const SILENCE: Message = {
  level: "plain",
  speaker: undefined,
  text: "",
  squeezed: "",
  codes: [],
  tenants: [],
  clients: [],
  resources: [],
};
