/** What is wrong with a stack that adopts a registration, in the light of that registration. */
import type { ManagementApiSpec } from "./keys";
import type { ExistingRegistration } from "./existing";
import type { Facts } from "./facts";
import { checkUriForms } from "./identifierUris";
import { importIds } from "./parts";
import type { Problem } from "./problem";
import { chooseFrom } from "./suggestion";
import { entriesOf, fieldOf, type Written } from "./written";

/** Import ids are those of declared parts; new URIs may be added; what is off stays so. */
export function checkAdopted(
  spec: ManagementApiSpec,
  written: Written,
  found: ExistingRegistration,
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
    const key = `registration.imports.${part}`;
    const id = ids.get(part);
    if (id === undefined) {
      return [
        {
          key,
          value,
          rule: "must name a part that the stack declares and that can be there",
          remedy: `${chooseFrom(part, [...ids.keys()])}, or take the entry out`,
        },
      ];
    }
    const isRight = id.endsWith("/")
      ? value.startsWith(id) && /^[^/]+$/.test(value.slice(id.length))
      : value === id;
    return isRight
      ? []
      : [
          {
            key,
            value,
            rule: `must be ${id.endsWith("/") ? `"${id}" and the assignment's id` : `"${id}"`}, the import id of that part of this registration`,
            remedy: 'run "npm run adopt" again, which writes it, or take the entry out',
          },
        ];
  });
}

/**
 * The provider writes scopes and app roles switched on, always: what somebody switched off must not
 * come on again unseen.
 */
function checkSwitchedOff(
  spec: ManagementApiSpec,
  written: Written,
  found: ExistingRegistration,
): readonly Problem[] {
  return (["scopes", "appRoles"] as const).flatMap((list) =>
    entriesOf(written, list).flatMap((entry) => {
      const { key, value } = fieldOf(entry, "value");
      const declared = spec[list].find((permission) => permission.value === value);
      const off = [...found.scopes, ...found.appRoles].find(
        (there) =>
          !there.enabled &&
          declared !== undefined &&
          (there.id === declared.id || there.value === declared.value),
      );
      return off === undefined
        ? []
        : [
            {
              key,
              value,
              rule: `must not be one that is switched off there: "${found.displayName}" has "${off.value}" switched off, and the provider would switch it on`,
              remedy:
                'take it out, choose another value, or switch it on first (portal, "Expose an API" or "App roles")',
            },
          ];
    }),
  );
}
