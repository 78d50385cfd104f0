/**
 * What a stack must know of the directory, asked and awaited before the first resource. A refusal
 * therefore finds nothing registered, every problem comes in one message, and resources are made
 * from plain data.
 */
import * as azuread from "@pulumi/azuread";
import type * as pulumi from "@pulumi/pulumi";
import { refusal } from "./refusal";
import { existingAs } from "./registration/found";
import type { Settings } from "./settings";
import { MICROSOFT_GRAPH_APP_ID } from "./rules/clients";
import { checkFacts } from "./rules/factRules";
import {
  type Deployed,
  type Facts,
  mentionedServicePrincipals,
  mentionedUsers,
  mustAskGraph,
  placesOfUser,
} from "./rules/facts";
import {
  type GraphPermissions,
  isUnknownPermission,
  KNOWN_GRAPH_PERMISSIONS,
  placesOfPermission,
} from "./rules/graphPermissions";
import { inKeyOrder } from "./rules/config";
import { showText } from "./rules/hiddenText";
import type { Problem } from "./rules/problem";
import { placesOf } from "./rules/written";

/** Either what was asked for, or why there is no answer. */
type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly said: string };

/**
 * Asks the directory, everything at once.
 *
 * @param opts the provider, where it is not the default one.
 * @throws pulumi.RunError with all that cannot be found or cannot be deployed, each by its config
 * key; or with the one reason
 *   why nothing could be asked (no sign-in, no connection).
 */
export async function lookUp(
  { spec, written, cloud }: Settings,
  opts: pulumi.InvokeOptions = {},
): Promise<Facts> {
  const reference = spec.registration.mode === "create" ? undefined : spec.registration;
  const names = mentionedUsers(spec);
  const principals = mentionedServicePrincipals(spec);
  const asked = <T>(call: Promise<T>): Promise<Answer<T>> =>
    call.then(
      (value) => ({ ok: true, value }),
      (error: unknown) => ({ ok: false, said: providerText(error) }),
    );
  const [caller, graph, registration, principal, users, servicePrincipals] = await Promise.all([
    asked(azuread.getClientConfig(opts)),
    mustAskGraph(spec)
      ? asked(azuread.getServicePrincipal({ clientId: MICROSOFT_GRAPH_APP_ID }, opts))
      : undefined,
    asked(
      azuread.getApplication(
        reference ? { clientId: reference.clientId } : { displayName: spec.displayName },
        opts,
      ),
    ),
    reference && asked(azuread.getServicePrincipal({ clientId: reference.clientId }, opts)),
    Promise.all(
      names.map((userPrincipalName) => asked(azuread.getUser({ userPrincipalName }, opts))),
    ),
    Promise.all(
      principals.map(async (id) => {
        // An id does not show what it is of.
        const [byObjectId, byClientId] = await Promise.all([
          asked(azuread.getServicePrincipal({ objectId: id }, opts)),
          asked(azuread.getServicePrincipal({ clientId: id }, opts)),
        ]);
        return byObjectId.ok || !isNotFound(byObjectId.said) ? byObjectId : byClientId;
      }),
    ),
  ]);
  // The caller is known without a request. Where even that fails, all else failed for the same
  // reason.
  if (!caller.ok) throw refusal([noSignIn(caller.said)]);

  const facts: Facts = {
    cloud,
    caller: { objectId: caller.value.objectId, tenantId: caller.value.tenantId },
    users: Object.fromEntries(
      names.flatMap((name, index) => {
        const user = users[index];
        return user?.ok === true ? [[name, user.value.objectId]] : [];
      }),
    ),
    servicePrincipals: Object.fromEntries(
      principals.flatMap((id, index) => {
        const found = servicePrincipals[index];
        return found?.ok === true ? [[id, found.value.objectId]] : [];
      }),
    ),
    graphPermissions: graph?.ok === true ? permissionsOf(graph.value) : KNOWN_GRAPH_PERMISSIONS,
    deployed:
      registration.ok && reference?.mode !== "existing"
        ? deployedAs(registration.value)
        : undefined,
    existing:
      registration.ok && reference
        ? existingAs(registration.value, principal?.ok === true ? principal.value : undefined)
        : undefined,
  };
  const problems = [
    ...names.flatMap((name, index) => {
      const user = users[index];
      return user?.ok === false
        ? placesOfUser(written, name).map((key) => noUser(key, name, user.said))
        : [];
    }),
    ...principals.flatMap((id, index) => {
      const found = servicePrincipals[index];
      return found?.ok === false
        ? placesOf(written, ["assignments"], id).map((key) =>
            noServicePrincipal(key, id, found.said),
          )
        : [];
    }),
    ...(graph?.ok === false
      ? spec.graphPermissions
          .filter(isUnknownPermission)
          .flatMap(({ name }) => placesOfPermission(written, name))
          .map((key) => noAnswer(key, graph.said, "Application.Read.All"))
      : []),
    ...(registration.ok || (!reference && isNoOrSeveral(registration.said))
      ? []
      : [noRegistration(registration.said, reference?.clientId)]),
    ...(principal === undefined || principal.ok || isNotFound(principal.said)
      ? []
      : [noAnswer("registration.clientId", principal.said, "Application.Read.All")]),
  ];
  // What was not answered is not judged as well.
  const judged = checkFacts(spec, written, facts).filter(
    ({ key }) => !problems.some((problem) => problem.key === key),
  );
  if (problems.length + judged.length > 0) throw refusal(inKeyOrder([...problems, ...judged]));
  return facts;
}

