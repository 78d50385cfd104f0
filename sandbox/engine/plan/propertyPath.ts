/**
 * Property paths as `ignoreChanges` writes them, of names only: `tags`,
 * `api.oauth2PermissionScopes`. Others are refused where registrations are read.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/miscellaneous/property-paths/
 */
import { EngineError } from "../errors";
import { isMap, own, type StateProperties, type StateValue } from "../state/value";

/**
 * The inputs with every ignored path set back to its old value, or taken away where there was none.
 *
 * @throws EngineError with the CLI's text where an old value has no place in the new inputs.
 */
export function ignoreChanges(
  inputs: StateProperties,
  old: StateProperties,
  paths: readonly string[],
): StateProperties {
  const { result, missing } = resetPaths(inputs, old, paths);
  if (missing.length === 0) return result;
  throw new EngineError(
    "cannot ignore changes to the following properties because one or more elements of the path are missing: " +
      `"${missing.join(", ")}"`,
  );
}

/**
 * Like {@link ignoreChanges}, as far as possible; tells the paths whose old values have no place in
 * the new inputs.
 */
export function resetPaths(
  inputs: StateProperties,
  old: StateProperties,
  paths: readonly string[],
): { readonly result: StateProperties; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const result = paths.reduce((current, text) => {
    const reset = resetPath(current, old, text.split("."));
    if (reset === undefined) missing.push(text);
    return reset ?? current;
  }, inputs);
  return { result, missing };
}

/**
 * `value` with what `path` names taken from `old`; undefined where `old` has a value that has no
 * place in `value`.
 */
function resetPath(
  value: StateProperties,
  old: StateValue | undefined,
  path: readonly string[],
): StateProperties | undefined {
  const [key = "", ...rest] = path;
  const oldChild = own(old, key);
  if (rest.length === 0) {
    return oldChild === undefined
      ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
      : { ...value, [key]: oldChild };
  }
  const child = own(value, key);
  if (oldChild === undefined || !isMap(child)) {
    // Nothing to restore below a part that one side lacks; unless the old value would be lost by
    // that.
    return path.reduce(own, old) === undefined ? value : undefined;
  }
  const reset = resetPath(child, oldChild, rest);
  return reset && { ...value, [key]: reset };
}
