/**
 * Stack config: Pulumi.<stack>.yaml merged with what Pulumi.yaml declares, with the rules and
 * messages of the CLI.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/workspace/config.go
 */
import { join } from "node:path";
import { EngineError, notImplemented } from "../errors";
import { describe, isFields } from "../fields";
import { readYaml, refuseOthers, type ProjectFile } from "./project";

/**
 * Config as the program gets it: full keys ("project:key") and text; lists and objects as JSON
 * text.
 */
export type StackConfig = Readonly<Record<string, string>>;

/** A stack's value: text, or data that the program gets as JSON text. */
type ConfigValue = string | number | object;

const HONOURED = ["config"];
// An encryption salt alone decrypts nothing: real stacks have one even without a secret.
const IGNORED = ["encryptionsalt", "secretsprovider", "encryptedkey"];

/**
 * Reads and checks the config of a stack. A missing stack file is an empty one.
 *
 * @throws EngineError as the CLI words it: "validating stack config: Stack 'dev' is missing …".
 */
export async function readStackConfig(project: ProjectFile, stack: string): Promise<StackConfig> {
  const file = `Pulumi.${stack}.yaml`;
  const fields = (await readYaml(join(project.directory, file))) ?? {};
  refuseOthers(fields, [...HONOURED, ...IGNORED], (key) => `${key} in ${file}`);
  const raw = fields["config"] ?? {};
  if (!isFields(raw)) throw new EngineError(`"config" in ${file} must hold keys and values`);

  const values = new Map<string, ConfigValue>();
  for (const [key, value] of Object.entries(raw)) {
    if (holdsEncrypted(value)) throw notImplemented(`encrypted value of ${key} in ${file}`);
    if (!key.includes(":")) {
      throw new EngineError(
        `"${key}" in ${file} has no namespace; write it as "${project.name}:${key}"`,
      );
    }
    values.set(key, stackValue(value));
  }
  applyDeclarations(project, stack, values);
  return Object.fromEntries([...values].map(([key, value]) => [key, describe(value)]));
}

/** Fills in declared defaults; keys that are missing are told in one message, as the CLI does. */
function applyDeclarations(
  project: ProjectFile,
  stack: string,
  values: Map<string, ConfigValue>,
): void {
  const missing: string[] = [];
  for (const key of Object.keys(project.config).sort()) {
    const full = key.includes(":") ? key : `${project.name}:${key}`;
    if (values.has(full)) continue;
    const given = project.config[key];
    if (given !== undefined) values.set(full, declaredValue(given));
    else if (full.startsWith(`${project.name}:`)) missing.push(key);
  }
  if (missing.length > 0) {
    const noun = missing.length > 1 ? "values" : "value";
    throw new EngineError(
      `validating stack config: Stack '${stack}' is missing configuration ${noun} ${listOfKeys(missing)}`,
    );
  }
}

/** Scalars of a stack file are text, whatever YAML takes them for; lists and mappings are data. */
function stackValue(value: unknown): ConfigValue {
  return typeof value === "object" && value !== null ? value : describe(value ?? undefined);
}

/** As {@link stackValue}; but a fraction of a declaration is data, as in the CLI. */
function declaredValue(value: unknown): ConfigValue {
  return typeof value === "number" && !Number.isInteger(value) ? value : stackValue(value);
}

function listOfKeys(keys: readonly string[]): string {
  const quoted = keys.map((key) => `'${key}'`);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} and ${last}`;
}

function holdsEncrypted(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsEncrypted);
  if (!isFields(value)) return false;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "secure") return true;
  return Object.values(value).some(holdsEncrypted);
}