function deployedAs(registration: azuread.GetApplicationResult): Deployed {
  return {
    displayName: showText(registration.displayName).trim(),
    clientId: registration.clientId,
    identifierUris: registration.identifierUris,
    tokenVersion: registration.apis[0]?.requestedAccessTokenVersion ?? 1,
    scopes: registration.oauth2PermissionScopeIds,
    appRoles: registration.appRoleIds,
  };
}

/**
 * Whether the registration was looked for and not found, or found more than once: neither keeps the
 * stack from being deployed. Source: terraform-provider-azuread, application_data_source.go.
 */
function isNoOrSeveral(said: string): boolean {
  return /\b(application not found|multiple applications found)\b/i.test(said);
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
  return /\b(was not found|not found)\b/i.test(said);
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

function noUser(key: string, name: string, said: string): Problem {
  if (isRefused(said)) return noAnswer(key, said, "User.Read.All", "the user's object id");
  return isNotFound(said)
    ? {
        key,
        value: name,
        rule: "must be the user principal name of a user of this tenant; there is none of that name",
        remedy:
          "correct it (a guest's name holds \"#EXT#\"), or write the user's object id, which needs no look-up",
      }
    : noAnswer(key, said, "User.Read.All", "the user's object id");
}

function noServicePrincipal(key: string, id: string, said: string): Problem {
  return isNotFound(said)
    ? {
        key,
        value: id,
        rule: "must be the object id or client id of a service principal of this tenant; there is none of that id",
        remedy:
          'write the "Object ID" or "Application ID" that the portal shows under "Enterprise applications" (not the object id under "App registrations")',
      }
    : noAnswer(key, said, "Application.Read.All");
}

function noRegistration(said: string, clientId: string | undefined): Problem {
  return clientId !== undefined && isNotFound(said)
    ? {
        key: "registration.clientId",
        value: clientId,
        rule: "must be the client id of a registration of this tenant; there is none of that id",
        remedy:
          'write the "Application (client) ID" that the portal shows under "App registrations" (no object id, and no application of another tenant)',
      }
    : noAnswer(
        clientId === undefined ? "displayName" : "registration.clientId",
        said,
        "Application.ReadWrite.OwnedBy",
      );
}

/** A question that got no answer, other than "there is none". */
function noAnswer(key: string, said: string, permission: string, instead?: string): Problem {
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

/**
 * What the provider said, on one line, without the wrapping of Pulumi and its bridge and without
 * control characters.
 */
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
