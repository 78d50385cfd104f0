/** What the registration's description makes of a stack's config. Pure. */
import { parseManagementApi } from "../../components/rules/config";
import type { StackIdentity } from "../../components/rules/ids";
import { isRecord } from "../../components/rules/reading/schema";
import type { Description } from "./description";
import type { Application } from "../az/application";

type Config = Readonly<Record<string, unknown>>;

/** Keys that say nothing of the registration, by the way to have it: they are the stack's own. */
export const OWN_KEYS = {
  adopt: ["producers", "accessRole", "verifyToken"],
  existing: ["scopes", "producers", "accessRole", "protect", "verifyToken"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A key of the file that says something else than the registration. */
export interface Conflict {
  readonly key: string;
  readonly written: unknown;
  /** Undefined: the default, which needs no key. */
  readonly found: unknown;
}

/** A stack's config with a description in it. */
export interface Merged {
  readonly conflicts: readonly Conflict[];
  /** What has to be written, by key; undefined: taken out. Conflicts are overwritten. */
  readonly edits: Config;
  /** All keys as they are then. */
  readonly config: Config;
}

/** Puts a description into the config that is there. Keys that say the same stay as written. */
export function mergeConfig(
  there: Config,
  { config: wanted, imports }: Description,
  application: Application,
  identity: StackIdentity,
  mode: keyof typeof OWN_KEYS,
): Merged {
  const own: Config = pick(there, OWN_KEYS[mode]);
  const comesTo = (config: Config) =>
    JSON.stringify(parseManagementApi({ ...own, ...config }, identity));
  const isMeant = (key: string, value: unknown): boolean => {
    if (Object.hasOwn(own, key)) return true;
    // A text that stays as it is where config leaves it out.
    const kept: unknown = application[key as keyof Application];
    if (typeof value === "string" && value === kept) return true;
    const written = key === "registration" && isRecord(value) ? withoutImports(value) : value;
    return comesTo({ ...wanted, [key]: written }) === comesTo(wanted);
  };
  const registration = {
    ...(isRecord(wanted["registration"]) && wanted["registration"]),
    ...(Object.keys(imports).length > 0 && { imports }),
  };
  const conflicts = Object.entries(there)
    .filter(([key, value]) => !isMeant(key, value))
    .map(([key, written]) => ({ key, written, found: wanted[key] }));
  const inConflict = new Set(conflicts.map(({ key }) => key));
  const isToWrite = (key: string): boolean => !Object.hasOwn(there, key) || inConflict.has(key);
  const edits: Config = {
    registration,
    ...Object.fromEntries(
      Object.entries(wanted).filter(([key]) => key !== "registration" && isToWrite(key)),
    ),
    ...Object.fromEntries(
      conflicts.filter(({ key }) => !Object.hasOwn(wanted, key)).map(({ key }) => [key, undefined]),
    ),
  };
  const kept = Object.entries({ ...there, ...edits }).filter(([, value]) => value !== undefined);
  return { conflicts, edits, config: Object.fromEntries(kept) };
}

/** Some keys of a config, where it has them. */
export function pick(config: Config, keys: readonly string[]): Config {
  return Object.fromEntries(Object.entries(config).filter(([key]) => keys.includes(key)));
}

/** What config says of the registration, without what is for one `up`. */
export function withoutImports(registration: Config): Config {
  return Object.fromEntries(Object.entries(registration).filter(([name]) => name !== "imports"));
}
