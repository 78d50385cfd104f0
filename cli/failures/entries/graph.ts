/** What Microsoft Graph answers to questions of `doctor` by `az`. */
import { advice, because, type Failure } from "../failure";

const ERRORS = "https://learn.microsoft.com/graph/errors";

/** Entries. */
export const GRAPH_FAILURES: readonly Failure[] = [
  {
    code: "graph.not-found",
    name: "Request_ResourceNotFound",
    says: [
      "Request_ResourceNotFound",
      "does not exist or one of its queried reference-property objects",
      "ResourceNotFound",
    ],
    from: ["az", "graph", "provider"],
    kind: "notFound",
    title: "Microsoft Graph does not know the object.",
    cause: because("It was deleted, or is in another tenant."),
    remedy: advice('Run "doctor" to see what is missing.'),
    links: [ERRORS],
  },
  {
    code: "graph.denied",
    name: "Forbidden({…})",
    says: ["Forbidden(", "403 Client Error"],
    from: ["graph"],
    kind: "denied",
    title: "Microsoft Graph does not let this account read it.",
    cause: because("The account, or the tenant's settings for guests and users, lacks the right."),
    remedy: advice("Ask somebody who may read the directory."),
    links: [ERRORS],
  },
];
