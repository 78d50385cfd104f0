/** People and groups: who owns, who is assigned, whom the API lets in. */
import { NIL } from "uuid";
import * as v from "valibot";
import type { Problem } from "../reading/problem";
import {
  isRecord,
  isUuid,
  keyed,
  listOf,
  rule,
  text,
  uniqueName,
  visible,
  wrongForm,
} from "../reading/schema";
import { checkUniqueTexts, entryOf, fieldOf, itemsOf, type Written } from "../reading/written";

/** A user or group: by object id, or a user by user principal name. */
export interface PrincipalRef {
  readonly kind: "objectId" | "userPrincipalName";
  /** In lower case: capitals do not count. */
  readonly id: string;
}

/** Loose on purpose: guests' names hold `#EXT#`. The directory has the last word. */
function isUserPrincipalName(text: string): boolean {
  const [name = "", domain = "", ...more] = text.split("@");
  const hasDot = domain.slice(1, -1).includes(".");
  return more.length === 0 && name !== "" && hasDot && !/[\s"]/.test(text);
}

/** The schema of one user or group in config. */
export const principalSchema = v.pipe(
  v.string(),
  rule(
    (value) => (isUuid(value) && value !== NIL) || isUserPrincipalName(value),
    "must be an object id (a UUID) or a user principal name",
    'write it as the portal\'s "Object ID", or as "name@your-domain"',
  ),
  visible(),
  v.transform((value): PrincipalRef => ({
    kind: isUuid(value) ? "objectId" : "userPrincipalName",
    id: value.toLowerCase(),
  })),
);

/** The schema of a list of users and groups in config. */
export const principalsSchema = listOf(principalSchema);

/** Principals in a fixed order, so that reordering the list in config changes nothing. */
export function sortPrincipals(refs: readonly PrincipalRef[]): readonly PrincipalRef[] {
  return [...refs].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The security group whose members the API lets in, next to holders of the app role. */
export type ProducersSpec =
  /** No group: every user who gets a token may call the API. */
  | { readonly kind: "none" }
  /** A group that others own, by object id; never changed. */
  | { readonly kind: "existing"; readonly objectId: string }
  /** A group that this stack creates and owns. */
  | {
      readonly kind: "created";
      readonly displayName: string;
      readonly description: string;
      readonly members: readonly PrincipalRef[];
      readonly owners: readonly PrincipalRef[];
    };

/** Source: https://learn.microsoft.com/graph/api/resources/group */
const GROUP_NAME_LENGTH = 256;

const FORMS =
  'must be "none", a group\'s object id (a UUID), or a map that describes a group to create';

const byName = v.pipe(
  v.string(),
  rule(
    (value) => value === "none" || isUuid(value),
    FORMS,
    (value) =>
      // A key without a value comes as an empty text.
      ["none", ""].includes(value.toLowerCase())
        ? 'write "none"'
        : 'write the group\'s "Object ID"',
  ),
  v.transform((value) =>
    value === "none"
      ? ({ kind: "none" } as const)
      : ({ kind: "existing", objectId: value.toLowerCase() } as const),
  ),
);

const toCreate = v.pipe(
  keyed({
    displayName: v.optional(uniqueName(GROUP_NAME_LENGTH)),
    description: v.optional(text(1024)),
    members: v.optional(principalsSchema),
    owners: v.optional(principalsSchema),
  }),
  v.transform((group) => ({ kind: "created" as const, group })),
);

/** The schema of the config key `producers`. */
export const producersSchema = v.lazy((value) => {
  if (typeof value === "string") return byName;
  return isRecord(value)
    ? toCreate
    : wrongForm(FORMS, 'write "none", the group\'s "Object ID", or a map with "members"');
});

/** The group as config gives it, shape already checked. */
export type ProducersEntry = v.InferOutput<typeof producersSchema>;

/** No member and no owner twice. */
export function checkProducers(written: Written): readonly Problem[] {
  const group = entryOf(written, "producers");
  return ["members", "owners"].flatMap((list) => checkUniqueTexts(itemsOf(fieldOf(group, list))));
}

/** The group with its defaults: named after the stack, nobody in it, owned by the caller. */
export function resolveProducers(entry: ProducersEntry, stack: string): ProducersSpec {
  if (entry.kind !== "created") return entry;
  const { displayName, description, members, owners } = entry.group;
  return {
    kind: "created",
    displayName: displayName ?? `BDK Producers (${stack})`,
    description: description ?? "May call the Management API of the Broadcast Development Kit",
    members: sortPrincipals(members ?? []),
    owners: sortPrincipals(owners ?? []),
  };
}
