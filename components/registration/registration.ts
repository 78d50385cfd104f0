import type * as pulumi from "@pulumi/pulumi";
import type { ManagementApiSpec } from "../rules/keys";
import type { PartName } from "../rules/parts";

/**
 * A registration as everything after it needs it, whichever way the stack came to have it. Each way
 * is a module of its own beside this one.
 */
export interface Registration {
  /** What the stack comes to with this registration. */
  readonly spec: ManagementApiSpec;
  /** `/applications/<object id>`: what resources of single parts call `applicationId`. */
  readonly applicationId: pulumi.Output<string>;
  /** The application (client) id, which tokens carry in `aud`. */
  readonly clientId: pulumi.Output<string>;
  /** The application's object id. */
  readonly objectId: pulumi.Output<string>;
  /** Object id of the API in the tenant; tokens can be asked for once it is there. */
  readonly servicePrincipal: pulumi.Output<string>;
  /** Ids, by value, of its scopes of others; the stack makes the rest of `spec.scopes`. */
  readonly scopes: Readonly<Record<string, pulumi.Output<string>>>;
  /** What, besides clients and scopes, must be there before a token can be asked for. */
  readonly parts: readonly pulumi.Resource[];
}

/** Where a part belongs in the stack. */
export interface Place {
  /** Its logical name. */
  readonly name: string;
  /** Its parent, former names, and import id. */
  readonly opts: pulumi.CustomResourceOptions;
}

/** Gives a part, by its name within the component, its place. */
export type PlaceOf = (part: string | PartName) => Place;
