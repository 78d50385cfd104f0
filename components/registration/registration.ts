import type * as pulumi from "@pulumi/pulumi";

/**
 * A registration as everything after it needs it, whichever way the stack came to have it.
 * `created.ts` is one way; the others are modules of their own beside it.
 */
export interface Registration {
  /** `/applications/<object id>`: what resources of single parts call `applicationId`. */
  readonly applicationId: pulumi.Output<string>;
  /** The application (client) id, which tokens carry in `aud`. */
  readonly clientId: pulumi.Output<string>;
  /** The application's object id. */
  readonly objectId: pulumi.Output<string>;
}
