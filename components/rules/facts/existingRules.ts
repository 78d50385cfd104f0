/** What of a registration of others keeps tokens from coming, and what config says wrong of it. */
import { type CloudName, CLOUDS } from "../clouds";
import { deriveId } from "../ids";
import type { ManagementApiSpec } from "../keys";
import {
  type FoundRegistration,
  type FoundScope,
  type Reference,
  rolesForApplications,
  scopesOfOthers,
} from "./found";
import { type Problem, refuse } from "../reading/problem";
import { chooseFrom } from "../reading/suggestion";
import { entriesOf, type Entry, entryOf, fieldOf, itemsOf, type Written } from "../reading/written";

/** A stack, and the registration of others that it names. */
interface Case {
  readonly spec: ManagementApiSpec;
  readonly written: Written;
  readonly reference: Reference;
  readonly found: FoundRegistration;
  readonly cloud: CloudName;
  /** How messages call the registration. */
  readonly name: string;
  /** Its scopes without the stack's own. */
  readonly scopes: readonly FoundScope[];
}

/** The stack changes nothing of it: each problem is told with who can put it right. */
export function checkExisting(
  asked: Pick<Case, "spec" | "written" | "reference" | "found" | "cloud">,
): readonly Problem[] {
  const { written, reference, found } = asked;
  const name = `the registration "${found.displayName}"`;
  const stack: Case = { ...asked, name, scopes: scopesOfOthers(reference, found) };
  if (isOfStack(stack)) return checkOwn(stack);
  const entries = entriesOf(written, "scopes");
  const named = [
    ...entries,
    // Where config lists no scopes, only these name some.
    ...(reference.scopes === undefined
      ? entriesOf(written, "clients").flatMap((entry) => itemsOf(fieldOf(entry, "scopes")))
      : []),
  ];
  return [
    ...checkServicePrincipal(stack),
    ...checkUris(stack),
    ...checkTokenVersion(stack),
    ...named.flatMap((entry) => checkNamedScope(entry, stack)),
    ...entries.flatMap((entry) => checkNewScope(fieldOf(entry, "value"), stack)),
    ...checkElsewhere(stack),
    ...checkAnyScope(stack),
    ...checkRole(stack),
    ...checkGroups(stack),
  ];
}

/** Whether the stack has made it: else it has no app role of an id that the stack derives. */
function isOfStack({ reference: { identity }, found: { appRoles } }: Case): boolean {
  return appRoles.some(({ id, value }) => id === deriveId(identity, "appRole", value));
}

function checkOwn({ reference: { clientId }, name }: Case): readonly Problem[] {
  return refuse(
    { key: "registration.clientId", value: clientId },
    `must be a registration of others; ${name} has app roles with ids of this stack, which made it, and would delete it unless it was released`,
    'leave "registration" out; or release it ("npm run release") and use a stack of another name',
  );
}

function checkServicePrincipal({ reference: { clientId }, found, name }: Case): readonly Problem[] {
  const entry = { key: "registration.clientId", value: clientId };
  if (found.servicePrincipal === undefined) {
    return refuse(
      entry,
      `must have a service principal in the tenant, which ${name} has not: every request for a token would end with AADSTS500011`,
      `have whoever owns the registration run "az ad sp create --id ${clientId}"`,
    );
  }
  if (found.servicePrincipal.enabled) return [];
  return refuse(
    entry,
    `must have a service principal that is switched on; that of ${name} is switched off, and every request for a token would end with AADSTS500014`,
    `have whoever owns it run "az ad sp update --id ${clientId} --set accountEnabled=true"`,
  );
}

function checkUris({ written, reference: { clientId }, found, name }: Case): readonly Problem[] {
  const entry = entryOf(written, "identifierUris");
  const isAsked = !Array.isArray(entry.value) || entry.value.length > 0;
  if (found.identifierUris.length > 0 || !isAsked) return [];
  return refuse(
    entry,
    `must be [] while ${name} has no identifier URI: whoever asks by one would get AADSTS500011`,
    `have whoever owns it run "az ad app update --id ${clientId} --identifier-uris api://${clientId}", or write "identifierUris: []" to go by the client id alone`,
  );
}

function checkTokenVersion({
  spec: { tokenVersion },
  found,
  cloud,
  name,
}: Case): readonly Problem[] {
  if (tokenVersion === found.tokenVersion) return [];
  const url = `${CLOUDS[cloud].graph}v1.0/applications/${found.objectId}`;
  // Single quotes in double ones: every shell reads that alike, and so does az.
  const body = `"{'api':{'requestedAccessTokenVersion':${tokenVersion}}}"`;
  return refuse(
    { key: "tokenVersion", value: tokenVersion },
    `must be ${found.tokenVersion}, as ${name} has it: an API that expects version ${tokenVersion} takes none of its tokens`,
    `write "tokenVersion: ${found.tokenVersion}" where the API expects that; else have whoever owns the registration run az rest --method PATCH --url ${url} --body ${body} first`,
  );
}

