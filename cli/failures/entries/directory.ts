/**
 * Errors of `pulumi up` in the words of the azuread provider and of Microsoft Graph: what the
 * directory refuses.
 */
import { deployAgain, type Entry } from "../failure";

const LIMITS =
  "https://learn.microsoft.com/entra/identity/users/directory-service-limits-restrictions";

/** Entries. Special ones before general ones. */
export const DIRECTORY_FAILURES: readonly Entry[] = [
  {
    code: "deploy.quota",
    says: ["Directory_QuotaExceeded", "directory object quota limit"],
    title: "Whoever deploys owns as many objects of the directory as one may.",
    cause: "Who is no administrator may own 250 objects, and deleted ones count for 30 days.",
    remedy:
      "Delete registrations for good that nobody needs (in the portal, under deleted applications), or deploy as somebody else.",
    links: [LIMITS, "vdesabou/kafka-docker-playground#128"],
  },
  {
    code: "deploy.service-tree",
    says: ["ServiceTreeValueMissing", "ServiceManagementReference field is required"],
    title: "The tenant wants every registration to say which service it belongs to.",
    cause: 'A policy demands "serviceManagementReference" of every application.',
    remedy:
      "Ask whoever keeps the tenant's list of services for the id. The stack has no key for it: set it on the registration by hand, or have the registration excepted.",
    links: ["hashicorp/terraform-provider-azuread#1043", "Azure/azure-cli#29860"],
  },
  {
    code: "deploy.backing-application",
    name: "Authorization_RequestDenied",
    says: ["backing application of the service principal being created must"],
    kind: "denied",
    title: "Microsoft Graph does not let whoever deploys make the service principal.",
    cause:
      "Without rights over all applications one may do so only for an application that one owns; or the application, made a moment ago, is not shown there yet.",
    remedy: deployAgain(
      "Deploy again, after a minute.",
      'Make whoever deploys an owner of the registration, or give the rights that the output "requiredPermissions" lists.',
    ),
    links: [
      "hashicorp/terraform-provider-azuread#504",
      "microsoftgraph/microsoft-graph-docs#16138",
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
    remedy:
      'Give whoever deploys what the output "requiredPermissions" lists; a person needs the directory role Application Developer, or more for groups and assignments.',
    links: ["pulumi/pulumi-azuread#246"],
    any: ["client"],
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
    cause: "It has no service principal or no consent there, or was made a moment ago.",
    remedy:
      "Compare ARM_CLIENT_ID with ARM_TENANT_ID, and have an administrator consent to the permissions of that application. What was made just now takes a minute.",
    links: ["Worklytics/psoxy#875", "microsoftgraph/contoso-airlines-teams-sample#2"],
    any: ["client"],
  },
  {
    code: "deploy.uri-domain",
    says: [
      "HostNameNotOnVerifiedDomain",
      "must use a verified domain of the organization",
      "is not on any verified domain",
      "must contain a tenant verified domain, tenant ID, or app ID",
    ],
    title: "The tenant does not take an identifier URI of that domain.",
    cause: "A new URI must hold a verified domain, or the id of the tenant or application.",
    remedy: ({ outputs }) =>
      `Take the URI out of the stack's "identifierUris" (the default is "api://${outputs.clientId}"), or choose one with a verified domain or "api://${outputs.tenantId}/…".`,
    links: [
      "hashicorp/terraform-provider-azuread#1392",
      "https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions",
    ],
  },
  {
    code: "deploy.uri-taken",
    name: "ObjectConflict",
    says: ["same value for property identifierUris already exists"],
    title: "Another application of the tenant has that identifier URI.",
    cause: "A URI names one application of a tenant only.",
    remedy: ({ outputs }) => ({
      text: 'Find the other one. Take the URI out of it, or choose another one in the stack\'s "identifierUris".',
      commands: [`az ad app list --identifier-uri ${outputs.identifierUri}`],
    }),
    links: ["Azure/OpenShift#34", "Azure/go-autorest#308"],
  },
  {
    code: "deploy.conflict",
    says: ["ObjectConflict", "Another object with the same value for property"],
    title: "Another object of the directory has the same value.",
    cause: "The message names the property, which must be unique in the tenant.",
    remedy: "Choose another value for that property, or delete the object that has it.",
    links: ["https://learn.microsoft.com/graph/errors"],
  },
  {
    code: "CannotDeleteOrUpdateEnabledEntitlement",
    says: [
      "CannotDeleteOrUpdateEnabledEntitlement",
      "cannot be deleted or updated unless disabled first",
    ],
    title: "A scope or role was changed while switched on.",
    cause:
      "Entra ID wants it switched off in an earlier request. The stack does that; a change by hand or by another tool did not.",
    remedy: deployAgain("Deploy the stack, which does it in two steps."),
    links: ["Azure-Samples/azure-search-openai-demo#1601"],
  },
  {
    code: "InvalidValue: delegatedPermissionIds",
    says: ["delegatedPermissionIds", "cannot be found in the AppPermissions sets"],
    title: "A pre-authorization names a scope that is not there.",
    cause: "The scope was removed or got another id while a client still held it.",
    remedy: deployAgain("Take the client's pre-authorization off the registration, then deploy."),
    links: ["MicrosoftDocs/azure-docs#121168"],
  },
];
