/**
 * Requests of the program as protobuf messages, read into goals. Every option that this engine does
 * not honour is refused by the name it has in the program.
 */
import type {
  ReadResourceRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { EngineError, notImplemented } from "../errors";
import { UNKNOWN } from "../provider";
import { type Goal, isProviderEntry, type ReadGoal } from "../state/resource";
import { UNKNOWN_MARKER, fromStruct } from "./wire";

/**
 * Reads the registration of a resource.
 *
 * @throws EngineError naming the first option that is not honoured.
 */
export function readRegistration(request: RegisterResourceRequest): Goal {
  refuseOptions(request);
  const optional = (text: string): string | undefined => (text === "" ? undefined : text);
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    parent: optional(request.getParent()),
    inputs: fromStruct(request.getObject()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(
      request
        .getPropertydependenciesMap()
        .getEntryList()
        .map(([key]) => [key, request.getPropertydependenciesMap().get(key)?.getUrnsList() ?? []]),
    ),
    protect: request.getProtect() ?? false,
    deleteBeforeReplace: request.getDeletebeforereplace(),
    deletedWith: optional(request.getDeletedwith()),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: request.getAliasurnsList(),
    importId: optional(request.getImportid()),
    version: request.getVersion(),
  };
}

/**
 * The options of a registration that are refused, by their name in the program, and how to see that
 * one is set.
 */
const REFUSED_OPTIONS: readonly (readonly [
  string,
  (request: RegisterResourceRequest) => boolean,
])[] = [
  ["provider", (request) => request.getProvider() !== ""],
  ["providers", (request) => request.getProvidersMap().getLength() > 0],
  ["remote component", (request) => request.getRemote()],
  ["retainOnDelete", (request) => request.getRetainondelete() ?? false],
  ["hideDiffs", (request) => request.getHidediffsList().length > 0],
  ["replaceWith", (request) => request.getReplaceWithList().length > 0],
  ["replacementTrigger", (request) => request.hasReplacementTrigger()],
  ["pluginDownloadURL", (request) => request.getPlugindownloadurl() !== ""],
  ["transforms", (request) => request.getTransformsList().length > 0],
  ["hooks", (request) => request.hasHooks()],
  ["envVarMappings", (request) => request.getEnvvarmappingsMap().getLength() > 0],
  ["parameterized package", (request) => request.getPackageref() !== ""],
  // The SDK sends former URNs instead, because this engine says that it does not know these (see
  // monitor.ts).
  ["aliases to be worked out by the engine", (request) => request.getAliasesList().length > 0],
  ["customTimeouts", hasTimeouts],
];

function hasTimeouts(request: RegisterResourceRequest): boolean {
  const timeouts = request.getCustomtimeouts();
  return [
    timeouts?.getCreate(),
    timeouts?.getUpdate(),
    timeouts?.getDelete(),
    timeouts?.getRead(),
  ].some((timeout) => timeout !== undefined && timeout !== "");
}

function refuseOptions(request: RegisterResourceRequest): void {
  const type = request.getType();
  if (isProviderEntry({ type })) throw notImplemented(`explicit provider ${type}`);
  const refused = REFUSED_OPTIONS.find(([, isSet]) => isSet(request));
  if (refused !== undefined) throw notImplemented(refused[0]);
}

/**
 * Reads a lookup of a resource (`X.get`).
 *
 * @throws EngineError naming the first option that is not honoured.
 */
export function readLookup(request: ReadResourceRequest): ReadGoal {
  if (request.getProvider() !== "") throw notImplemented("provider");
  if (request.getPlugindownloadurl() !== "") throw notImplemented("pluginDownloadURL");
  if (request.getPackageref() !== "") throw notImplemented("parameterized package");
  const id = request.getId();
  if (id === "") throw new EngineError(`the id to look "${request.getName()}" up by is empty`);
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent() === "" ? undefined : request.getParent(),
    id: id === UNKNOWN_MARKER ? UNKNOWN : id,
    inputs: fromStruct(request.getProperties()),
    dependencies: request.getDependenciesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    version: request.getVersion(),
  };
}

/** Refuses what an invoke asks for beyond its token and arguments. */
export function refuseInvokeOptions(request: ResourceInvokeRequest): void {
  if (request.getProvider() !== "") throw notImplemented("provider");
  if (request.getPlugindownloadurl() !== "") throw notImplemented("pluginDownloadURL");
  if (request.getPackageref() !== "") throw notImplemented("parameterized package");
}
