/** Reads a registration through `az`: one command after the other. */
import { type CloudName, CLOUDS } from "../../components/rules/clouds";
import { MICROSOFT_GRAPH_APP_ID } from "../../components/rules/values/clients";
import {
  type GraphPermissions,
  KNOWN_GRAPH_PERMISSIONS,
} from "../../components/rules/values/graphPermissions";
import { accountAnswer } from "../az/answers";
import {
  type Application,
  applicationAnswer,
  federatedCredentialsAnswer,
  servicePrincipalAnswer,
} from "../az/application";
import type { Az } from "../az/az";
import type { AzFailure } from "../az/azFailure";
import { listAll } from "../az/listAll";
import { Unanswered, unlessMissing } from "../az/unanswered";
import { CliError } from "../cliError";
import { remedyLines } from "../failures/remedyLines";
import { graphAccessOf, idsOf } from "./facts";
import { assignment, type Found, identified, publishedPermissions } from "./found";
import { graphPermissionEntry } from "./items";

/** A sign-in that is good for whatever az asks of Microsoft Graph. */
const LOGIN = "az login --allow-no-subscriptions --scope https://graph.microsoft.com/.default";

/** Tenants that a stack says it is of, each with its place. */
type Tenants = readonly { readonly place: string; readonly tenantId: string }[];

/**
 * Reads who asks, and the registration with all that config can say of it.
 *
 * @throws CliError "adopt.not-found", "adopt.other-tenant", or what az failed with.
 */
export async function readRegistration(az: Az, clientId: string, tenants: Tenants): Promise<Found> {
  try {
    return await read(az, clientId, tenants);
  } catch (error) {
    throw error instanceof Unanswered ? await failed(error.failure) : error;
  }
}

async function read(az: Az, clientId: string, tenants: Tenants): Promise<Found> {
  const { tenantId, environmentName, user } = await az(["account", "show"], accountAnswer);
  const other = tenants.find((each) => each.tenantId.toLowerCase() !== tenantId.toLowerCase());
  if (other !== undefined) {
    throw new CliError(
      "adopt.other-tenant",
      `You are signed in to the tenant "${tenantId}", and ${other.place} is "${other.tenantId}".`,
      ["Sign in to the stack's tenant:", `az login --tenant ${other.tenantId}`],
    );
  }
  const cloud = cloudByAzName(environmentName);
  const { id: objectId } = await az(
    user.type === "servicePrincipal"
      ? ["ad", "sp", "show", "--id", user.name]
      : ["ad", "signed-in-user", "show"],
    identified,
  );
  const application = await readApplication(az, clientId, tenantId);
  const servicePrincipal = await unlessMissing(
    az(["ad", "sp", "show", "--id", clientId], servicePrincipalAnswer),
  );
  const graph = `${CLOUDS[cloud].graph}v1.0`;
  const owners = await listAll(
    az,
    `${graph}/applications/${application.id}/owners?$select=id`,
    identified,
  );
  const assigned = `${graph}/servicePrincipals/${servicePrincipal?.id ?? ""}/appRoleAssignedTo`;
  return {
    cloud,
    caller: { objectId, tenantId },
    application,
    servicePrincipal,
    owners: owners.map(({ id }) => id),
    assignments:
      servicePrincipal === undefined ? [] : await listAll(az, `${assigned}?$top=999`, assignment),
    federatedCredentials: await az(
      ["ad", "app", "federated-credential", "list", "--id", clientId],
      federatedCredentialsAnswer,
    ),
    graphPermissions: await permissionsFor(az, application),
  };
}

/** The cloud that the Azure CLI is in. */
function cloudByAzName(azName: string | null | undefined): CloudName {
  const names = Object.keys(CLOUDS) as CloudName[];
  return names.find((name) => CLOUDS[name].azName === azName) ?? "public";
}

async function readApplication(az: Az, clientId: string, tenantId: string): Promise<Application> {
  const application = await unlessMissing(
    az(["ad", "app", "show", "--id", clientId], applicationAnswer),
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
async function permissionsFor(az: Az, asking: Application): Promise<GraphPermissions> {
  const access = graphAccessOf(asking)?.resourceAccess ?? [];
  const areKnown = access.every(
    (each) => graphPermissionEntry(each, KNOWN_GRAPH_PERMISSIONS) !== undefined,
  );
  if (areKnown) return KNOWN_GRAPH_PERMISSIONS;
  const published = await az(
    ["ad", "sp", "show", "--id", MICROSOFT_GRAPH_APP_ID],
    publishedPermissions,
  );
  const { delegated, application, forAdministrators } = KNOWN_GRAPH_PERMISSIONS;
  return {
    delegated: { ...idsOf(published.oauth2PermissionScopes), ...delegated },
    application: { ...idsOf(published.appRoles), ...application },
    forAdministrators,
  };
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
