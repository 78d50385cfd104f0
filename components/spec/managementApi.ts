/**
 * The whole registration as plain, frozen data, and the one function that makes it from a stack's config. No Pulumi here.
 */
import * as v from "valibot";
import { type AppRoleSpec, appRolesSchema, DEFAULT_APP_ROLES, resolveAppRoles } from "./appRoles";
import {
  type AssignmentSpec,
  assignmentsSchema,
  checkAssignments,
  resolveAssignments,
} from "./assignments";
import {
  AZURE_CLI_CLIENT_ID,
  checkClients,
  clientsSchema,
  type ClientSpec,
  namesClient,
  resolveClients,
} from "./clients";
import { DEFAULT_GRAPH_PERMISSIONS, graphPermissionsSchema } from "./graphPermissions";
import type { StackIdentity } from "./identity";
import { registrationName } from "./names";
import { checkPermissions } from "./permissionRules";
import { type PrincipalRef, principalsSchema, sortPrincipals } from "./principals";
import type { Checked, Problem } from "./problem";
import { checkProducers, producersSchema, type ProducersSpec, resolveProducers } from "./producers";
import { checkWith, listOf, uuid } from "./schema";
import { DEFAULT_SCOPES, resolveScopes, type ScopeSpec, scopesSchema } from "./scopes";
import { chooseFrom } from "./suggestion";
import { checkUnique, checkUniqueTexts } from "./unique";
import { entriesOf, type Written } from "./written";

/** Everything that a stack declares. Lists are in a fixed order, whatever order config has them in. */
export interface ManagementApiSpec {
  /** The registration's name in the portal. */
  readonly displayName: string;
  readonly scopes: readonly ScopeSpec[];
  readonly appRoles: readonly AppRoleSpec[];
  /** Who gets tokens without a consent prompt. */
  readonly clients: readonly ClientSpec[];
  /** The security group that the API checks. */
  readonly producers: ProducersSpec;
  /** Names of delegated Microsoft Graph permissions, sorted. */
  readonly graphPermissions: readonly string[];
  /** Owners besides the caller. */
  readonly owners: readonly PrincipalRef[];
  /** Only assigned users and groups get tokens. */
  readonly assignmentRequired: boolean;
  readonly assignments: readonly AssignmentSpec[];
  /** Client ids that are consented together with this API, sorted. */
  readonly knownClients: readonly string[];
  /** `pulumi destroy` refuses. */
  readonly protect: boolean;
  /** A token is fetched once after everything exists. */
  readonly verifyToken: boolean;
}

/** What every config key holds where a stack is silent; `Pulumi.yaml` repeats it for people (a test compares them). */
export const CONFIG_DEFAULTS = {
  displayName: "",
  scopes: DEFAULT_SCOPES,
  appRoles: DEFAULT_APP_ROLES,
  clients: ["azureCli"],
  producers: "none",
  graphPermissions: DEFAULT_GRAPH_PERMISSIONS,
  owners: [],
  assignmentRequired: false,
  assignments: [],
  knownClients: [],
  protect: false,
  verifyToken: false,
} as const satisfies Readonly<Record<keyof ManagementApiSpec, unknown>>;

/** The config keys, in the order in which problems are reported. */
export const CONFIG_KEYS: readonly string[] = Object.keys(CONFIG_DEFAULTS);

/** Entra's limit for all collections of one registration: https://learn.microsoft.com/entra/identity-platform/reference-app-manifest */
const MOST_ENTRIES = 1200;

/**
 * Checks a stack's config and fills in what it leaves out.
 *
 * @param config values by key, as JSON; missing keys take their defaults.
 * @param identity the stack, from which ids and default names are derived.
 * @returns the frozen specification, or every problem of the whole config, in the order of the keys.
 */
export function parseManagementApi(
  config: Readonly<Record<string, unknown>>,
  identity: StackIdentity,
): Checked<ManagementApiSpec> {
  const written = withDefaults(config);
  const shapes = checkShapes(written);
  const problems = [
    ...checkKeys(config),
    ...Object.values(shapes).flatMap((shape) => (shape.ok ? [] : shape.problems)),
  ];
  const broken = new Set(problems.map(({ key }) => key));
  // What a broken entry would mean to others is its second problem, not one more.
  problems.push(...checkTogether(written, identity).filter(({ key }) => !broken.has(key)));
  if (problems.length > 0) return { ok: false, problems: inKeyOrder(problems) };

  const scopes = resolveScopes(valueOf(shapes.scopes), identity);
  const appRoles = resolveAppRoles(valueOf(shapes.appRoles), identity);
  const spec: ManagementApiSpec = {
    displayName: valueOf(shapes.displayName) || `BDK Management API (${identity.stack})`,
    scopes,
    appRoles,
    clients: resolveClients(valueOf(shapes.clients), scopes),
    producers: resolveProducers(valueOf(shapes.producers), identity.stack),
    graphPermissions: [...valueOf(shapes.graphPermissions)].sort(),
    owners: sortPrincipals(valueOf(shapes.owners)),
    assignmentRequired: valueOf(shapes.assignmentRequired),
    assignments: resolveAssignments(valueOf(shapes.assignments), appRoles),
    knownClients: [...valueOf(shapes.knownClients)].sort(),
    protect: valueOf(shapes.protect),
    verifyToken: valueOf(shapes.verifyToken),
  };
  return { ok: true, value: deepFreeze(spec) };
}

