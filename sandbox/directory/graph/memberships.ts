/**
 * Which groups somebody is in, nested ones included. Shared by Graph and by the token service's
 * group claims.
 */
import type { Group } from "../model";
import type { DirectoryState } from "../state";

/** The groups that hold a principal, directly or through other groups, each once, nearest first. */
export function groupsOf(state: DirectoryState, principalId: string): readonly Group[] {
  const found = new Set<Group>();
  let inner: readonly string[] = [principalId];
  while (inner.length > 0) {
    const next = state.groups.filter(
      (group) => !found.has(group) && group.members.some((member) => inner.includes(member)),
    );
    for (const group of next) found.add(group);
    inner = next.map(({ id }) => id);
  }
  return [...found];
}

export function directGroupsOf(state: DirectoryState, principalId: string): readonly Group[] {
  return state.groups.filter(({ members }) => members.includes(principalId));
}
