/**
 * Pulumi.yaml: what the project declares. Keys that only inform are ignored; keys that would change
 * what happens and that this engine does not honour are refused by name.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/projects/project-file/
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { EngineError, messageOf, notImplemented } from "../errors";
import { asText, hasCode, isFields, type Fields } from "../fields";

/** A project file, read and checked. */
export interface ProjectFile {
  readonly name: string;
  /** The folder of Pulumi.yaml, absolute. */
  readonly directory: string;
  /** By declared config key, what it is where a stack does not say; undefined: it has to. */
  readonly config: Readonly<Record<string, unknown>>;
  /** `options.refresh: always`: every preview, up and destroy looks at the real resources first. */
  readonly refreshAlways: boolean;
}

const FILE = "Pulumi.yaml";
const INFORMATION = ["description", "author", "website", "license", "template"];
const HONOURED = ["name", "runtime", "config", "options"];

/**
 * Reads Pulumi.yaml of a folder.
 *
 * @throws EngineError where it is missing, malformed, or asks for something that this engine does
 * not do.
 */
export async function readProject(directory: string): Promise<ProjectFile> {
  const fields = await readYaml(join(directory, FILE));
  if (fields === undefined) {
    throw new EngineError(
      `no "${FILE}" in "${directory}"; a Pulumi project is a folder that has one`,
    );
  }
  refuseOthers(fields, [...HONOURED, ...INFORMATION], (key) => `${key} in ${FILE}`);
  const name = fields["name"];
  if (typeof name !== "string" || !/^[\w.-]{1,100}$/.test(name)) {
    throw new EngineError(
      `"name" in ${FILE} must be 1 to 100 letters, digits, "-", "_" or "."; it is "${asText(name)}"`,
    );
  }
  checkRuntime(fields["runtime"]);
  return {
    name,
    directory,
    config: readDeclarations(fields["config"]),
    refreshAlways: readRefresh(fields["options"]),
  };
}

/**
 * Reads a YAML mapping; undefined where there is no such file, an empty mapping where it is empty.
 *
 * @throws EngineError where it cannot be read or is something else.
 */
export async function readYaml(path: string): Promise<Fields | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw new EngineError(`cannot read "${path}": ${messageOf(error)}`);
  }
  let content: unknown;
  try {
    content = parse(text) ?? {};
  } catch (error) {
    throw new EngineError(`"${path}" is not valid YAML: ${messageOf(error)}`);
  }
  if (!isFields(content)) throw new EngineError(`"${path}" must hold keys and values`);
  return content;
}

/** Refuses every key of `fields` that is not in `known`. */
export function refuseOthers(
  fields: Fields,
  known: readonly string[],
  name: (key: string) => string,
): void {
  const other = Object.keys(fields).find((key) => !known.includes(key));
  if (other !== undefined) throw notImplemented(name(other));
}

function checkRuntime(runtime: unknown): void {
  const name = isFields(runtime) ? runtime["name"] : runtime;
  if (name !== "nodejs") throw notImplemented(`runtime: ${asText(name)} in ${FILE}`);
  const options = isFields(runtime) && isFields(runtime["options"]) ? runtime["options"] : {};
  // "typescript: true" is the default.
  const known = ["packagemanager", ...(options["typescript"] === true ? ["typescript"] : [])];
  refuseOthers(options, known, (key) => `runtime.options.${key} in ${FILE}`);
}

function readRefresh(options: unknown): boolean {
  if (options === undefined || options === null) return false;
  if (!isFields(options)) throw new EngineError(`"options" in ${FILE} must hold keys and values`);
  refuseOthers(options, ["refresh"], (key) => `options.${key} in ${FILE}`);
  const refresh = options["refresh"];
  if (refresh !== undefined && refresh !== "always") {
    throw new EngineError(
      `"options.refresh" in ${FILE} can only be "always"; it is "${asText(refresh)}"`,
    );
  }
  return refresh === "always";
}

function readDeclarations(config: unknown): ProjectFile["config"] {
  if (config === undefined || config === null) return {};
  if (!isFields(config)) throw new EngineError(`"config" in ${FILE} must hold keys and values`);
  return Object.fromEntries(
    Object.entries(config).map(([key, raw]) => [key, readDeclaration(key, raw)]),
  );
}

function readDeclaration(key: string, raw: unknown): unknown {
  if (key.includes(":")) throw notImplemented(`config.${key} in ${FILE}`);
  // The short form "key: value" gives the value itself.
  if (!isFields(raw)) return raw ?? undefined;
  refuseOthers(raw, ["description", "default"], (other) => `config.${key}.${other} in ${FILE}`);
  return raw["default"] ?? undefined;
}
