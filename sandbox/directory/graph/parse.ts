/** From a request's JSON to checked values, refused in Graph's words. */
import * as v from "valibot";
import { badRequest, type GraphError } from "../errors";

/** A body taken apart: plain properties, and the ids behind `<name>@odata.bind`. */
export interface ParsedBody<T> {
  readonly properties: T;
  readonly bindings: Readonly<Record<string, readonly string[]>>;
}

/**
 * Checks a request's body. Type annotations and an `id` are ignored, because SDKs send them along.
 *
 * @param resource the type's name as Graph's messages have it, for example "Application".
 * @throws GraphError 400 that names the property.
 */
export function parseBody<S extends v.GenericSchema>(
  schema: S,
  body: unknown,
  resource: string,
): ParsedBody<v.InferOutput<S>> {
  const members = readObject(body);
  const bindings: Record<string, readonly string[]> = {};
  const properties: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) {
    if (name.endsWith("@odata.bind")) {
      bindings[name.slice(0, -"@odata.bind".length)] = readReferences(value, name);
    } else if (name !== "id" && !name.includes("@odata.")) {
      properties[name] = value;
    }
  }
  const parsed = v.safeParse(schema, properties);
  if (!parsed.success) throw invalidProperty(parsed.issues[0], resource);
  return { properties: parsed.output, bindings };
}

/** The object id in the body of a POST to `…/$ref`. @throws GraphError 400. */
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

function readReferences(value: unknown, name: string): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((item) => readReference(item, name));
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
function invalidProperty(issue: v.BaseIssue<unknown>, resource: string): GraphError {
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
