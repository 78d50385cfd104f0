/** What one `up` cannot change of the stack's registration as the directory has it now. */
import type { FoundRegistration } from "./found";
import { isOwn } from "../values/identifierUris";
import type { ManagementApiSpec } from "../keys";
import { type Problem, refuse } from "../reading/problem";
import { type Entry, entriesOf, fieldOf, type Written } from "../reading/written";

/** The rules of what is deployed: of the version of tokens, and of ids. */
export function checkDeployed(
  spec: ManagementApiSpec,
  written: Written,
  deployed: FoundRegistration,
  tenantId: string,
): readonly Problem[] {
  return [...checkVersionChange(spec, deployed, tenantId), ...checkIds(spec, written, deployed)];
}

/**
 * No way from version 2 to version 1 while there is a URI that version 1 may not have: the
 * registration is changed before its URIs are. Source:
 * https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions
 */
function checkVersionChange(
  { tokenVersion }: ManagementApiSpec,
  { displayName, clientId, identifierUris, tokenVersion: before }: FoundRegistration,
  tenantId: string,
): readonly Problem[] {
  if (tokenVersion !== 1 || before !== 2) return [];
  const foreign = identifierUris.filter((uri) => !isOwn(uri, { clientId, tenantId }));
  if (foreign.length === 0) return [];
  const named = foreign.map((uri) => `"${uri}"`).join(", ");
  return refuse(
    { key: "tokenVersion", value: tokenVersion },
    `must stay 2 while the registration "${displayName}" has the identifier URI ${named}: version 1 may not have it`,
    'take it out of "identifierUris" and run "pulumi up" with version 2, then write version 1 and run "pulumi up" again',
  );
}

/** The two lists of permissions; they share one namespace of values. */
const LISTS = ["scopes", "appRoles"] as const;

/**
 * No value gets another id, and neither moves between scopes and roles: the directory never holds
 * two of one value or id, and Pulumi makes what is new before it removes what is old. Where no id at
 * all is the stack's, its name may be another's.
 */
function checkIds(
  spec: ManagementApiSpec,
  written: Written,
  deployed: FoundRegistration,
): readonly Problem[] {
  const held = LISTS.flatMap((list) =>
    deployed[list].map(({ id, value }) => ({ list, id, value })),
  );
  const problems = LISTS.flatMap((list) =>
    entriesOf(written, list).flatMap((entry) => {
      const value = fieldOf(entry, "value");
      const declared = spec[list].find((permission) => permission.value === value.value);
      if (!declared) return [];
      const ofValue = held.find((permission) => permission.value === declared.value);
      const ofId = held.find(({ id }) => id === declared.id);
      if (ofValue && ofValue.list !== list) return valueTaken(value, ofValue, deployed);
      if (ofId && ofId.list !== list) return idTaken(entry, ofId, deployed);
      if (!ofValue || ofValue === ofId) return [];
      return ofId
        ? valueTaken(value, ofValue, deployed)
        : idChanged(fieldOf(entry, "id"), ofValue, deployed, spec);
    }),
  );
  const ids = LISTS.flatMap((list) => spec[list].map(({ id }) => id));
  const isOwn = spec.registration.mode === "adopt" || held.some(({ id }) => ids.includes(id));
  return isOwn || problems.length === 0 ? problems : nameTaken(spec, held, deployed);
}

function nameTaken(
  spec: ManagementApiSpec,
  held: readonly Held[],
  { clientId }: FoundRegistration,
): readonly Problem[] {
  const values = LISTS.flatMap((list) => spec[list].map(({ value }) => value));
  const pins = held
    .filter(({ value }) => values.includes(value))
    .map((each) => `the ${titleOf(each)} "${each.value}" is "${each.id}"`)
    .join(", ");
  return refuse(
    { key: "displayName", value: spec.displayName },
    `must be the name of the stack's own registration: the one of the client id "${clientId}" has it, and none of the ids that config comes to`,
    `if this stack did not make that registration, choose another "displayName"; if it did, leave ids as they are there (${pins}), or take out what is to change, run "pulumi up", put it back and run "pulumi up" again`,
  );
}

/** A scope or app role that the directory has. */
interface Held {
  readonly list: (typeof LISTS)[number];
  readonly id: string;
  readonly value: string;
}

function titleOf({ list }: Held): string {
  return list === "scopes" ? "scope" : "app role";
}

function idTaken(entry: Entry, held: Held, { displayName }: FoundRegistration): readonly Problem[] {
  const id = fieldOf(entry, "id");
  return refuse(
    id.value === undefined ? fieldOf(entry, "value") : id,
    `must not come under the id "${held.id}", which the registration "${displayName}" has at present as the ${titleOf(held)} "${held.value}": it is free only after that one is removed`,
    'remove that one first, run "pulumi up", then do this and run "pulumi up" again; or write another "id" here',
  );
}

function idChanged(
  entry: Entry,
  held: Held,
  { displayName }: FoundRegistration,
  { registration }: ManagementApiSpec,
): readonly Problem[] {
  const { list, id, value } = held;
  return refuse(
    entry,
    `must stay "${id}": the registration "${displayName}" has the ${titleOf(held)} "${value}" under that id, and no id changes in one "pulumi up"`,
    registration.mode === "adopt"
      ? `write "id: ${id}"; and if the stack has not adopted it yet, run "npm run adopt -- --client-id ${registration.clientId}", which writes the import ids too`
      : `write "id: ${id}"; or, to change it, take "${value}" out of "${list}" and out of all that names it, run "pulumi up", ` +
          'put it back and run "pulumi up" again (until then nobody has it)',
  );
}

function valueTaken(
  entry: Entry,
  held: Held,
  { displayName }: FoundRegistration,
): readonly Problem[] {
  return refuse(
    entry,
    `must not be a value that the registration "${displayName}" has at present as another ${titleOf(held)} ("${held.id}"): it is free only after that one is renamed or removed`,
    'rename or remove that one first, run "pulumi up", then do this and run "pulumi up" again',
  );
}
