/** The stack's config, read here only. All its problems come in one message, before any request. */
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "./refusal";
import { type CloudName, type CloudSettings, parseCloud } from "./rules/clouds";
import type { StackIdentity } from "./rules/ids";
import { parseManagementApi, withDefaults } from "./rules/config";
import { checkNamespaces } from "./rules/keyNames";
import { CONFIG_KEYS, type ManagementApiSpec } from "./rules/keys";
import type { Written } from "./rules/reading/written";

/** A stack's config, checked, and as it was written. */
export interface Settings {
  /** What the stack declares, with the defaults of the BDK where it is silent. */
  readonly spec: ManagementApiSpec;
  /** The same as text and lists, for messages that name a place in it. */
  readonly written: Written;
  /** The cloud that the provider is in. */
  readonly cloud: CloudName;
}

/**
 * Reads and checks the running stack's config.
 *
 * @throws pulumi.RunError with every problem of the config; Pulumi shows it without a stack trace
 * and registers nothing.
 */
export function readSettings(): Settings {
  const identity = stackIdentity();
  const all = pulumi.runtime.allConfig();
  const config = readConfig(all, identity.project);
  const checked = parseManagementApi(config, identity);
  const cloud = parseCloud(cloudSettings(all));
  const misplaced = checkNamespaces(all, identity.project, CONFIG_KEYS);
  if (!checked.ok || !cloud.ok || misplaced.length > 0) {
    const problems = [checked, cloud].flatMap((part) => (part.ok ? [] : part.problems));
    throw refusal([...problems, ...misplaced]);
  }
  return { spec: checked.value, written: withDefaults(config), cloud: cloud.value };
}

/**
 * The provider's own settings, in the order in which the provider reads them. Source:
 * terraform-provider-azuread, provider.go.
 */
function cloudSettings(config: AllConfig): CloudSettings {
  const first = (key: string, variable: string) =>
    [
      { key, value: config[key] },
      { key: variable, value: process.env[variable] },
    ].flatMap(({ key: place, value = "" }) => (value === "" ? [] : [{ key: place, value }]))[0];
  return {
    environment: first("azuread:environment", "ARM_ENVIRONMENT"),
    metadataHost: first("azuread:metadataHost", "ARM_METADATA_HOSTNAME"),
  };
}

/** A stack's config by whole keys, such as `management-api:scopes`. */
type AllConfig = ReturnType<typeof pulumi.runtime.allConfig>;

/** As ids are derived from it: without the organization, so that moving to another changes none. */
function stackIdentity(): StackIdentity {
  return { project: pulumi.getProject(), stack: pulumi.getStack() };
}

/**
 * All keys in the project's namespace, also those that no one declared: `pulumi.Config` cannot list
 * keys, and a misspelt one must not go unnoticed. Lists and maps arrive as JSON text, and booleans
 * as "true" and "false".
 */
function readConfig(config: AllConfig, project: string): Record<string, unknown> {
  const prefix = `${project}:`;
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), parseValue(text)]),
  );
}

function parseValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // The schema of the key says what it must be.
  }
}