/** Config with the defaults of the keys that it leaves out. */
export function withDefaults(config: Readonly<Record<string, unknown>>): Written {
  const given = Object.entries(config).filter(([, value]) => value !== undefined && value !== null);
  return { ...CONFIG_DEFAULTS, ...Object.fromEntries(given) };
}

/** Each key by itself. */
function checkShapes(written: Written) {
  const at = <T>(key: keyof ManagementApiSpec, schema: v.GenericSchema<unknown, T>): Checked<T> =>
    checkWith(schema, written[key], key);
  return {
    displayName: at("displayName", orEmpty(registrationName)),
    scopes: at("scopes", scopesSchema),
    appRoles: at("appRoles", appRolesSchema),
    clients: at("clients", clientsSchema),
    producers: at("producers", producersSchema),
    graphPermissions: at("graphPermissions", graphPermissionsSchema),
    owners: at("owners", principalsSchema),
    assignmentRequired: at("assignmentRequired", v.boolean()),
    assignments: at("assignments", assignmentsSchema),
    knownClients: at("knownClients", listOf(uuid())),
    protect: at("protect", v.boolean()),
    verifyToken: at("verifyToken", v.boolean()),
  };
}

/** The rules between entries and between keys, on config as it was written. */
function checkTogether(written: Written, identity: StackIdentity): readonly Problem[] {
  return [
    ...checkPermissions(written, identity),
    ...checkClients(written),
    ...checkProducers(written),
    ...checkUnique(entriesOf(written, "graphPermissions"), ({ value }) =>
      typeof value === "string" ? value : undefined,
    ),
    ...checkUniqueTexts(entriesOf(written, "owners")),
    ...checkAssignments(written),
    ...checkUniqueTexts(entriesOf(written, "knownClients")),
    ...checkVerification(written),
    ...checkSize(written),
  ];
}

function checkVerification(written: Written): readonly Problem[] {
  if (
    written["verifyToken"] !== true ||
    !Array.isArray(written["clients"]) ||
    namesClient(written, AZURE_CLI_CLIENT_ID)
  ) {
    return [];
  }
  return [
    {
      key: "verifyToken",
      value: true,
      rule: "must come with the Azure CLI among the clients: it is what fetches the token",
      remedy: 'add "azureCli" to "clients", or set it to false',
    },
  ];
}

function checkSize(written: Written): readonly Problem[] {
  const lists = ["scopes", "appRoles", "clients", "graphPermissions", "knownClients"];
  const total = lists.reduce((sum, key) => sum + entriesOf(written, key).length, 0);
  if (total <= MOST_ENTRIES) return [];
  return [
    {
      key: "scopes",
      value: total,
      rule: `must, with app roles, clients and permissions, come to at most ${MOST_ENTRIES} entries`,
      remedy: `remove ${total - MOST_ENTRIES} of them`,
    },
  ];
}

function checkKeys(config: Readonly<Record<string, unknown>>): readonly Problem[] {
  return Object.keys(config)
    .filter((key) => !CONFIG_KEYS.includes(key))
    .map((key) => ({
      key,
      value: config[key],
      rule: "is not a setting of this program",
      remedy: chooseFrom(key, CONFIG_KEYS),
    }));
}

/** Problems in the order of config: unknown keys last, the rest as `CONFIG_KEYS` has them; within a key, as found. */
export function inKeyOrder(problems: readonly Problem[]): readonly Problem[] {
  const rank = ({ key }: Problem): number => {
    const at = CONFIG_KEYS.indexOf(key.replace(/[.[].*$/, ""));
    return at === -1 ? CONFIG_KEYS.length : at;
  };
  return [...problems].sort((a, b) => rank(a) - rank(b));
}

function orEmpty(schema: v.GenericSchema<unknown, string>): v.GenericSchema<unknown, string> {
  return v.lazy((value) => (value === "" ? v.literal("") : schema));
}

/** The value of a shape that is known to be sound. */
function valueOf<T>(shape: Checked<T>): T {
  if (!shape.ok) throw new Error("unreachable: problems are reported before values are read");
  return shape.value;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
