/** What every PATCH does. */

/** A copy of `target` with the members of `patch` that were sent. */
export function assign<T extends object>(
  target: T,
  patch: { readonly [K in keyof T]?: T[K] | undefined } | undefined,
): T {
  const sent = Object.entries(patch ?? {}).filter(([, value]) => value !== undefined);
  return { ...target, ...Object.fromEntries(sent) };
}
