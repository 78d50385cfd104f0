import * as v from "valibot";

const exported = v.object({
  deployment: v.nullish(
    v.object({ resources: v.nullish(v.array(v.looseObject({ urn: v.string() })), []) }),
    {},
  ),
});

/** The URNs in what `pulumi stack export` prints; none in anything else. */
export function urnsIn(state: unknown): readonly string[] {
  const parsed = v.safeParse(exported, state);
  return parsed.success ? parsed.output.deployment.resources.map(({ urn }) => urn) : [];
}
