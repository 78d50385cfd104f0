/**
 * What a stack must know of the directory, asked before the first resource. A refusal therefore
 * finds nothing registered, and all problems come in one message.
 */
import * as azuread from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";
import { refusal } from "./refusal";
import type { Settings } from "./settings";
import { MICROSOFT_GRAPH_APP_ID } from "./rules/values/clients";
import { checkFacts } from "./rules/facts/factRules";
import type { FoundRegistration } from "./rules/facts/found";
import { type Facts, mentionedServicePrincipals, mentionedUsers } from "./rules/facts/facts";
import {
  type GraphPermissions,
  isUnknownPermission,
  KNOWN_GRAPH_PERMISSIONS,
  placesOfPermission,
} from "./rules/values/graphPermissions";
import { inKeyOrder } from "./rules/config";
import type { Problem } from "./rules/reading/problem";
import { placesOf } from "./rules/reading/written";

/** Either what was asked for, or why there is no answer. */
type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly said: string };

/** Something in config that the directory must know. */
interface Sought {
  /** What it must be. */
  readonly rule: string;
  /** What to write where the directory has none. */
  readonly remedy: string;
  /** The application permission of Microsoft Graph that a look-up takes. */
  readonly permission: string;
  /** What to write instead, which needs no look-up. */
  readonly instead?: string;
}

/** What several places in config may name, and the keys below which these places are. */
type Named = Sought & { readonly keys: readonly string[] };

const USER: Named = {
  keys: ["producers", "owners", "assignments"],
  rule: "must be the user principal name of a user of this tenant; there is none of that name",
  remedy:
    "correct it (a guest's name holds \"#EXT#\"), or write the user's object id, which needs no look-up",
  permission: "User.Read.All",
  instead: "the user's object id",
};

const SERVICE_PRINCIPAL: Named = {
  keys: ["assignments"],
  rule: "must be the object id or client id of a service principal of this tenant; there is none of that id",
  remedy:
    'write the "Object ID" or "Application ID" that the portal shows under "Enterprise applications" (not the object id under "App registrations")',
  permission: "Application.Read.All",
};

const REGISTRATION: Sought = {
  rule: "must be the client id of a registration of this tenant; there is none of that id",
  remedy:
    'write the "Application (client) ID" that the portal shows under "App registrations" (no object id, and no application of another tenant)',
  permission: "Application.ReadWrite.OwnedBy",
};

/**
 * Asks the directory, everything at once.
 *
 * @param opts the provider, where it is not the default one.
 * @throws pulumi.RunError with all that cannot be found or cannot be deployed, each by its config
 * key; or with the one reason why nothing could be asked (no sign-in, no connection).
 */
export async function lookUp(
  { spec, written, cloud }: Settings,
  opts: pulumi.InvokeOptions = {},
): Promise<Facts> {
  const reference = spec.registration.mode === "create" ? undefined : spec.registration;
  const [caller, graph, registration, principal, users, servicePrincipals] = await Promise.all([
    asked(azuread.getClientConfig(opts)),
    spec.graphPermissions.some(isUnknownPermission)
      ? asked(azuread.getServicePrincipal({ clientId: MICROSOFT_GRAPH_APP_ID }, opts))
      : undefined,
    asked(
      azuread.getApplication(
        reference ? { clientId: reference.clientId } : { displayName: spec.displayName },
        opts,
      ),
    ),
    reference && asked(azuread.getServicePrincipal({ clientId: reference.clientId }, opts)),
    askedEach(USER, mentionedUsers(spec), (userPrincipalName) =>
      asked(azuread.getUser({ userPrincipalName }, opts)),
    ),
    askedEach(SERVICE_PRINCIPAL, mentionedServicePrincipals(spec), async (id) => {
      // An id does not show what it is of.
      const [byObjectId, byClientId] = await Promise.all([
        asked(azuread.getServicePrincipal({ objectId: id }, opts)),
        asked(azuread.getServicePrincipal({ clientId: id }, opts)),
      ]);
      return byObjectId.ok || !isNotFound(byObjectId.said) ? byObjectId : byClientId;
    }),
  ]);
  // The caller is known without a request. Where even that fails, all else failed for the same
  // reason.
  if (!caller.ok) throw refusal([noSignIn(caller.said)]);

  const facts: Facts = {
    cloud,
    caller: { objectId: caller.value.objectId, tenantId: caller.value.tenantId },
    users: objectIdsIn(users),
    servicePrincipals: objectIdsIn(servicePrincipals),
    graphPermissions: graph?.ok === true ? permissionsOf(graph.value) : KNOWN_GRAPH_PERMISSIONS,
    found: registration.ok
      ? foundAs(registration.value, principal?.ok === true ? principal.value : undefined)
      : undefined,
  };
  const problems: Problem[] = [];
  for (const { sought, name, answer } of [...users, ...servicePrincipals]) {
    const places = placesOf(written, sought.keys, name);
    if (!answer.ok) problems.push(...places.map((key) => notFound(sought, key, name, answer.said)));
  }
  if (graph?.ok === false) {
    const unknown = spec.graphPermissions.filter(isUnknownPermission);
    const places = unknown.flatMap(({ name }) => placesOfPermission(written, name));
    problems.push(...places.map((key) => noAnswer(SERVICE_PRINCIPAL, key, graph.said)));
  }
  if (!registration.ok && reference) {
    const { clientId } = reference;
    problems.push(notFound(REGISTRATION, "registration.clientId", clientId, registration.said));
  } else if (!registration.ok && !isNoneOrSeveral(registration.said)) {
    problems.push(noAnswer(REGISTRATION, "displayName", registration.said));
  }
  if (principal?.ok === false && !isNotFound(principal.said)) {
    problems.push(noAnswer(SERVICE_PRINCIPAL, "registration.clientId", principal.said));
  }
  // What was not answered is not judged as well.
  const judged = checkFacts(spec, written, facts).filter(
    ({ key }) => !problems.some((problem) => problem.key === key),
  );
  if (problems.length + judged.length > 0) throw refusal(inKeyOrder([...problems, ...judged]));
  return facts;
}

