/**
 * Everything that a stack says of itself, in one table: what each output is, and which ids it waits
 * for. The component, the tools and the tests read the same table.
 */
import { type AppSettings, appSettings, cloudOfSettings } from "./outputs/appSettings";
import {
  type CheckedTarget,
  loginCommand,
  scopePrefix,
  tokenCommand,
  type TokenCommands,
  tokenCommands,
  type TokenTarget,
} from "./outputs/commands";
import { type CloudName, CLOUDS } from "./clouds";
import { type Basis, type Declared, declared } from "./outputs/declared";
import { type ExpectedToken, expectedToken } from "./outputs/expectedToken";
import { resolveIdentifierUri } from "./values/identifierUris";
import type { ManagementApiSpec } from "./keys";
import { requiredPermissions } from "./outputs/requiredPermissions";

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
  /** A command, or the page of the portal. Only where there is something to consent to. */
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

/** Everything that a stack says of itself: `pulumi stack output --json`. No output is secret. */
export interface StackOutputs {
  /** The command that prints a token: `az account get-access-token --resource <client id>`. */
  readonly tokenCommand: string;
  /**
   * The sign-in that goes with it, for the right tenant and with multi-factor authentication for
   * this API. In other clouds than the public one with short options (`-n` for `--name`, `-t` for
   * `--tenant`, `--allow` for `--allow-no-subscriptions`): written out, it would not be whole on
   * Pulumi's screen.
   */
  readonly loginCommand: string;
  /**
   * Variants of the command: token only, per shell, by scope, pinned to the tenant, other tools.
   */
  readonly tokenCommands: TokenCommands;
  /** The application (client) id. */
  readonly clientId: string;
  /** The tenant that the registration lives in. */
  readonly tenantId: string;
  /** What scopes are named by: the first identifier URI, or the client id where there is none. */
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
  /** The application permissions of Microsoft Graph that deploying takes, with reasons. */
  readonly requiredPermissions: readonly string[];
}

/** One output: the ids that it waits for, and its value once they are known. */
export interface OutputRule<T, Of> {
  readonly needs: readonly (keyof Ids)[];
  readonly value: (of: Of, ids: Ids) => T;
}

/** A rule whose value sees no other ids than those that it waits for. */
function from<K extends keyof Ids, T, Of>(
  needs: readonly K[],
  value: (ids: Pick<Ids, K>, of: Of) => T,
): OutputRule<T, Of> {
  return { needs, value: (of, ids) => value(ids, of) };
}

/** What of the outputs is not written anywhere else: ids, names, what is declared, and what for. */
export type GivenOutputs = Pick<
  StackOutputs,
  "clientId" | "tenantId" | "identifierUris" | "objectIds" | "declared" | "requiredPermissions"
>;

/** What follows from {@link GivenOutputs}. */
export type DerivedOutputs = Omit<StackOutputs, keyof GivenOutputs>;

/** A rule of what names the API. */
function naming<T>(value: (target: TokenTarget, basis: Basis) => T): OutputRule<T, Basis> {
  return from(["clientId", "tenantId", "cloud"], (ids, basis: Basis) =>
    value(targetOf(ids, basis), basis),
  );
}

/** A rule of what is checked when the API is called. */
function checked<T>(value: (target: CheckedTarget, basis: Basis) => T): OutputRule<T, Basis> {
  return from(["clientId", "tenantId", "cloud", "producers"], (ids, basis: Basis) =>
    value({ ...targetOf(ids, basis), producers: ids.producers }, basis),
  );
}

/** What names the API, with the ids of a deployment filled in. */
export function targetOf(
  { clientId, tenantId, cloud }: Pick<Ids, "clientId" | "tenantId" | "cloud">,
  { identifierUris }: Pick<Basis, "identifierUris">,
): TokenTarget {
  const ids = { clientId, tenantId };
  return {
    ...ids,
    cloud,
    identifierUris: identifierUris.map((uri) => resolveIdentifierUri(uri, ids)),
  };
}

