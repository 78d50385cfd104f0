/**
 * Errors of `pulumi up` that leave something half-made: what is there already, what is not shown yet,
 * what did not come in time.
 */
import { deployAgain, type Entry } from "../failure";

const IMPORT = "https://www.pulumi.com/docs/iac/concepts/resources/options/import/";

export const HALF_MADE_FAILURES: readonly Entry[] = [
  {
    code: "deploy.throttled",
    says: ["TooManyRequests", "Request_ThrottledTemporarily", "request is throttled"],
    from: ["provider", "graph", "az"],
    kind: "service",
    title: "Microsoft Graph got too many requests.",
    cause: "It counts those of the whole tenant and of each application.",
    remedy: deployAgain("Wait some minutes, then deploy again: what is there stays."),
    links: [
      "https://learn.microsoft.com/graph/throttling",
      "hashicorp/terraform-provider-azuread#1784",
    ],
  },
  {
    code: "deploy.unavailable",
    says: [
      "ServiceUnavailable",
      "502 Bad Gateway",
      "504 Gateway Timeout",
      "500 Internal Server Error",
    ],
    from: ["provider", "graph"],
    kind: "service",
    title: "Microsoft Graph failed for a moment.",
    cause: "It is the service's own trouble; the request may have gone through.",
    remedy: deployAgain(
      "Deploy again after a minute; if it stays, look at https://azure.status.microsoft.",
    ),
    links: ["https://learn.microsoft.com/graph/errors"],
  },
  {
    code: "deploy.name-taken",
    name: 'An existing "azuread_application" with name',
    says: ['An existing "azuread_…" with name'],
    title: "Something of that name is in the directory already.",
    cause: "Somebody else made it, or an earlier deployment, which lost the answer.",
    remedy:
      'Somebody else\'s: choose another name in the stack\'s config ("displayName"). The stack\'s own: delete it and deploy again, or keep it: deploy once with the "import" option on that resource and the ID of the message, then take the option out.',
    links: [IMPORT],
    shownIn: ["readme"],
  },
  {
    code: "deploy.exists",
    says: [
      "already exists - to be managed via Terraform",
      "already exists: To be managed via Terraform",
      "Permission being assigned already exists on the object",
    ],
    title: "A part exists in the directory but not in the stack's state.",
    cause: "An earlier deployment was cut off after making it, or somebody made it by hand.",
    remedy:
      'In a registration that was made elsewhere: "npm run adopt" writes the import ids of all that is there, and with "--mode existing" writes into the config that a client is there. Else take the part out of the registration and deploy again, or deploy once with the "import" option on that part and the ID of the message. A half-made stack that made its registration itself can also be destroyed and deployed anew.',
    links: [IMPORT],
    shownIn: ["readme"],
  },
  {
    code: "deploy.not-shown",
    says: ["expected non-nil error with nil state"],
    title: "The directory made a part, and did not show it when it was read back.",
    cause: "What is new takes a moment to reach every server; the stack's state lacks the part.",
    remedy: deployAgain(
      'Deploy again. If the next message says "already exists" or "An existing … with name", explain that one: it names what is there.',
    ),
    links: ["pulumi/pulumi-azuread#2191"],
  },
  {
    code: "deploy.lost-answer",
    says: ["HTTP response was nil"],
    title: "The connection broke before an answer came.",
    cause: "The request may have gone through all the same.",
    remedy: deployAgain(
      "Deploy again. A second registration is not made: the next message names the first one, if it is there.",
    ),
    links: ["https://github.com/hashicorp/go-azure-sdk/blob/main/sdk/client/client.go"],
  },
  {
    code: "deploy.replication",
    says: [
      "to be replicated in Azure AD",
      "Timed out whilst waiting for new…to be replicated",
      "does not reference a valid application object",
      "NoBackingApplicationObject",
      "timeout while waiting for state to become",
    ],
    title: "The directory was slow to show what is new.",
    cause: "It is there; the provider, or another server of the directory, saw it too late.",
    remedy: deployAgain("Deploy again after a minute: it goes on where it stopped."),
    links: [
      "hashicorp/terraform-provider-azuread#1811",
      "hashicorp/terraform-provider-azuread#1802",
    ],
  },
  {
    code: "deploy.role-missing",
    says: ["Permission being assigned was not found on application"],
    title: "The directory does not find the app role that is to be assigned.",
    cause: "It is too new for some server, or somebody took it off the registration.",
    remedy: deployAgain("Deploy again after a minute, with the refresh that puts the role back."),
    links: ["https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto"],
  },
  {
    code: "deploy.timeout",
    says: ["context deadline exceeded"],
    from: ["provider", "graph"],
    title: "An answer, or a change to be seen, did not come in time.",
    cause: "Microsoft Graph or the network between is slow. What was made stays.",
    remedy: deployAgain("Deploy again: it goes on from what is there by then."),
    links: ["hashicorp/terraform-provider-azuread#1802"],
  },
  {
    code: "deploy.protected",
    says: ["cannot be deleted because it is protected", "marked for protection"],
    title: "The stack is protected from deletion.",
    cause: '"protect" is on, or was taken off in the same edit that removes a part.',
    remedy: 'Take "protect" off and run "pulumi up"; then remove the part and run it again.',
    links: ["https://www.pulumi.com/docs/iac/concepts/resources/options/protect/"],
    shownIn: ["readme"],
  },
];
