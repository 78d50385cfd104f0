/**
 * APIs of Microsoft's own. A token for one of them opens a mailbox, a vault or a subscription, and
 * no Management API is one: an id or URI of theirs in a stack's outputs is a mistake or an attack.
 *
 * Sources: ids from github.com/hashicorp/go-azure-sdk (sdk/environments/constants.go) and
 * https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in,
 * hosts from azure-cli-core (azure/cli/core/cloud.py) and each service's page on authentication;
 * "az" itself asks for tokens of the portal's directory pages (azure-cli,
 * command_modules/role/custom.py, admin_consent).
 */
const MICROSOFT_APIS: readonly (readonly [name: string, id: string, ...hosts: string[]])[] = [
  [
    "Microsoft Graph",
    "00000003-0000-0000-c000-000000000000",
    "graph.microsoft.com",
    "graph.microsoft.us",
    "dod-graph.microsoft.us",
    "microsoftgraph.chinacloudapi.cn",
  ],
  ["Azure AD Graph", "00000002-0000-0000-c000-000000000000", "graph.windows.net"],
  [
    "Azure Resource Manager",
    "797f4846-ba00-4fd7-ba43-dac1f8f63013",
    "management.azure.com",
    "management.core.windows.net",
  ],
  ["Azure Key Vault", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093", "vault.azure.net"],
  ["Azure Managed HSM", "1341df96-0b28-43da-ba24-7a6ce39be816", "managedhsm.azure.net"],
  [
    "Azure Storage",
    "e406a681-f3d4-42a8-90b6-c2b029497af1",
    "storage.azure.com",
    "blob.core.windows.net",
  ],
  ["Azure DevOps", "499b84ac-1321-427f-aa17-267ca6975798", "dev.azure.com", "visualstudio.com"],
  ["Azure Database", "123cd850-d9df-40bd-94d5-c9f07b7fa203", "ossrdbms-aad.database.windows.net"],
  ["Azure SQL Database", "022907d3-0f1b-48f7-badc-1ba6abab6d66", "database.windows.net"],
  ["Azure Cosmos DB", "a232010e-820c-4083-83bb-3ace5fc29d0b", "cosmos.azure.com"],
  ["Azure Data Lake", "e9f49c6b-5ce5-44c8-925d-015017e9f7ad", "datalake.azure.net"],
  ["Azure Data Explorer", "2746ea77-4702-4b45-80ca-3c97e680e8b7", "kusto.windows.net"],
  ["Azure Databricks", "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d", "azuredatabricks.net"],
  ["Azure Synapse", "9e09aefc-b2e5-4d19-9f74-3e3e8b11a57b", "dev.azuresynapse.net"],
  ["Azure Batch", "ddbf3205-c6bd-46ae-8127-60eb93363864", "batch.core.windows.net"],
  ["Azure Service Bus", "80a10ef9-8168-493d-abf9-3297c4ef6e3c", "servicebus.azure.net"],
  ["Azure Event Hubs", "80369ed6-5f11-4dd9-bef3-692475845e77", "eventhubs.azure.net"],
  ["Azure App Configuration", "35ffadb3-7fc1-497e-b61b-381d28e744cc", "azconfig.io"],
  ["Azure App Service", "abfa0a7c-a6b6-4736-8310-5855508787cd", "appservice.azure.com"],
  ["Azure Container Registry", "6a0ec4d3-30cb-4a83-91c0-ae56bc0e3d26", "azurecr.io"],
  ["Azure Kubernetes Service", "6dae42f8-4368-4678-94ff-3960e28e3630"],
  ["Azure Monitor logs", "ca7f3f0b-7d91-482c-8e09-c5d840d0eac5", "api.loganalytics.io"],
  ["Application Insights", "f5c26e74-f226-4ae8-85f0-b4af0080ac9e", "api.applicationinsights.io"],
  [
    "Azure AI services",
    "7d312290-28c8-473c-a0ed-8e53749b6d6d",
    "cognitiveservices.azure.com",
    "ai.azure.com",
  ],
  ["Azure AI Search", "880da380-985e-4198-81b9-e05b1cc53158", "search.azure.com"],
  ["Azure Media Services", "374b2a64-3b6b-436b-934c-b820eacca870", "rest.media.azure.net"],
  ["Azure Maps", "ba1ea022-5807-41d5-bbeb-292c7e1cf5f6", "atlas.microsoft.com"],
  ["Azure Attestation", "c61423b7-1d1f-430d-b444-0eee53298103", "attest.azure.net"],
  ["Azure Digital Twins", "0b07f429-9f4b-4714-9392-cc5e8e80c8b0", "digitaltwins.azure.net"],
  ["the portal's directory pages", "74658136-14ec-4630-ad9b-26e160ff0fc6"],
  ["Privileged Identity Management", "01fc33a7-78ba-4d2f-a4b7-768e336e890e"],
  ["Device Registration Service", "01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9"],
  ["Azure Machine Learning", "18a66f5f-dbdf-4c17-9dd7-1634712a9cbe"],
  ["Azure portal", "c44b4083-3bb0-49c1-b47d-974e53cbdf3c", "portal.azure.com"],
  ["Microsoft Purview", "73c2949e-da2d-457a-9607-fcc665198967", "purview.azure.net"],
  [
    "Exchange Online",
    "00000002-0000-0ff1-ce00-000000000000",
    "outlook.office.com",
    "office365.com",
  ],
  ["SharePoint Online", "00000003-0000-0ff1-ce00-000000000000", "sharepoint.com"],
  ["Skype for Business", "00000004-0000-0ff1-ce00-000000000000"],
  ["Office 365 Management", "c5393580-f805-4401-95e8-94b7a6ef2fc2", "manage.office.com"],
  ["OneNote", "2d4d3d8e-2be3-4bef-9f87-7875a61c29de", "onenote.com"],
  ["Microsoft Teams", "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe", "api.spaces.skype.com"],
  ["Microsoft Intune", "c161e42e-d4df-4a3d-9b42-e7a3c31f59d4", "manage.microsoft.com"],
  ["Power BI", "00000009-0000-0000-c000-000000000000", "analysis.windows.net"],
  ["Power Apps", "82f77645-8a66-4745-bcdf-9706824f9ad0", "service.powerapps.com"],
  ["Power Automate", "7df0a125-d3be-4c96-aa54-591f83ff541c", "service.flow.microsoft.com"],
  ["Dynamics 365", "00000007-0000-0000-c000-000000000000", "dynamics.com"],
  ["Microsoft Defender", "fc780465-2017-40d4-a0c5-307022471b92", "securitycenter.microsoft.com"],
  ["Microsoft Threat Protection", "8ee8fdad-f234-4243-8f3b-15c294843740", "security.microsoft.com"],
];

/**
 * Domains under which Azure's and Office's services are named, in every cloud: no tenant can prove
 * a right to one. Sources: azure-cli-core (azure/cli/core/cloud.py),
 * https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges.
 */
const DOMAINS = [
  "azure.com",
  "azure.net",
  "windows.net",
  "office.com",
  "office.net",
  "microsoftonline.com",
  "azure.us",
  "microsoft.us",
  "microsoftazure.us",
  "microsoftonline.us",
  "office365.us",
  "usgovcloudapi.net",
  "azure.cn",
  "chinacloudapi.cn",
  "sovcloud-api.fr",
  "sovcloud.fr",
];

/** The names of customers' machines: `api.westeurope.cloudapp.azure.com`. */
const MACHINES = /\.cloudapp\.[a-z.]+$/;

const UNNAMED = "one of Microsoft's own APIs";

/** The two families that Microsoft numbers its oldest applications in. */
const FAMILY = /^[0-9a-f]{8}-0000-(0000-c000|0ff1-ce00)-000000000000$/;

/**
 * The name of the API of Microsoft's own that an id, a URI or an audience means.
 *
 * @returns undefined for everything else.
 */
export function microsoftApi(idOrUri: string): string | undefined {
  const text = idOrUri.toLowerCase().replace(/^api:\/\//, "");
  const host = /^(?:https?|wss?):\/\/([^/:?#]+)/.exec(text)?.[1]?.replace(/\.$/, "");
  const id = /^[^/]+/.exec(text)?.[0] ?? "";
  const isUnder = (domains: readonly string[]): boolean =>
    host !== undefined && domains.some((known) => host === known || host.endsWith(`.${known}`));
  const named = MICROSOFT_APIS.find(([, appId, ...hosts]) =>
    host === undefined ? appId === id : isUnder(hosts),
  );
  if (named !== undefined) return named[0];
  const isMicrosofts =
    host === undefined ? FAMILY.test(id) : isUnder(DOMAINS) && !MACHINES.test(host);
  return isMicrosofts ? UNNAMED : undefined;
}
