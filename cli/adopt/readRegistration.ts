/** Reads a registration through `az`: one command after the other. */
import type * as v from "valibot";
import { type CloudName, CLOUDS } from "../../components/rules/clouds";
import { MICROSOFT_GRAPH_APP_ID } from "../../components/rules/values/clients";
import {
  type GraphPermissions,
  KNOWN_GRAPH_PERMISSIONS,
} from "../../components/rules/values/graphPermissions";
import { accountAnswer } from "../az/answers";
import type { Az } from "../az/az";
import type { AzFailure, AzResult } from "../az/azFailure";
import { CliError } from "../cliError";
import { remedyLines } from "../failures/remedyLines";
import { graphAccessOf, idsOf, type Reader } from "./facts";
import {
  assignmentPage,
  federatedCredentials,
  type Found,
  type FoundApplication,
  identified,
  ownerPage,
  publishedPermissions,
  wholeApplication,
  wholeServicePrincipal,
} from "./found";
import { graphPermissionEntry } from "./items";

/** A sign-in that is good for whatever az asks of Microsoft Graph. */
const LOGIN = "az login --allow-no-subscriptions --scope https://graph.microsoft.com/.default";

/**
 * Reads who asks, and the registration with all that config can say of it.
 *
 * @param tenants tenants that the stack says it is of, each with its place.
 * @throws CliError "adopt.not-found", "adopt.other-tenant", or what az failed with.
 */
export async function readRegistration(
  az: Az,
  clientId: string,
  tenants: readonly { readonly place: string; readonly tenantId: string }[],
): Promise<{ readonly found: Found; readonly reader: Reader }> {
  const account = await asked(az.json(["account", "show"], accountAnswer));
  const { tenantId } = account;
  const other = tenants.find((each) => each.tenantId.toLowerCase() !== tenantId.toLowerCase());
  if (other !== undefined) {
    throw new CliError(
      "adopt.other-tenant",
      `You are signed in to the tenant "${tenantId}", and ${other.place} is "${other.tenantId}".`,
      ["Sign in to the stack's tenant:", `az login --tenant ${other.tenantId}`],
    );
  }
  const cloud = cloudOf(account.environmentName);
  const objectId = await callerId(az, account.user);
  const application = await readApplication(az, clientId, tenantId);
  const servicePrincipal = await unlessMissing(
    az.json(["ad", "sp", "show", "--id", clientId], wholeServicePrincipal),
  );
  const graph = `${CLOUDS[cloud].graph}v1.0`;
  const owners = await allPages(
    az,
    `${graph}/applications/${application.id}/owners?$select=id`,
    ownerPage,
  );
  const assignments =
    servicePrincipal === undefined
      ? []
      : await allPages(
          az,
          `${graph}/servicePrincipals/${servicePrincipal.id}/appRoleAssignedTo?$top=999`,
          assignmentPage,
        );
  const found = {
    application,
    servicePrincipal,
    owners: owners.map(({ id }) => id),
    assignments,
    federatedCredentials: await asked(
      az.json(
        ["ad", "app", "federated-credential", "list", "--id", clientId],
        federatedCredentials,
      ),
    ),
  };
  const graphPermissions = await permissionsFor(az, found);
  return { found, reader: { cloud, tenantId, objectId, graphPermissions } };
}

/** The cloud that the Azure CLI is in. */
function cloudOf(azName: string | null | undefined): CloudName {
  const names = Object.keys(CLOUDS) as CloudName[];
  return names.find((name) => CLOUDS[name].azName === azName) ?? "public";
}

async function callerId(
  az: Az,
  { name, type }: { readonly name: string; readonly type: string },
): Promise<string> {
  const command =
    type === "servicePrincipal"
      ? ["ad", "sp", "show", "--id", name]
      : ["ad", "signed-in-user", "show"];
  const { id } = await asked(az.json(command, identified));
  return id;
}

async function readApplication(
  az: Az,
  clientId: string,
  tenantId: string,
): Promise<FoundApplication> {
  const application = await unlessMissing(
    az.json(["ad", "app", "show", "--id", clientId], wholeApplication),
  );
  // az finds registrations by their object ids too.
  if (application?.appId === clientId) return application;
  throw new CliError(
    "adopt.not-found",
    application === undefined
      ? `There is no registration of the client id "${clientId}" in the tenant "${tenantId}".`
      : `"${clientId}" is the object id of the registration whose client id is "${application.appId}".`,
    [
      'Write the "Application (client) ID" that the portal shows under "App registrations"; an application of another tenant is registered there.',
    ],
  );
}

/** Microsoft Graph's permissions: all of them only where the registration has one that is not known. */
async function permissionsFor(az: Az, found: Found): Promise<GraphPermissions> {
  const access = graphAccessOf(found)?.resourceAccess ?? [];
  const areKnown = access.every(
    (each) => graphPermissionEntry(each, KNOWN_GRAPH_PERMISSIONS) !== undefined,
  );
  if (areKnown) return KNOWN_GRAPH_PERMISSIONS;
  const { oauth2PermissionScopes, appRoles } = await asked(
    az.json(["ad", "sp", "show", "--id", MICROSOFT_GRAPH_APP_ID], publishedPermissions),
  );
  const { delegated, application, forAdministrators } = KNOWN_GRAPH_PERMISSIONS;
  return {
    delegated: { ...idsOf(oauth2PermissionScopes), ...delegated },
    application: { ...idsOf(appRoles), ...application },
    forAdministrators,
  };
}

interface Page<T> {
  readonly value: readonly T[];
  readonly "@odata.nextLink"?: string | null | undefined;
}

/** Every entry of a list of Microsoft Graph. */
async function allPages<T>(
  az: Az,
  url: string,
  schema: v.GenericSchema<unknown, Page<T>>,
): Promise<readonly T[]> {
  const page = await asked(az.json(["rest", "--method", "GET", "--url", url], schema));
  const next = page["@odata.nextLink"] ?? "";
  // az sends its token to whatever address it is given.
  const isOfHost = URL.canParse(next) && new URL(next).origin === new URL(url).origin;
  return isOfHost ? [...page.value, ...(await allPages(az, next, schema))] : page.value;
}

async function asked<T>(answer: Promise<AzResult<T>>): Promise<T> {
  const result = await answer;
  if (result.ok) return result.value;
  throw await failed(result.failure);
}

async function unlessMissing<T>(answer: Promise<AzResult<T>>): Promise<T | undefined> {
  const result = await answer;
  return !result.ok && result.failure.kind === "notFound"
    ? undefined
    : asked(Promise.resolve(result));
}

async function failed(failure: AzFailure): Promise<CliError> {
  const { describeFailure } = await import("../az/describeFailure.ts");
  const { placeholderStack } = await import("../failures/placeholders.ts");
  const { outputs } = placeholderStack();
  // What is read is the directory: for the API itself the Azure CLI may get nothing yet.
  const stack = { outputs: { ...outputs, loginCommand: LOGIN } };
  const { code, summary, evidence, remedy } = describeFailure(failure, stack);
  const said = evidence === undefined ? [] : [evidence];
  return new CliError(code, [summary, ...said].join("\n"), remedyLines(remedy));
}
