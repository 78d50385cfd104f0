/**
 * Everything that a stack says of itself, in one table: what each output is, and which ids it waits for. The component, the
 * tools and the tests read the same table.
 */
import {
  loginCommand,
  scopePrefix,
  tokenCommand,
  type TokenCommands,
  tokenCommands,
  type TokenTarget,
} from "./commands";
import { type CloudName, CLOUDS } from "./clouds";
import { type ExpectedToken, expectedToken } from "./expectedToken";
import { resolveIdentifierUri } from "./identifierUris";
import type { ManagementApiSpec } from "./config";
import { requiredPermissions } from "./requiredPermissions";

/** What only a deployment knows. */
export interface Ids {
  /** The cloud that the tenant is in. */
  readonly cloud: CloudName;
  /** The application (client) id. */
  readonly clientId: string;
  /** The tenant that the registration lives in. */
  readonly tenantId: string;
  /** Object id of the registration. */
  readonly registration: string;
  /** Object id of the service principal. */
  readonly servicePrincipal: string;
  /** Object id of the group that the API checks; undefined where there is none. */
  readonly producers: string | undefined;
  /** Permissions of Microsoft Graph that only an administrator can consent to. */
  readonly consent: readonly string[];
}

/** What an administrator has to consent to, once for the whole tenant. */
export interface AdminConsent {
  /** Permissions of Microsoft Graph, each with its type; empty: there is nothing to consent to. */
  readonly permissions: readonly string[];
  /** How: a command for the administrator, or the page of the portal. Only where there is something to consent to. */
  readonly how?: string;
}

/** Object ids of what a stack made or uses. */
export interface ObjectIds {
  /** The application object: what the portal lists under "App registrations". */
  readonly registration: string;
  /** The service principal: what the portal lists under "Enterprise applications". */
  readonly servicePrincipal: string;
  /** The group that the API checks, where the stack has one. */
  readonly producers?: string;
}

/**
 * The Management API's own settings. Source: BDK, management-api-deploy.md. For version 1 tokens also the audiences that it takes,
 * numbered from 0: left out, Microsoft.Identity.Web takes `api://<client id>` alone
 * (https://learn.microsoft.com/dotnet/api/microsoft.identitymodel.tokens.tokenvalidationparameters.validaudiences).
 */
export type AppSettings = Readonly<
  Record<
    `Settings:AzureAdConfiguration:${"ClientId" | "GroupId" | "Instance" | "TenantId"}`,
    string
  >
> &
  Readonly<
    Record<
      `Settings:AzureAdConfiguration:TokenValidationParameters:ValidAudiences:${number}`,
      string
    >
  >;

/**
 * What a stack declares, as far as tools need it to compare the directory with it. An output, because ids are derived and
 * defaults filled in: the config alone does not say it.
 */
export interface Declared {
  /** The registration's name. */
  readonly displayName: string;
  /** Ids of the scopes, by value. */
  readonly scopes: Readonly<Record<string, string>>;
  /** Ids of the app roles, by value. */
  readonly appRoles: Readonly<Record<string, string>>;
  /** Values of the scopes that each client is pre-authorized for, by client id. */
  readonly clients: Readonly<Record<string, readonly string[]>>;
  /** Only assigned users and groups get tokens. */
  readonly assignmentRequired: boolean;
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
  /** What scopes are named by: the first identifier URI, `api://<client id>` by default; the client id where there is none. */
  readonly identifierUri: string;
  /** All identifier URIs. */
  readonly identifierUris: readonly string[];
  /** Object ids of registration, service principal and group. */
  readonly objectIds: ObjectIds;
  /** Full names of the scopes: `<identifierUri>/<value>`. */
  readonly scopes: readonly string[];
  /** The claims of a good token. */
  readonly expectedToken: ExpectedToken;
  /** The settings of the deployed API that must agree with the registration. */
  readonly appSettings: AppSettings;
  /** What the stack declares, for tools that compare the directory with it. */
  readonly declared: Declared;
  /** What an administrator has to consent to. Whether it was done, only the directory knows. */
  readonly adminConsent: AdminConsent;
  /** What the identity that deploys this stack needs: application permissions of Microsoft Graph, with reasons. */
  readonly requiredPermissions: readonly string[];
}

/** One output: the ids that it waits for, and its value once they are known. */
export interface OutputRule<T> {
  readonly needs: readonly (keyof Ids)[];
  readonly value: (spec: ManagementApiSpec, ids: Ids) => T;
}

/** A rule whose value sees no other ids than those that it waits for. */
function from<K extends keyof Ids, T>(
  needs: readonly K[],
  value: (ids: Pick<Ids, K>, spec: ManagementApiSpec) => T,
): OutputRule<T> {
  return { needs, value: (spec, ids) => value(ids, spec) };
}

