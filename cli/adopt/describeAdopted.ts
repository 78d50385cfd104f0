/** A registration in terms of a stack that adopts it. Pure. */
import {
  assignmentPart,
  clientPart,
  importIds,
  REGISTRATION,
  SERVICE_PRINCIPAL,
} from "../../components/rules/parts";
import { type Facts, objectIdOf } from "../../components/rules/facts/facts";
import { ELSEWHERE } from "../../components/rules/values/assignments";
import { parseManagementApi } from "../../components/rules/config";
import type { ManagementApiSpec } from "../../components/rules/keys";
import type { StackIdentity } from "../../components/rules/ids";
import type { Checked, Problem } from "../../components/rules/reading/problem";
import { when } from "../when";
import { type Change, type Description, minimal, type Warning } from "./description";
import { factsOf, groupClaimsOf } from "./facts";
import type { Found } from "./found";
import { type Item, keyOfItem, LISTS, type Proposal, propose } from "./items";
import { judge } from "./judge";
import { knowFirst, untouched } from "./untouched";

/**
 * Describes a registration so that a stack which adopts it changes nothing but what is announced.
 * What the program's rules do not take is left alone, with the rule as the reason.
 *
 * @returns the program's own problems where they are about no part that can be left alone.
 */
export function describeAdopted(found: Found, identity: StackIdentity): Checked<Description> {
  const facts = factsOf(found);
  const refused = new Map<string, Problem>();
  for (;;) {
    const proposal = propose(found, identity, refused);
    const config = configOf(proposal, found);
    const judged = judge(config, identity, facts);
    if (judged.ok) {
      const spec = judged.value;
      const { items, left } = proposal;
      const added = items.filter(({ isNew }) => isNew).map(({ id }) => clientPart(id));
      return {
        ok: true,
        value: {
          // It is so by default; whoever reads the file should see it.
          config: {
            ...minimal(config, (each) => parseManagementApi(each, identity)),
            protect: true,
          },
          imports: importsOf(found, facts, spec, added),
          leftAlone: [...left, ...untouched(found)],
          changes: changesOf(found, added),
          warnings: [...knowFirst(found), ...warningsOf(found, spec)],
        },
      };
    }
    const before = refused.size;
    for (const problem of judged.problems) {
      const item = itemAt(proposal, problem);
      if (item !== undefined) refused.set(keyOfItem(item), problem);
    }
    if (refused.size === before) return judged;
  }
}

/** The whole config, defaults and all. */
function configOf({ items }: Proposal, { application, servicePrincipal }: Found) {
  const lists = Object.keys(LISTS).map(
    (list) =>
      [list, items.filter((item) => item.list === list).flatMap(({ entries }) => entries)] as const,
  );
  const isRequired = servicePrincipal?.appRoleAssignmentRequired ?? false;
  const isNobodyNamed = items.every(({ list }) => list !== "assignments");
  const claims = groupClaimsOf(application.groupMembershipClaims).filter((name) => name !== "None");
  return {
    registration: { mode: "adopt", clientId: application.appId },
    ...Object.fromEntries(lists),
    tokenVersion: application.api.requestedAccessTokenVersion === 2 ? 2 : 1,
    groupMembershipClaims: claims.length > 1 ? claims : (claims[0] ?? "none"),
    assignmentRequired: isRequired,
    ...(isRequired && isNobodyNamed && { assignments: ELSEWHERE }),
  };
}

/** The item whose entry a problem is about. */
function itemAt({ items }: Proposal, { key }: Problem): Item | undefined {
  const [, list, index] = /^(\w+)\[(\d+)\]/.exec(key) ?? [];
  return items
    .filter((item) => item.list === list)
    .flatMap((item) => item.entries.map(() => item))
    .at(index === undefined ? Infinity : Number(index));
}

/** Import ids of the declared parts that are there. */
function importsOf(
  { assignments }: Found,
  facts: Facts,
  spec: ManagementApiSpec,
  added: readonly string[],
): Readonly<Record<string, string>> {
  const assignmentIds = new Map(
    spec.assignments.map((assignment) => {
      const { principal, roleId } = assignment;
      const holder = principal.kind === "producers" ? undefined : objectIdOf(principal, facts);
      const live = assignments.find(
        ({ principalId, appRoleId }) => principalId === holder && appRoleId === roleId,
      );
      return [assignmentPart(assignment, spec, facts).name, live?.id ?? ""] as const;
    }),
  );
  return Object.fromEntries(
    [...importIds(spec, facts)]
      .filter(([part]) => !added.includes(part))
      .map(([part, id]) => [part, `${id}${assignmentIds.get(part) ?? ""}`]),
  );
}

function changesOf(
  { application, servicePrincipal }: Found,
  added: readonly string[],
): readonly Change[] {
  const { api, groupMembershipClaims } = application;
  return [
    ...added.map((part) => ({
      code: "client.added",
      part,
      text: "The Azure CLI is pre-authorized for all scopes of the config.",
    })),
    ...when(servicePrincipal === undefined, {
      code: "service-principal.created",
      part: SERVICE_PRINCIPAL,
      text: "The service principal is created: the tenant has none, so nobody gets a token today.",
    }),
    ...when(typeof api.requestedAccessTokenVersion !== "number", {
      code: "token-version.written",
      part: REGISTRATION,
      text: 'The token version, which is empty and means 1, is written as 1: the provider has no word for "empty".',
    }),
    ...when(groupClaimsOf(groupMembershipClaims).includes("None"), {
      code: "group-claims.cleared",
      part: REGISTRATION,
      text: 'The group claims, which are "None", are emptied: that means the same.',
    }),
  ];
}

function warningsOf(
  { servicePrincipal }: Found,
  { scopes }: ManagementApiSpec,
): readonly Warning[] {
  return [
    ...when(servicePrincipal?.accountEnabled === false, {
      code: "service-principal.off",
      text: "Its service principal is switched off, and stays so: nobody gets a token (AADSTS500014).",
    }),
    ...when(scopes.length === 0, {
      code: "scopes.none",
      text: 'No scope of it can stand in config, so no client is pre-authorized. Add one under "scopes", and the Azure CLI under "clients".',
    }),
  ];
}
