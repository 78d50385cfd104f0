/** From a request's JSON to checked values, refused in Graph's words. */
import * as v from "valibot";
import { badRequest, type Refusal } from "../errors";

/**
 * Checks a request's body. Annotations and an `id` are ignored, because SDKs send them along.
 *
 * @param resource the type's name as Graph's messages have it, for example "Application".
 * @throws Refusal 400 that names the property.
 */
export function parseBody<S extends v.GenericSchema>(
  schema: S,
  body: unknown,
  resource: string,
): v.InferOutput<S> {
  const properties = Object.entries(readObject(body)).filter(
    ([name]) => name !== "id" && !name.includes("@odata."),
  );
  const parsed = v.safeParse(schema, Object.fromEntries(properties));
  if (!parsed.success) throw invalidProperty(parsed.issues[0], resource);
  return parsed.output;
}

/** The object ids behind `<list>@odata.bind`; none where it is not there. @throws Refusal 400. */
export function parseBindings(body: unknown, list: "owners" | "members"): readonly string[] {
  const name = `${list}@odata.bind`;
  const { [name]: value = [] } = readObject(body);
  const references: readonly unknown[] = Array.isArray(value) ? value : [value];
  return references.map((reference) => readReference(reference, name));
}

/** The object id in the body of a POST to `…/$ref`. @throws Refusal 400. */
export function parseReference(body: unknown): string {
  return readReference(readObject(body)["@odata.id"], "@odata.id");
}

function readObject(body: unknown): Readonly<Record<string, unknown>> {
  const parsed = v.safeParse(v.record(v.string(), v.unknown()), body);
  if (!parsed.success || Array.isArray(body)) {
    throw badRequest(
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    );
  }
  return parsed.output;
}

// Whatever the host and version: the object's id is the last part.
function readReference(value: unknown, name: string): string {
  const id =
    typeof value === "string"
      ? /\/(?:directoryObjects|users|groups|servicePrincipals)\/([^/]+)\/?$/.exec(value)?.[1]
      : undefined;
  if (id === undefined) throw badRequest(`Invalid value specified for property '${name}'.`, name);
  return id;
}

// Graph's words: https://github.com/pnp/PnP-Sites-Core/issues/1807 for a property that a type does
// not have.
function invalidProperty(issue: v.BaseIssue<unknown>, resource: string): Refusal {
  const path = v.getDotPath(issue) ?? "";
  if (issue.expected === "never") return badRequest(`Invalid property '${path}'.`, path);
  if (issue.input === undefined) {
    return badRequest(
      `A value is required for property '${path}' of resource '${resource}'.`,
      path,
    );
  }
  return badRequest(
    `Invalid value specified for property '${path}' of resource '${resource}'.`,
    path,
  );
}
