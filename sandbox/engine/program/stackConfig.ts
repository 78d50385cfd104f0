/**
 * Stack config: Pulumi.<stack>.yaml merged with what Pulumi.yaml declares, with the rules and
 * messages of the CLI.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/workspace/config.go
 */
import { join } from "node:path";
import { EngineError, notImplemented } from "../errors";
import { asText, isFields, type Fields } from "../fields";
import { mapValues } from "../state/value";
import { readYaml, refuseOthers, type ProjectFile } from "./project";

/**
 * Config as the program gets it: full keys ("project:key") and text; lists and objects as JSON
 * text.
 */
export type StackConfig = Readonly<Record<string, string>>;

const HONOURED = ["config"];
// An encryption salt alone decrypts nothing: real stacks have one even without a secret.
const IGNORED = ["encryptionsalt", "secretsprovider", "encryptedkey"];

/** "a, b and c". */
const LIST = new Intl.ListFormat("en-GB");

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
  for (const [key, value] of Object.entries(raw)) {
    if (holdsEncrypted(value)) throw notImplemented(`encrypted value of ${key} in ${file}`);
    if (!key.includes(":")) {
      throw new EngineError(
        `"${key}" in ${file} has no namespace; write it as "${project.name}:${key}"`,
      );
    }
  }
  const nameOf = (key: string): string => `${project.name}:${key}`;
  const declared = Object.entries(project.config).map(
    ([key, value]) => [nameOf(key), value] as const,
  );
  const values: Fields = { ...Object.fromEntries(declared), ...raw };
  const missing = Object.keys(project.config).filter((key) => values[nameOf(key)] === undefined);
  if (missing.length > 0) {
    const noun = missing.length > 1 ? "values" : "value";
    const keys = missing.sort().map((key) => `'${key}'`);
    throw new EngineError(
      `validating stack config: Stack '${stack}' is missing configuration ${noun} ${LIST.format(keys)}`,
    );
  }
  return mapValues(values, asText);
}

function holdsEncrypted(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsEncrypted);
  if (!isFields(value)) return false;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "secure") return true;
  return Object.values(value).some(holdsEncrypted);
}
