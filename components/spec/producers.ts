import * as v from "valibot";
import { groupName } from "./names";
import { chooseFrom } from "./suggestion";
import type { Problem } from "./problem";
import { principalsSchema, sortPrincipals } from "./principals";
import type { PrincipalRef } from "./principals";
import { isRecord, keyed, rule, text, wrongForm } from "./schema";
import { checkUniqueTexts } from "./unique";
import { fieldOf, itemsOf, type Written } from "./written";

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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const FORMS =
  'must be "none", a group\'s object id (a UUID), or a map that describes a group to create';

const byName = v.pipe(
  v.string(),
  rule(
    (value) => value === "none" || UUID.test(value),
    FORMS,
    (value) =>
      value.toLowerCase() === "none"
        ? chooseFrom(value, ["none"])
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
    displayName: v.optional(groupName),
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
  const group = { key: "producers", value: written["producers"] };
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