/** A text names a scope of others that is switched on. */
function checkNamedScope(entry: Entry, { found, name, scopes }: Case): readonly Problem[] {
  const { value } = entry;
  if (typeof value !== "string") return [];
  const scope = scopes.find((candidate) => candidate.value === value);
  if (scope?.enabled === true) return [];
  if (scope !== undefined) {
    return refuse(
      entry,
      `must be switched on; ${name} has it switched off, and no token would carry it`,
      'have whoever owns the registration switch it on (portal, "Expose an API"), or take it out',
    );
  }
  const rule = `must be the value of a scope that ${name} has without the stack`;
  const asMap = `under "scopes", as a map: {value: ${value}}`;
  const values = scopes.filter(({ enabled }) => enabled).map((candidate) => candidate.value);
  return found.scopes.some((candidate) => candidate.value === value)
    ? refuse(entry, `${rule}; this one is the stack's own`, `declare it ${asMap}`)
    : refuse(entry, rule, `${chooseFrom(value, values)}; or add it ${asMap}`);
}

/** A map adds a scope: its value must be free. */
function checkNewScope(entry: Entry, { found, name, scopes }: Case): readonly Problem[] {
  const { value } = entry;
  const there = scopes.find((scope) => scope.value === value);
  if (there !== undefined) {
    const instead = `write "${there.value}" in place of the map`;
    return refuse(
      entry,
      `must be new: ${name} has a scope of that value already`,
      there.enabled
        ? `to use the one that is there, ${instead}`
        : `choose another value; or have whoever owns the registration switch that one on, and ${instead}`,
    );
  }
  if (!found.appRoles.some((role) => role.value === value)) return [];
  return refuse(
    entry,
    `must differ from the values of app roles, and ${name} has a role of that value: both share one namespace`,
    "choose another value",
  );
}

/** What others have authorized a client for, is theirs. */
function checkElsewhere({ spec, written, name }: Case): readonly Problem[] {
  return entriesOf(written, "clients")
    .filter((entry) => fieldOf(entry, "elsewhere").value === true)
    .flatMap((entry) => itemsOf(fieldOf(entry, "scopes")))
    .filter((entry) => spec.scopes.some(({ value }) => value === entry.value))
    .flatMap((entry) =>
      refuse(
        entry,
        `must be a scope that ${name} has without the stack: nobody else authorizes a client for what the stack adds`,
        "take it out",
      ),
    );
}

/** Where config is silent, there must be something to pre-authorize clients for. */
function checkAnyScope({ spec, reference, found, name, scopes }: Case): readonly Problem[] {
  if (reference.scopes !== undefined || spec.clients.length === 0) return [];
  if (scopes.some(({ enabled }) => enabled)) return [];
  const state = scopes.length === 0 ? "has none of its own" : "has them all switched off";
  const taken = [...scopes, ...found.appRoles].map(({ value }) => value);
  const free = ["access_as_producer", "access_as_user"].find((value) => !taken.includes(value));
  return refuse(
    { key: "scopes", value: undefined },
    `must come to something that clients can be authorized for, but ${name} ${state}`,
    `add one, e.g. "scopes: [{value: ${free ?? "access_by_stack"}}]", or have whoever owns the registration add one or switch one on`,
  );
}

function checkRole({ written, found, name }: Case): readonly Problem[] {
  const { accessRole } = written;
  const allowed = ["none", ...rolesForApplications(found)];
  if (typeof accessRole !== "string" || ["", ...allowed].includes(accessRole)) return [];
  return refuse(
    entryOf(written, "accessRole"),
    `must be "none" or an app role for applications that ${name} has`,
    chooseFrom(accessRole, allowed),
  );
}

/** A group that the API checks must be in tokens. */
function checkGroups({ spec: { producers }, written, found, name }: Case): readonly Problem[] {
  const hasGroups = ["SecurityGroup", "ApplicationGroup", "All"].some((claim) =>
    found.groupMembershipClaims.includes(claim),
  );
  if (producers.kind === "none" || hasGroups) return [];
  return refuse(
    entryOf(written, "producers"),
    `must be "none" while tokens of ${name} list no security groups: the API would find nobody in the group`,
    'write "none", or have whoever owns the registration add groups to its tokens (portal, "Token configuration")',
  );
}
