/**
 * Requests that the real tools sent for each step of a stack's life, to be met or beaten. Recorded from Pulumi CLI 3.248.0 with
 * azuread provider 6.9.1 against an emulated directory, on a program of the same resources; see also
 * https://github.com/hashicorp/terraform-provider-azuread for what the provider does with each.
 */

/** A step and its price. */
export interface RecordedStep {
  readonly name: string;
  /**
   * Requests with all that the recorded program did: it signed in (1) and looked Microsoft Graph's service principal up for
   * the ids of permissions (2).
   */
  readonly requests: number;
  /** How many of those were that sign-in and look-up. The program here knows the common permissions' ids. */
  readonly overhead: number;
}

const SIGN_IN = 1;
const LOOK_UP = 2;
// What a refresh of the same resources asks by itself.
const REFRESH = 9;
const both = { overhead: SIGN_IN + LOOK_UP };

/** In the order in which they follow each other on one stack. */
export const RECORDED = {
  create: { name: "first up", requests: 26, ...both },
  noChange: { name: "up, nothing changed", requests: 3, ...both },
  refresh: { name: "up --refresh, nothing changed", requests: 12, ...both },
  consentText: { name: "change a scope's consent texts", requests: 9, ...both },
  addScope: { name: "add a scope, and give it to the client", requests: 9, ...both },
  addClient: { name: "add a client", requests: 6, ...both },
  rename: { name: "rename", requests: 10, ...both },
  removeScope: { name: "remove a scope that two clients hold", requests: 14, ...both },
  removeClient: { name: "remove a client", requests: 5, ...both },
  addRole: { name: "add an app role", requests: 9, ...both },
  removeRole: { name: "remove an app role", requests: 11, ...both },
  refreshPreview: { name: "preview with refresh", requests: 12, ...both },
  refreshUp: { name: "up with refresh, rename", requests: 19, ...both },
  // Recorded without a refresh, which asks as often as above and is what Pulumi.yaml wants before a destroy too. The program
  // does not run then, so nothing is looked up.
  destroy: { name: "destroy with refresh", requests: 7 + REFRESH, overhead: SIGN_IN },
} as const satisfies Readonly<Record<string, RecordedStep>>;

/** The steps' keys. */
export type StepKey = keyof typeof RECORDED;
