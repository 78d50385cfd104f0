/** What is wrong with a stack that adopts a registration, in the light of that registration. */
import type { ManagementApiSpec } from "../keys";
import type { FoundRegistration } from "./found";
import type { Facts } from "./facts";
import { checkUriForms } from "../values/identifierUris";
import { importIds } from "../parts";
import { type Problem, refuse } from "../reading/problem";
import { chooseFrom } from "../reading/suggestion";
import { entriesOf, fieldOf, type Written } from "../reading/written";

/** Import ids are those of declared parts; new URIs may be added; what is off stays so. */
export function checkAdopted(
  spec: ManagementApiSpec,
  written: Written,
  found: FoundRegistration,
  facts: Facts,
): readonly Problem[] {
  return [
    ...checkImportIds(spec, facts),
    ...checkUriForms(written, found.identifierUris),
    ...checkSwitchedOff(spec, written, found),
  ];
}

function checkImportIds(spec: ManagementApiSpec, facts: Facts): readonly Problem[] {
  if (spec.registration.mode !== "adopt") return [];
  const ids = importIds(spec, facts);
  return Object.entries(spec.registration.imports).flatMap(([part, value]) => {
    const entry = { key: `registration.imports.${part}`, value };
    const id = ids.get(part);
    if (id === undefined) {
      return refuse(
        entry,
        "must name a part that the stack declares and that can be there",
        `${chooseFrom(part, [...ids.keys()])}, or take the entry out`,
      );
    }
    const isBeginning = id.endsWith("/");
    const isRight = isBeginning
      ? value.startsWith(id) && /^[^/]+$/.test(value.slice(id.length))
      : value === id;
    if (isRight) return [];
    return refuse(
      entry,
      `must be "${id}"${isBeginning ? " and the assignment's id" : ""}, the import id of that part of this registration`,
      'run "npm run adopt" again, which writes it, or take the entry out',
    );
  });
}

/**
 * The provider writes scopes and app roles switched on, always: what somebody switched off must not
 * come on again unseen.
 */
function checkSwitchedOff(
  spec: ManagementApiSpec,
  written: Written,
  found: FoundRegistration,
): readonly Problem[] {
  const switchedOff = [...found.scopes, ...found.appRoles].filter(({ enabled }) => !enabled);
  return (["scopes", "appRoles"] as const).flatMap((list) =>
    entriesOf(written, list).flatMap((entry) => {
      const value = fieldOf(entry, "value");
      const declared = spec[list].find((permission) => permission.value === value.value);
      const off = switchedOff.find(
        (there) => there.id === declared?.id || there.value === declared?.value,
      );
      if (off === undefined) return [];
      return refuse(
        value,
        `must not be one that is switched off there: "${found.displayName}" has "${off.value}" switched off, and the provider would switch it on`,
        'take it out, choose another value, or switch it on first (portal, "Expose an API" or "App roles")',
      );
    }),
  );
}