/** A rule of what names the API. */
function naming<T>(value: (target: TokenTarget, spec: ManagementApiSpec) => T): OutputRule<T> {
  return from(["clientId", "tenantId", "cloud"], (ids, spec) => value(targetOf(ids, spec), spec));
}

/** What names the API, with the ids of a deployment filled in. */
export function targetOf(
  { clientId, tenantId, cloud }: Pick<Ids, "clientId" | "tenantId" | "cloud">,
  spec: ManagementApiSpec,
): TokenTarget {
  const ids = { clientId, tenantId };
  return {
    ...ids,
    cloud,
    identifierUris: spec.identifierUris.map((uri) => resolveIdentifierUri(uri, ids)),
  };
}

/** Every output, in the order in which people look for them. */
export const OUTPUTS: { readonly [K in keyof StackOutputs]: OutputRule<StackOutputs[K]> } = {
  tokenCommand: naming(tokenCommand),
  loginCommand: naming(loginCommand),
  tokenCommands: naming(tokenCommands),
  clientId: from(["clientId"], ({ clientId }) => clientId),
  tenantId: from(["tenantId"], ({ tenantId }) => tenantId),
  identifierUri: naming(scopePrefix),
  identifierUris: naming(({ identifierUris }) => identifierUris),
  objectIds: from(
    ["registration", "servicePrincipal", "producers"],
    ({ registration, servicePrincipal, producers }) => ({
      registration,
      servicePrincipal,
      ...(producers !== undefined && { producers }),
    }),
  ),
  scopes: naming((target, { scopes }) =>
    scopes.map(({ value }) => `${scopePrefix(target)}/${value}`),
  ),
  expectedToken: from(["clientId", "tenantId", "cloud", "producers"], (ids, spec) =>
    expectedToken({ ...targetOf(ids, spec), producers: ids.producers }, spec),
  ),
  appSettings: from(["clientId", "tenantId", "cloud", "producers"], appSettings),
  declared: from([], (_, spec) => declared(spec)),
  adminConsent: from(
    ["clientId", "cloud", "consent"],
    ({ clientId, cloud, consent: permissions }) =>
      permissions.length === 0 ? { permissions } : { permissions, how: consentBy(clientId, cloud) },
  ),
  requiredPermissions: from([], (_, spec) => requiredPermissions(spec)),
};

/** All outputs of a stack. */
export function stackOutputs(spec: ManagementApiSpec, ids: Ids): StackOutputs {
  const values = Object.entries<OutputRule<unknown>>(OUTPUTS).map(
    ([name, { value }]) => [name, value(spec, ids)] as const,
  );
  return Object.fromEntries(values) as unknown as StackOutputs;
}

/** The settings of the deployed API. Without a group `GroupId` is empty, and the API lets every token of the tenant in. */
export function appSettings(
  {
    clientId,
    tenantId,
    cloud,
    producers,
  }: Pick<Ids, "clientId" | "tenantId" | "cloud" | "producers">,
  spec: ManagementApiSpec,
): AppSettings {
  const { identifierUris } = targetOf({ clientId, tenantId, cloud }, spec);
  const audiences = spec.tokenVersion === 1 ? [clientId, ...identifierUris] : [];
  return {
    "Settings:AzureAdConfiguration:ClientId": clientId,
    "Settings:AzureAdConfiguration:GroupId": producers ?? "",
    "Settings:AzureAdConfiguration:Instance": CLOUDS[cloud].login,
    "Settings:AzureAdConfiguration:TenantId": tenantId,
    ...Object.fromEntries(
      audiences.map((audience, index) => [
        `Settings:AzureAdConfiguration:TokenValidationParameters:ValidAudiences:${index}`,
        audience,
      ]),
    ),
  };
}

/**
 * How an administrator consents. The Azure CLI's command asks an address of the public cloud alone
 * (azure-cli, command_modules/role/custom.py, admin_consent); elsewhere it is the page of the portal.
 */
function consentBy(clientId: string, cloud: CloudName): string {
  return cloud === "public"
    ? `az ad app permission admin-consent --id ${clientId}`
    : `${CLOUDS[cloud].portal}#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${clientId}`;
}

function declared(spec: ManagementApiSpec): Declared {
  return {
    displayName: spec.displayName,
    scopes: Object.fromEntries(spec.scopes.map(({ value, id }) => [value, id])),
    appRoles: Object.fromEntries(spec.appRoles.map(({ value, id }) => [value, id])),
    clients: Object.fromEntries(spec.clients.map(({ clientId, scopes }) => [clientId, scopes])),
    assignmentRequired: spec.assignmentRequired,
  };
}
