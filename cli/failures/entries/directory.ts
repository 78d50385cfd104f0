/**
 * Errors of `pulumi up` in the words of the azuread provider and of Microsoft Graph: what the
 * directory refuses, and what it leaves half-made.
 */
import { advice, because, deployAgain, type Failure } from "../failure";

const IMPORT = "https://www.pulumi.com/docs/iac/concepts/resources/options/import/";
const LIMITS =
  "https://learn.microsoft.com/entra/identity/users/directory-service-limits-restrictions";

/** Entries. Special ones before general ones. */
export const DIRECTORY_FAILURES: readonly Failure[] = [
  {
    code: "deploy.quota",
    name: "Directory_QuotaExceeded",
    says: ["Directory_QuotaExceeded", "directory object quota limit"],
    kind: "deployment",
    title: "Whoever deploys owns as many objects of the directory as one may.",
    cause: because(
      "Who is no administrator may own 250 objects, and deleted ones count for 30 days.",
    ),
    remedy: advice(
      "Delete registrations for good that nobody needs (in the portal, under deleted applications), or deploy as somebody else.",
    ),
    links: [LIMITS, "https://github.com/vdesabou/kafka-docker-playground/issues/128"],
  },
  {
    code: "deploy.service-tree",
    name: "ServiceTreeValueMissing",
    says: ["ServiceTreeValueMissing", "ServiceManagementReference field is required"],
    kind: "deployment",
    title: "The tenant wants every registration to say which service it belongs to.",
    cause: because('A policy demands "serviceManagementReference" of every application.'),
    remedy: advice(
      "Ask whoever keeps the tenant's list of services for the id. The stack has no key for it: set it on the registration by hand, or have the registration excepted.",
    ),
    links: [
      "https://github.com/hashicorp/terraform-provider-azuread/issues/1043",
      "https://github.com/Azure/azure-cli/pull/29860",
    ],
  },
  {
    code: "deploy.backing-application",
    name: "Authorization_RequestDenied",
    says: ["backing application of the service principal being created must"],
    kind: "denied",
    title: "Microsoft Graph does not let whoever deploys make the service principal.",
    cause: because(
      "Without rights over all applications one may do so only for an application that one owns; or the application, made a moment ago, is not shown there yet.",
    ),
    remedy: (found) => ({
      ...deployAgain("Deploy again, after a minute.")(found),
      otherwise:
        'Make whoever deploys an owner of the registration, or give the rights that the output "requiredPermissions" lists.',
    }),
    links: [
      "https://github.com/hashicorp/terraform-provider-azuread/issues/504",
      "https://github.com/microsoftgraph/microsoft-graph-docs/issues/16138",
    ],
  },
  {
    code: "Authorization_RequestDenied",
    says: [
      "Authorization_RequestDenied",
      "Insufficient privileges to complete the operation",
      "does not have permission to register",
    ],
    kind: "denied",
    title: "Whoever asked Microsoft Graph lacks the right for that.",
    cause: ({ outputs }) =>
      `It is about registering "${outputs.declared.displayName}", or reading the directory, not about calling the API.`,
    remedy: advice(
      'Give whoever deploys what the output "requiredPermissions" lists; a person needs the directory role Application Developer, or more for groups and assignments.',
    ),
    links: ["https://github.com/pulumi/pulumi-azuread/issues/246"],
    anyClient: true,
    shownIn: ["readme"],
  },
  {
    code: "Authorization_IdentityNotFound",
    says: [
      "Authorization_IdentityNotFound",
      "identity of the calling application could not be established",
    ],
    kind: "denied",
    title: "Microsoft Graph does not find the application that asks in the tenant.",
    cause: because(
      "It has no service principal there, or no consent to its permissions; or it was made a moment ago.",
    ),
    remedy: advice(
      "Compare ARM_CLIENT_ID with ARM_TENANT_ID, and have an administrator consent to the permissions of that application. What was made just now takes a minute.",
    ),
    links: [
      "https://github.com/Worklytics/psoxy/pull/875",
      "https://github.com/microsoftgraph/contoso-airlines-teams-sample/issues/2",
    ],
    anyClient: true,
  },
  {
    code: "deploy.uri-domain",
    name: "HostNameNotOnVerifiedDomain",
    says: [
      "HostNameNotOnVerifiedDomain",
      "must use a verified domain of the organization",
      "is not on any verified domain",
      "must contain a tenant verified domain, tenant ID, or app ID",
    ],
    kind: "deployment",
    title: "The tenant does not take an identifier URI of that domain.",
    cause: because(
      "New URIs have to hold a domain that the tenant has verified, the tenant's id or the application's.",
    ),
    remedy: ({ outputs }) => ({
      text: `Take the URI out of the stack's "identifierUris" (the default is "api://${outputs.clientId}"), or choose one with a verified domain or "api://${outputs.tenantId}/…".`,
    }),
    links: [
      "https://github.com/hashicorp/terraform-provider-azuread/issues/1392",
      "https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions",
    ],
  },
  {
    code: "deploy.uri-taken",
    name: "ObjectConflict",
    says: ["same value for property identifierUris already exists"],
    kind: "deployment",
    title: "Another application of the tenant has that identifier URI.",
    cause: because("A URI names one application of a tenant only."),
    remedy: ({ outputs }) => ({
      text: 'Find the other one. Take the URI out of it, or choose another one in the stack\'s "identifierUris".',
      commands: [
        `az ad app list --filter "identifierUris/any(uri:uri eq '${outputs.identifierUri}')" --query [].appId`,
      ],
    }),
    links: [
      "https://github.com/Azure/OpenShift/issues/34",
      "https://github.com/Azure/go-autorest/issues/308",
    ],
  },
  {
    code: "deploy.conflict",
    name: "ObjectConflict",
    says: ["ObjectConflict", "Another object with the same value for property"],
    kind: "deployment",
    title: "Another object of the directory has the same value.",
    cause: because("The message names the property, which must be unique in the tenant."),
    remedy: advice("Choose another value for that property, or delete the object that has it."),
    links: ["https://learn.microsoft.com/graph/errors"],
  },
  {
    code: "deploy.throttled",
    name: "TooManyRequests",
    says: [
      "TooManyRequests",
      "Too many requests from Identifier",
      "429 Too Many Requests",
      "Request_ThrottledTemporarily",
      "request is throttled",
    ],
    from: ["provider", "graph", "az"],
    kind: "service",
    title: "Microsoft Graph got too many requests.",
    cause: because("It counts those of the whole tenant and of each application."),
    remedy: deployAgain("Wait some minutes, then deploy again: what is there stays."),
    links: [
      "https://learn.microsoft.com/graph/throttling",
      "https://github.com/hashicorp/terraform-provider-azuread/issues/1784",
    ],
  },
  {
    code: "deploy.unavailable",
    name: "ServiceUnavailable",
    says: [
      "ServiceUnavailable",
      "503 Service Unavailable",
      "502 Bad Gateway",
      "504 Gateway Timeout",
      "500 Internal Server Error",
    ],
    from: ["provider", "graph"],
    kind: "service",
    title: "Microsoft Graph failed for a moment.",
    cause: because("It is the service's own trouble; the request may have gone through."),
    remedy: deployAgain(
      "Deploy again after a minute; if it stays, look at https://azure.status.microsoft.",
    ),
    links: ["https://learn.microsoft.com/graph/errors"],
  },
  {
    code: "CannotDeleteOrUpdateEnabledEntitlement",
    says: [
      "CannotDeleteOrUpdateEnabledEntitlement",
      "cannot be deleted or updated unless disabled first",
    ],
    kind: "deployment",
    title: "A scope or role was changed while switched on.",
    cause: because(
      "Entra ID wants it switched off in an earlier request. The stack does that; a change by hand or by another tool did not.",
    ),
    remedy: deployAgain("Deploy the stack, which does it in two steps."),
    links: ["https://github.com/Azure-Samples/azure-search-openai-demo/issues/1601"],
  },
  {
    code: "InvalidValue: delegatedPermissionIds",
    says: ["delegatedPermissionIds", "cannot be found in the AppPermissions sets"],
    kind: "deployment",
    title: "A pre-authorization names a scope that is not there.",
    cause: because("The scope was removed or got another id while a client still held it."),
    remedy: deployAgain("Take the client's pre-authorization off the registration, then deploy."),
    links: ["https://github.com/MicrosoftDocs/azure-docs/issues/121168"],
  },
  {
    code: "deploy.name-taken",
    name: 'An existing "azuread_application" with name',
    says: ['An existing "azuread_…" with name'],
    kind: "deployment",
    title: "Something of that name is in the directory already.",
    cause: because(
      "The stack makes no second one. Either somebody else made it, or an earlier deployment did and lost the answer.",
    ),
    remedy: advice(
      'Somebody else\'s: choose another name in the stack\'s config ("displayName"). The stack\'s own: delete it and deploy again, or keep it: deploy once with the "import" option on that resource and the ID of the message, then take the option out.',
    ),
    links: [IMPORT],
    shownIn: ["readme"],
  },
  {
    code: "deploy.exists",
    name: "already exists - to be managed via Terraform",
    says: ["already exists…to be managed via Terraform…this resource needs to be imported"],
    kind: "deployment",
    title: "A part exists in the directory but not in the stack's state.",
    cause: because(
      "An earlier deployment was cut off after the directory had made the part, or somebody made it by hand.",
    ),
    remedy: advice(
      'Take the part out of the registration and deploy again. Or keep it: deploy once with the "import" option on that part and the ID of the message, then take the option out. A half-made stack can also be destroyed and deployed anew.',
    ),
    links: [IMPORT],
    shownIn: ["readme"],
  },
  {
    code: "deploy.not-shown",
    name: "expected non-nil error with nil state",
    says: ["expected non-nil error with nil state during Create"],
    kind: "deployment",
    title: "The directory made a part, and did not show it when it was read back.",
    cause: because(
      "What is new takes a moment to reach every server; the stack's state lacks the part.",
    ),
    remedy: deployAgain(
      'Deploy again. If the next message says "already exists" or "An existing … with name", explain that one: it names what is there.',
    ),
    links: ["https://github.com/pulumi/pulumi-azuread/issues/2191"],
  },
  {
    code: "deploy.lost-answer",
    name: "HTTP response was nil",
    says: ["HTTP response was nil; connection may have been reset"],
    kind: "deployment",
    title: "The connection broke before an answer came.",
    cause: because("The request may have gone through all the same."),
    remedy: deployAgain(
      "Deploy again. A second registration is not made: the next message names the first one, if it is there.",
    ),
    links: ["https://github.com/hashicorp/go-azure-sdk/blob/main/sdk/client/client.go"],
  },
  {
    code: "deploy.replication",
    name: "to be replicated in Azure AD",
    says: [
      "to be replicated in Azure AD",
      "Timed out whilst waiting for new…to be replicated",
      "does not reference a valid application object",
      "NoBackingApplicationObject",
      "timeout while waiting for state to become",
      "Waiting for update of…context deadline exceeded",
      "Waiting for creation of…context deadline exceeded",
    ],
    kind: "deployment",
    title: "The directory was slow to show what is new.",
    cause: because(
      "It is there; only the provider, or another server of the directory, did not see it in time.",
    ),
    remedy: deployAgain("Deploy again after a minute: it goes on where it stopped."),
    links: [
      "https://github.com/hashicorp/terraform-provider-azuread/issues/1811",
      "https://github.com/hashicorp/terraform-provider-azuread/issues/1802",
    ],
  },
  {
    code: "deploy.protected",
    name: "cannot be deleted because it is protected",
    says: [
      "cannot be deleted because it is protected",
      "marked for protection",
      "cannot be deleted…as it is currently marked for protection",
    ],
    kind: "deployment",
    title: "The stack is protected from deletion.",
    cause: because('"protect" is on, or was taken off in the same edit that removes a part.'),
    remedy: advice(
      'Take "protect" off and run "pulumi up"; then remove the part and run it again.',
    ),
    links: ["https://www.pulumi.com/docs/iac/concepts/resources/options/protect/"],
    shownIn: ["readme"],
  },
];
