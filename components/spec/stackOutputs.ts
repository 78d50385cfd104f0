import type { AppSettings } from "./appSettings";
import type { Declared } from "./declared";
import type { TokenCommands } from "./tokenCommands";
import type { ExpectedToken } from "./tokenContract";

/** Object ids of what a stack made or uses. */
export interface ObjectIds {
  /** The application object: what the portal lists under "App registrations". */
  readonly registration: string;
  /** The service principal: what the portal lists under "Enterprise applications". */
  readonly servicePrincipal: string;
  /** The group that the API checks, where the stack has one. */
  readonly producers?: string;
}

/** Everything that a stack says of itself, as `pulumi stack output --json` prints it. No output is secret. */
export interface StackOutputs {
  /** The command that prints a token: `az account get-access-token --resource <client id>`. */
  readonly tokenCommand: string;
  /** The sign-in that goes with it, for the right tenant and with multi-factor authentication for this API. */
  readonly loginCommand: string;
  /** Variants of the command: token only, per shell, by scope, pinned to the tenant, other tools. */
  readonly tokenCommands: TokenCommands;
  /** The application (client) id. */
  readonly clientId: string;
  /** The tenant that the registration lives in. */
  readonly tenantId: string;
  /** `api://<client id>`. */
  readonly identifierUri: string;
  /** Object ids of registration, service principal and group. */
  readonly objectIds: ObjectIds;
  /** Full names of the scopes: `api://<client id>/<value>`. */
  readonly scopes: readonly string[];
  /** The claims of a good token. */
  readonly expectedToken: ExpectedToken;
  /** The settings of the deployed API that must agree with the registration. */
  readonly appSettings: AppSettings;
  /** What the stack declares, for tools that compare the directory with it. */
  readonly declared: Declared;
  /** What the identity that deploys this stack needs: application permissions of Microsoft Graph, with reasons. */
  readonly requiredPermissions: readonly string[];
}
