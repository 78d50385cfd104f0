/**
 * What is wrong with a registration of others, for a stack: what keeps tokens from coming, and what
 * config says wrong of it.
 */
import { type CloudName, CLOUDS } from "./clouds";
import { deriveId } from "./ids";
import type { ManagementApiSpec } from "./keys";
import {
  type ExistingRegistration,
  type ExistingScope,
  type Reference,
  rolesForApplications,
  scopesOfOthers,
} from "./existing";
import type { Problem } from "./problem";
import { chooseFrom } from "./suggestion";
import { type Entry, entriesOf, fieldOf, itemsOf, type Written } from "./written";

/**
 * What would keep tokens from coming, or the API from taking them. Nothing of it is changed by the
 * stack; each is told with who can.
 */
export function checkExisting(
  spec: ManagementApiSpec,
  written: Written,
  reference: Reference,
  found: ExistingRegistration,
  cloud: CloudName,
): readonly Problem[] {
  if (isOfStack(reference, found)) return [ownRegistration(reference, found)];
  const scopes = scopesOfOthers(reference, found);
  const entries = entriesOf(written, "scopes");
  const named = [
    ...entries,
    // Where config lists no scopes, only these name some.
    ...(reference.scopes === undefined
      ? entriesOf(written, "clients").flatMap((entry) => itemsOf(fieldOf(entry, "scopes")))
      : []),
  ];
  return [
    ...checkServicePrincipal(reference, found),
    ...checkUris(written, reference, found),
    ...checkTokenVersion(spec, found, cloud),
    ...named.flatMap((entry) => checkNamedScope(entry, scopes, found)),
    ...entries.flatMap((entry) => checkNewScope(fieldOf(entry, "value"), scopes, found)),
    ...checkElsewhere(spec, written, found),
    ...checkAnyScope(spec, reference, scopes, found),
    ...checkRole(written, found),
    ...checkGroups(spec, written, found),
  ];
}

/** How messages call the registration. */
function nameOf({ displayName }: ExistingRegistration): string {
  return `the registration "${displayName}"`;
}

/**
 * Whether the stack has made it: an app role of a derived id, which no stack adds to a registration
 * of others.
 */
function isOfStack({ identity }: Reference, { appRoles }: ExistingRegistration): boolean {
  return appRoles.some(({ id, value }) => id === deriveId(identity, "appRole", value));
}

function ownRegistration({ clientId }: Reference, found: ExistingRegistration): Problem {
  return {
    key: "registration.clientId",
    value: clientId,
    rule: `must be a registration of others; ${nameOf(found)} has app roles with ids of this stack, which made it, and would delete it unless it was released`,
    remedy:
      'leave "registration" out; or release it ("npm run release") and use a stack of another name',
  };
}

function checkServicePrincipal(
  { clientId }: Reference,
  found: ExistingRegistration,
): readonly Problem[] {
  const { servicePrincipal } = found;
  if (servicePrincipal?.enabled === true) return [];
  const problem = { key: "registration.clientId", value: clientId };
  return servicePrincipal === undefined
    ? [
        {
          ...problem,
          rule: `must have a service principal in the tenant, which ${nameOf(found)} has not: every request for a token would end with AADSTS500011`,
          remedy: `have whoever owns the registration run "az ad sp create --id ${clientId}"`,
        },
      ]
    : [
        {
          ...problem,
          rule: `must have a service principal that is switched on; that of ${nameOf(found)} is switched off, and every request for a token would end with AADSTS500014`,
          remedy: `have whoever owns it run "az ad sp update --id ${clientId} --set accountEnabled=true"`,
        },
      ];
}

function checkUris(
  written: Written,
  { clientId }: Reference,
  found: ExistingRegistration,
): readonly Problem[] {
  const { identifierUris: value } = written;
  const isAsked = !Array.isArray(value) || value.length > 0;
  if (found.identifierUris.length > 0 || !isAsked) return [];
  return [
    {
      key: "identifierUris",
      value,
      rule: `must be [] while ${nameOf(found)} has no identifier URI: whoever asks by one would get AADSTS500011`,
      remedy: `have whoever owns it run "az ad app update --id ${clientId} --identifier-uris api://${clientId}", or write "identifierUris: []" to go by the client id alone`,
    },
  ];
}

function checkTokenVersion(
  { tokenVersion }: ManagementApiSpec,
  found: ExistingRegistration,
  cloud: CloudName,
): readonly Problem[] {
  const url = `${CLOUDS[cloud].graph}v1.0/applications/${found.objectId}`;
  // Single quotes in double ones: every shell reads that alike, and so does az.
  const body = `"{'api':{'requestedAccessTokenVersion':${tokenVersion}}}"`;
  if (tokenVersion === found.tokenVersion) return [];
  return [
    {
      key: "tokenVersion",
      value: tokenVersion,
      rule: `must be ${found.tokenVersion}, as ${nameOf(found)} has it: an API that expects version ${tokenVersion} takes none of its tokens`,
      remedy: `write "tokenVersion: ${found.tokenVersion}" where the API expects that; else have whoever owns the registration run az rest --method PATCH --url ${url} --body ${body} first`,
    },
  ];
}

