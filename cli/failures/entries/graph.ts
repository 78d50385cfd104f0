/** What Microsoft Graph answers to questions of `doctor` by `az`. */
import { deployAgain, type Entry } from "../failure";

const ERRORS = "https://learn.microsoft.com/graph/errors";

export const GRAPH_FAILURES: readonly Entry[] = [
  {
    code: "deploy.not-found",
    says: [
      "Request_ResourceNotFound",
      "does not exist or one of its queried reference-property objects",
    ],
    from: ["provider"],
    kind: "notFound",
    title: "Microsoft Graph does not know an object that the deployment is about.",
    cause: "It is too new for some server, was deleted, or is in another tenant.",
    remedy: deployAgain(
      "Deploy again after a minute; the refresh before it finds what was deleted. If it stays, compare ARM_TENANT_ID with the stack's tenant.",
    ),
    links: [ERRORS, "hashicorp/terraform-provider-azuread#1802"],
  },
  {
    code: "graph.not-found",
    says: [
      "Request_ResourceNotFound",
      "does not exist or one of its queried reference-property objects",
      "ResourceNotFound",
    ],
    from: ["az", "graph"],
    kind: "notFound",
    title: "Microsoft Graph does not know the object.",
    cause: "It was deleted, or is in another tenant.",
    remedy: 'Run "doctor" to see what is missing.',
    links: [ERRORS],
  },
  {
    code: "graph.denied",
    name: "Forbidden({…})",
    says: ["Forbidden(", "403 Client Error"],
    from: ["graph"],
    kind: "denied",
    title: "Microsoft Graph does not let this account read it.",
    cause: "The account, or the tenant's settings for guests and users, lacks the right.",
    remedy: "Ask somebody who may read the directory.",
    links: [ERRORS],
  },
];
