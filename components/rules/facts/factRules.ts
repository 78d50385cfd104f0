/** What is wrong with a stack in the light of the directory, joined. */
import { checkAdopted } from "./adoptedRules";
import { assigned } from "../values/assignments";
import type { ManagementApiSpec } from "../keys";
import { checkExisting } from "./existingRules";
import type { Facts } from "./facts";
import { checkLookedUp } from "../values/graphPermissions";
import { checkDeployed } from "./deployedRules";
import type { Problem } from "../reading/problem";
import { checkUnique, entriesOf, fieldOf, type Written } from "../reading/written";

/** What is wrong with a stack in the light of the directory. */
export function checkFacts(
  spec: ManagementApiSpec,
  written: Written,
  facts: Facts,
): readonly Problem[] {
  const { found, caller } = facts;
  const ofReference = checkReference(spec, written, facts);
  // What must not be declared at all needs no other id.
  const refused = new Set(ofReference.map(({ key }) => listEntryOf(key)));
  return [
    ...checkLookedUp(written, facts.graphPermissions),
    ...(found === undefined || spec.registration.mode === "existing"
      ? []
      : checkDeployed(spec, written, found, caller.tenantId).filter(
          ({ key }) => !refused.has(listEntryOf(key)),
        )),
    ...ofReference,
    ...checkUnique(
      entriesOf(written, "assignments"),
      (entry) => {
        const { value } = assigned(entry);
        const who = typeof value === "string" ? value.toLowerCase() : "";
        const role = fieldOf(entry, "role").value ?? null;
        return JSON.stringify([facts.users[who] ?? facts.servicePrincipals[who] ?? who, role]);
      },
      (first) => `must not name the same as "${first}" once more`,
    ),
  ];
}

/** The entry of a list that a field belongs to. */
function listEntryOf(key: string): string {
  return key.replace(/\.[^.]*$/, "");
}

function checkReference(
  spec: ManagementApiSpec,
  written: Written,
  facts: Facts,
): readonly Problem[] {
  const { registration: reference } = spec;
  const { found, cloud } = facts;
  if (found === undefined || reference.mode === "create") return [];
  return reference.mode === "adopt"
    ? checkAdopted(spec, written, found, facts)
    : checkExisting({ spec, written, reference, found, cloud });
}