/** A text names a scope of others that is switched on. */
function checkNamedScope(
  { key, value }: Entry,
  scopes: readonly ExistingScope[],
  found: ExistingRegistration,
): readonly Problem[] {
  if (typeof value !== "string") return [];
  const scope = scopes.find((candidate) => candidate.value === value);
  if (scope?.enabled === true) return [];
  const isOwn = found.scopes.some((candidate) => candidate.value === value);
  const values = scopes.filter(({ enabled }) => enabled).map((candidate) => candidate.value);
  const rule = `must be the value of a scope that ${nameOf(found)} has without the stack`;
  if (scope !== undefined) {
    return [
      {
        key,
        value,
        rule: `must be switched on; ${nameOf(found)} has it switched off, and no token would carry it`,
        remedy:
          'have whoever owns the registration switch it on (portal, "Expose an API"), or take it out',
      },
    ];
  }
  return [
    isOwn
      ? {
          key,
          value,
          rule: `${rule}; this one is the stack's own`,
          remedy: `declare it under "scopes", as a map: {value: ${value}}`,
        }
      : {
          key,
          value,
          rule,
          remedy: `${chooseFrom(value, values)}; or add it under "scopes", as a map: {value: ${value}}`,
        },
  ];
}

/** A map adds a scope: its value must be free. */
function checkNewScope(
  { key, value }: Entry,
  scopes: readonly ExistingScope[],
  found: ExistingRegistration,
): readonly Problem[] {
  if (typeof value !== "string") return [];
  const there = scopes.find((scope) => scope.value === value);
  if (there !== undefined) {
    return [
      {
        key,
        value,
        rule: `must be new: ${nameOf(found)} has a scope of that value already`,
        remedy: there.enabled
          ? `to use the one that is there, write "${value}" in place of the map`
          : `choose another value; or have whoever owns the registration switch that one on, and write "${value}" in place of the map`,
      },
    ];
  }
  return found.appRoles.some((role) => role.value === value)
    ? [
        {
          key,
          value,
          rule: `must differ from the values of app roles, and ${nameOf(found)} has a role of that value: both share one namespace`,
          remedy: "choose another value",
        },
      ]
    : [];
}

/** What others have authorized a client for, is theirs. */
function checkElsewhere(
  { scopes: own }: ManagementApiSpec,
  written: Written,
  found: ExistingRegistration,
): readonly Problem[] {
  const values = own.map(({ value }) => value);
  return entriesOf(written, "clients")
    .filter((entry) => fieldOf(entry, "elsewhere").value === true)
    .flatMap((entry) => itemsOf(fieldOf(entry, "scopes")))
    .filter(({ value }) => typeof value === "string" && values.includes(value))
    .map((entry) => ({
      ...entry,
      rule: `must be a scope that ${nameOf(found)} has without the stack: nobody else authorizes a client for what the stack adds`,
      remedy: "take it out",
    }));
}

/** Where config is silent, there must be something to pre-authorize clients for. */
function checkAnyScope(
  { clients }: ManagementApiSpec,
  { scopes: named }: Reference,
  scopes: readonly ExistingScope[],
  found: ExistingRegistration,
): readonly Problem[] {
  if (named !== undefined || clients.length === 0) return [];
  if (scopes.some(({ enabled }) => enabled)) return [];
  const state = scopes.length === 0 ? "has none of its own" : "has them all switched off";
  const taken = [...scopes, ...found.appRoles].map(({ value }) => value);
  const free = ["access_as_producer", "access_as_user"].find((value) => !taken.includes(value));
  return [
    {
      key: "scopes",
      value: undefined,
      rule: `must come to something that clients can be authorized for, but ${nameOf(found)} ${state}`,
      remedy: `add one, e.g. "scopes: [{value: ${free ?? "access_by_stack"}}]", or have whoever owns the registration add one or switch one on`,
    },
  ];
}

function checkRole({ accessRole }: Written, found: ExistingRegistration): readonly Problem[] {
  const roles = rolesForApplications(found);
  if (typeof accessRole !== "string" || ["", "none", ...roles].includes(accessRole)) return [];
  return [
    {
      key: "accessRole",
      value: accessRole,
      rule: `must be "none" or an app role for applications that ${nameOf(found)} has`,
      remedy: chooseFrom(accessRole, ["none", ...roles]),
    },
  ];
}

/** A group that the API checks must be in tokens. */
function checkGroups(
  { producers }: ManagementApiSpec,
  written: Written,
  found: ExistingRegistration,
): readonly Problem[] {
  const claims = found.groupMembershipClaims;
  const hasGroups = ["SecurityGroup", "ApplicationGroup", "All"].some((claim) =>
    claims.includes(claim),
  );
  if (producers.kind === "none" || hasGroups) return [];
  return [
    {
      key: "producers",
      value: written["producers"],
      rule: `must be "none" while tokens of ${nameOf(found)} list no security groups: the API would find nobody in the group`,
      remedy:
        'write "none", or have whoever owns the registration add groups to its tokens (portal, "Token configuration")',
    },
  ];
}