function asked<T>(call: Promise<T>): Promise<Answer<T>> {
  return call.then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, said: providerText(error) }),
  );
}

/** Asks for several by their names or ids. */
function askedEach(
  sought: Named,
  names: readonly string[],
  ask: (name: string) => Promise<Answer<{ readonly objectId: string }>>,
) {
  return Promise.all(names.map(async (name) => ({ sought, name, answer: await ask(name) })));
}

/** Object ids of those that were found, by the name or id that they were asked by. */
function objectIdsIn(
  answers: Awaited<ReturnType<typeof askedEach>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    answers.flatMap(({ name, answer }) => (answer.ok ? [[name, answer.value.objectId]] : [])),
  );
}

/**
 * Whether the registration was looked for and not found, or found more than once: neither keeps the
 * stack from being deployed. Source: terraform-provider-azuread, application_data_source.go.
 */
function isNoneOrSeveral(said: string): boolean {
  return /\b(application not found|multiple applications found)\b/i.test(said);
}

/**
 * The registration as the provider's look-ups tell it.
 *
 * @param principal undefined where the tenant has no service principal of that client id.
 */
function foundAs(
  application: azuread.GetApplicationResult,
  principal: azuread.GetServicePrincipalResult | undefined,
): FoundRegistration {
  const [api] = application.apis;
  return {
    objectId: application.objectId,
    clientId: application.clientId,
    displayName: application.displayName,
    tokenVersion: api?.requestedAccessTokenVersion === 2 ? 2 : 1,
    identifierUris: application.identifierUris,
    scopes: (api?.oauth2PermissionScopes ?? []).map(({ id, type, ...scope }) => ({
      ...scope,
      id: id.toLowerCase(),
      pinned: true,
      consent: type === "Admin" ? "adminsOnly" : "adminsAndUsers",
    })),
    appRoles: application.appRoles.map((role) => ({ ...role, id: role.id.toLowerCase() })),
    groupMembershipClaims: application.groupMembershipClaims,
    servicePrincipal: principal && {
      objectId: principal.objectId,
      enabled: principal.accountEnabled,
      assignmentRequired: principal.appRoleAssignmentRequired,
    },
  };
}

/** All that Microsoft Graph publishes; for the common ones the table has the last word. */
function permissionsOf(graph: azuread.GetServicePrincipalResult): GraphPermissions {
  const { delegated, application, forAdministrators } = KNOWN_GRAPH_PERMISSIONS;
  return {
    delegated: { ...graph.oauth2PermissionScopeIds, ...delegated },
    application: { ...graph.appRoleIds, ...application },
    forAdministrators: [
      ...forAdministrators,
      ...graph.oauth2PermissionScopes
        .filter(({ type }) => type === "Admin")
        .map(({ value }) => value),
    ],
  };
}

/** Source: terraform-provider-azuread, user_data_source.go, service_principal_data_source.go. */
function isNotFound(said: string): boolean {
  return /\bnot found\b/i.test(said) && !isRefused(said);
}

function isRefused(said: string): boolean {
  return /\b403\b|Authorization_RequestDenied/.test(said);
}

function noSignIn(said: string): Problem {
  return {
    key: "azuread",
    value: undefined,
    said,
    rule: "must sign in and reach the tenant before anything can be asked or made",
    remedy:
      'where "ARM_CLIENT_ID" is set, correct it, "ARM_TENANT_ID" and the secret or OIDC token; else run "az login --tenant ' +
      '<tenant>"; for a message that stays, run npm run doctor -- --error "<the message>"',
  };
}

/** The directory has none, or did not say. */
function notFound(sought: Sought, key: string, value: string, said: string): Problem {
  const { rule, remedy } = sought;
  return isNotFound(said) ? { key, value, rule, remedy } : noAnswer(sought, key, said);
}

/** A question that got no answer, other than "there is none". */
function noAnswer({ permission, instead }: Sought, key: string, said: string): Problem {
  const otherwise = instead === undefined ? "" : `, or write ${instead}, which needs no look-up`;
  return {
    key,
    value: undefined,
    said,
    rule: "must be looked up before anything is made",
    remedy: isRefused(said)
      ? `give whoever deploys the application permission ${permission} of Microsoft Graph${otherwise}`
      : `try again${otherwise}`,
  };
}

const LONGEST_TEXT = 600;

/** What the provider said, on one line: no wrapping of Pulumi's bridge, no control characters. */
function providerText(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error))
    .replace(/^.*?returned an error: /s, "")
    .replace(/^invoking \S+: /, "")
    .replace(/^\d+ errors? occurred:/, "")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/^ ?\* /, "")
    .trim();
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
