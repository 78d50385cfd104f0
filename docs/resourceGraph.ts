/**
 * The picture in the README, made from the state of a real deployment: which resources a stack has,
 * and which waits for which. A test deploys the default stack and compares.
 */

/** A resource of an exported stack, as far as the picture needs it. */
interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly dependencies?: readonly string[];
}

const WHAT: Readonly<Record<string, string>> = {
  Application: "the registration: name, owners, app roles, claims, Graph permissions",
  ApplicationIdentifierUri: "api://&lt;client id&gt;",
  ApplicationPermissionScope: "access_as_producer",
  ApplicationPreAuthorized: "the Azure CLI, for that scope",
  ServicePrincipal: "the API in your tenant",
};

/** The graph as Mermaid text, in the order of the names. */
export function resourceGraph(resources: readonly Readonly<Record<string, unknown>>[]): string {
  const parts = (resources as readonly unknown[] as readonly StateResource[])
    .filter(({ type }) => type.startsWith("azuread:"))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const idOf = (urn: string) => parts.findIndex((part) => part.urn === urn);
  const nodes = parts.map(({ type }, index) => {
    const name = type.split(":").at(-1) ?? type;
    return `    r${index}["<b>${name}</b><br/>${WHAT[name] ?? ""}"]`;
  });
  const edges = parts.flatMap(({ dependencies = [] }, index) =>
    dependencies
      .map(idOf)
      .filter((target) => target !== -1)
      .map((target) => `    r${target} --> r${index}`),
  );
  return [
    "flowchart LR",
    '  subgraph component ["ManagementApi"]',
    ...nodes,
    "  end",
    ...edges.map((edge) => edge.slice(2)),
  ].join("\n");
}