/** Outputs that follow from others. Tools compute them again and believe no file. */
const DERIVED: { readonly [K in keyof DerivedOutputs]: OutputRule<DerivedOutputs[K], Basis> } = {
  tokenCommand: naming(tokenCommand),
  loginCommand: naming(loginCommand),
  tokenCommands: naming(tokenCommands),
  identifierUri: naming(scopePrefix),
  scopes: naming((target, { declared: { scopes } }) =>
    Object.keys(scopes)
      .sort()
      .map((value) => `${scopePrefix(target)}/${value}`),
  ),
  expectedToken: checked(expectedToken),
  appSettings: checked(appSettings),
  adminConsent: from(
    ["clientId", "cloud", "consent"],
    ({ clientId, cloud, consent: permissions }) =>
      permissions.length === 0 ? { permissions } : { permissions, how: consentBy(clientId, cloud) },
  ),
};

/** What every output follows from besides ids. */
export type SpecBasis = ManagementApiSpec & Basis;

/** Every output, in the order in which people look for them. */
export const OUTPUTS: {
  readonly [K in keyof StackOutputs]: OutputRule<StackOutputs[K], SpecBasis>;
} = {
  tokenCommand: DERIVED.tokenCommand,
  loginCommand: DERIVED.loginCommand,
  tokenCommands: DERIVED.tokenCommands,
  clientId: from(["clientId"], ({ clientId }) => clientId),
  tenantId: from(["tenantId"], ({ tenantId }) => tenantId),
  identifierUri: DERIVED.identifierUri,
  identifierUris: naming(({ identifierUris }) => identifierUris),
  objectIds: from(
    ["registration", "servicePrincipal", "producers"],
    ({ registration, servicePrincipal, producers }) => ({
      registration,
      servicePrincipal,
      ...(producers !== undefined && { producers }),
    }),
  ),
  scopes: DERIVED.scopes,
  expectedToken: DERIVED.expectedToken,
  appSettings: DERIVED.appSettings,
  declared: from([], (_, basis: SpecBasis) => basis.declared),
  adminConsent: DERIVED.adminConsent,
  requiredPermissions: from([], (_, basis: SpecBasis) => requiredPermissions(basis)),
};

/** What a specification's outputs follow from. */
export function basisOf(spec: ManagementApiSpec): SpecBasis {
  return { ...spec, declared: declared(spec) };
}

/** All outputs of a stack. */
export function stackOutputs(spec: ManagementApiSpec, ids: Ids): StackOutputs {
  return outputsBy(OUTPUTS, basisOf(spec), ids) as unknown as StackOutputs;
}

function outputsBy<Of>(
  rules: Readonly<Record<string, OutputRule<unknown, Of>>>,
  of: Of,
  ids: Ids,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, { value }]) => [name, value(of, ids)]),
  );
}

/**
 * What follows from the outputs that are given: the commands, URIs, settings and claims of just
 * that stack. Of those four things are free: the cloud, the permissions to consent to, the version
 * of tokens, the role that lets applications in.
 */
export function derivedOutputs({
  clientId,
  tenantId,
  objectIds,
  identifierUris,
  declared: stack,
  adminConsent,
  appSettings: settings,
  expectedToken: token,
}: Omit<GivenOutputs, "requiredPermissions"> & {
  readonly adminConsent: Pick<AdminConsent, "permissions">;
  readonly appSettings: Parameters<typeof cloudOfSettings>[0];
  readonly expectedToken: Pick<ExpectedToken, "ver" | "roles">;
}): DerivedOutputs {
  const cloud = cloudOfSettings(settings);
  const consent = adminConsent.permissions;
  const ids: Ids = { producers: undefined, ...objectIds, clientId, tenantId, cloud, consent };
  const basis: Basis = {
    accessRole: token.roles,
    tokenVersion: token.ver === "1.0" ? 1 : 2,
    identifierUris: [...identifierUris],
    declared: stack,
  };
  return outputsBy(DERIVED, basis, ids) as unknown as DerivedOutputs;
}

/**
 * How an administrator consents: the Azure CLI's command asks an address of the public cloud alone
 * (azure-cli, command_modules/role/custom.py, admin_consent).
 */
function consentBy(clientId: string, cloud: CloudName): string {
  return cloud === "public"
    ? `az ad app permission admin-consent --id ${clientId}`
    : `${CLOUDS[cloud].portal}#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${clientId}`;
}
