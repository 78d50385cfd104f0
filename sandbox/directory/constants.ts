/**
 * Names of the outside world that the emulated directory answers to. Ids are Microsoft's; each list
 * says where it was seen.
 */

/** The hosts of one of Microsoft's clouds, and what else differs in it. */
export interface Cloud {
  /** As the Azure CLI calls it. */
  readonly name: string;
  readonly login: string;
  /** Other names of the login host. */
  readonly loginAliases: readonly string[];
  readonly graph: string;
  readonly arm: string;
  /** Names of the Azure Resource Manager as an API. */
  readonly armAudiences: readonly string[];
}

/**
 * The clouds that the sandbox serves, each by its own host names; they all show the one directory.
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud,
 * https://learn.microsoft.com/graph/deployments
 */
export const CLOUDS: readonly [Cloud, ...Cloud[]] = [
  {
    name: "AzureCloud",
    login: "login.microsoftonline.com",
    loginAliases: ["login.windows.net", "login.microsoft.com", "sts.windows.net"],
    graph: "graph.microsoft.com",
    arm: "management.azure.com",
    armAudiences: ["https://management.core.windows.net", "https://management.azure.com"],
  },
  {
    name: "AzureUSGovernment",
    login: "login.microsoftonline.us",
    loginAliases: ["login.usgovcloudapi.net"],
    graph: "graph.microsoft.us",
    arm: "management.usgovcloudapi.net",
    armAudiences: [
      "https://management.core.usgovcloudapi.net",
      "https://management.usgovcloudapi.net",
    ],
  },
];

/** The hosts of the public cloud. */
export const HOSTS = CLOUDS[0];

/** The hosts that the sandbox's proxy passes on, all on port 443. Every other host is refused. */
export const SERVED_HOSTS: readonly string[] = CLOUDS.flatMap(({ login, graph, arm }) => [
  login,
  graph,
  arm,
]);

/** What is said of every other host, and of clouds whose hosts those are. */
export function unservedHost(host: string): string {
  return `((sandbox)) "${host}" is not a host of the sandbox, which has those of the public cloud and of Azure Government: rehearse with "azuread:environment" public or usgovernment`;
}

/**
 * Whether somebody asks for Microsoft Graph in a cloud that is not served:
 * https://learn.microsoft.com/graph/deployments
 */
export function isUnservedGraph(name: string): boolean {
  return /^https:\/\/(dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn)(?:\/|$)/.test(
    name,
  );
}

/**
 * The application id of Microsoft Graph, the same in every tenant.
 * https://learn.microsoft.com/graph/permissions-reference
 */
export const MICROSOFT_GRAPH_APP_ID = "00000003-0000-0000-c000-000000000000";

/** The application id of the Azure Resource Manager ("Windows Azure Service Management API"). */
export const AZURE_RESOURCE_MANAGER_APP_ID = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

/**
 * The application id of the Azure CLI.
 * https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
 */
export const AZURE_CLI_APP_ID = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/**
 * Microsoft's own developer tools: they sign users in although no tenant registers them, and share
 * refresh tokens (one "family").
 * https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
 */
export const FIRST_PARTY_CLIENTS: ReadonlyMap<string, string> = new Map([
  [AZURE_CLI_APP_ID, "Microsoft Azure CLI"],
  ["1950a258-227b-4e31-a9cf-717495945fc2", "Microsoft Azure PowerShell"],
  ["872cd9fa-d31f-45e0-9eab-6e460a02d1f1", "Visual Studio"],
  ["04f0c124-f2bc-4f59-8241-bf6df9866bbd", "Visual Studio"],
  ["aebc6443-996d-45c2-90f0-388ff96faa56", "Visual Studio Code"],
]);

/**
 * What {@link FIRST_PARTY_CLIENTS} may do on Microsoft Graph and Azure Resource Manager for the
 * signed-in user.
 */
export const FIRST_PARTY_SCOPES: readonly string[] = [
  "Application.ReadWrite.All",
  "Directory.AccessAsUser.All",
  "Group.ReadWrite.All",
  "User.Read.All",
  "email",
  "openid",
  "profile",
  "user_impersonation",
];

/**
 * The role id of an assignment that names no role.
 * https://learn.microsoft.com/graph/api/resources/approleassignment
 */
export const DEFAULT_ACCESS_ROLE_ID = "00000000-0000-0000-0000-000000000000";

/**
 * How many groups a token carries before it says "too many".
 * https://learn.microsoft.com/entra/identity-platform/optional-claims
 */
export const GROUP_CLAIM_LIMIT = 200;
