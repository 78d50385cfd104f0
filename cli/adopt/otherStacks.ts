/** Other stacks of the project that have to do with a registration, as far as can be seen. Pure. */
import { deriveId } from "../../components/rules/ids";
import type { Warning } from "./description";
import type { Found } from "./found";

/**
 * Warns of stacks that name the registration in their files, or that have made it: its scopes and
 * app roles have the ids that such a stack derives.
 *
 * @param others the texts of their files, by stack.
 */
export function otherStacks(
  { application }: Found,
  project: string,
  others: ReadonlyMap<string, string>,
): readonly Warning[] {
  const ids = (stack: string): readonly string[] => [
    ...application.api.oauth2PermissionScopes.map(({ value }) =>
      deriveId({ project, stack }, "scope", value),
    ),
    ...application.appRoles.map(({ value }) => deriveId({ project, stack }, "appRole", value)),
  ];
  const there = [...application.api.oauth2PermissionScopes, ...application.appRoles];
  return [...others].flatMap(([stack, text]) => {
    const made = ids(stack).some((id) => there.some((part) => part.id === id));
    // In mode existing a stack owns nothing of it.
    const isNamed =
      text.toLowerCase().includes(application.appId) && !/\bmode:\s*["']?existing/.test(text);
    if (!made && !isNamed) return [];
    const what = made ? "has made parts of it" : "names it in its config";
    return [
      {
        code: "other-stack",
        text: `The stack "${stack}" ${what}. Two stacks that own one registration undo each other's work, and a destroy of one deletes it: have the other one release it first ("npm run release"), unless it has done so.`,
      },
    ];
  });
}
