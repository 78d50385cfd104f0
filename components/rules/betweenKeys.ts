/** Joins the rules between entries and between keys; each lies with what it is about. */
import { checkAccessRole, checkGroupClaims } from "./values/access";
import { checkAssignments } from "./values/assignments";
import { AZURE_CLI_CLIENT_ID, checkClients, namesClient } from "./values/clients";
import { checkGraphPermissions } from "./values/graphPermissions";
import { checkIdentifierUris, checkUriForms } from "./values/identifierUris";
import type { StackIdentity } from "./ids";
import { checkPermissions } from "./values/permissionRules";
import { checkProducers } from "./values/principals";
import { type Problem, refuse } from "./reading/problem";
import { checkRedirectUris } from "./values/redirectUris";
import { checkImports, checkScopeForms, isOfOthers, modeOf } from "./values/registration";
import { checkUnique, checkUniqueTexts, entriesOf, type Written } from "./reading/written";

/**
 * Entra's limit for all collections of one registration:
 * https://learn.microsoft.com/entra/identity-platform/reference-app-manifest
 */
const MOST_ENTRIES = 1200;

/** The rules between entries and between keys, on config as it was written. */
export function checkTogether(config: Written, identity: StackIdentity): readonly Problem[] {
  // The app roles of others are not in config.
  const written = isOfOthers(config) ? { ...config, appRoles: undefined } : config;
  return [
    ...checkUnique(entriesOf(written, "tags"), ({ value }) => JSON.stringify(value)),
    ...checkIdentifierUris(written),
    // Which are there already, only a look-up tells.
    ...(modeOf(written) === "adopt" ? [] : checkUriForms(written)),
    ...checkRedirectUris(written),
    ...checkImports(written),
    ...checkScopeForms(written),
    ...checkPermissions(written, identity),
    ...checkClients(written),
    ...checkProducers(written),
    ...checkGroupClaims(written),
    ...checkAccessRole(written),
    ...checkGraphPermissions(written),
    ...checkUniqueTexts(entriesOf(written, "owners")),
    ...checkAssignments(written),
    ...checkUniqueTexts(entriesOf(written, "knownClients")),
    ...checkVerification(written),
    ...checkSize(written),
  ];
}

function checkVerification(written: Written): readonly Problem[] {
  const hasClients = Array.isArray(written["clients"]);
  if (written["verifyToken"] !== true || !hasClients) return [];
  if (namesClient(written, AZURE_CLI_CLIENT_ID)) return [];
  return refuse(
    { key: "verifyToken", value: true },
    "must come with the Azure CLI among the clients: it is what fetches the token",
    'add "azureCli" to "clients", or set it to false',
  );
}

function checkSize(written: Written): readonly Problem[] {
  const lists = [
    "tags",
    "identifierUris",
    "scopes",
    "appRoles",
    "clients",
    "graphPermissions",
    "knownClients",
  ];
  const total = lists.reduce((sum, key) => sum + entriesOf(written, key).length, 0);
  if (total <= MOST_ENTRIES) return [];
  return refuse(
    { key: "scopes", value: total },
    `must, with app roles, clients and permissions, come to at most ${MOST_ENTRIES} entries`,
    `remove ${total - MOST_ENTRIES} of them`,
  );
}
