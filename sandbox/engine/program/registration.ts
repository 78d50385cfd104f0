/**
 * Requests of the program as protobuf messages, read into goals. Every option that this engine does
 * not honour is refused by the name it has in the program.
 */
import type {
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { notImplemented } from "../errors";
import { type Goal, isProviderEntry, type ResourceName } from "../state/resource";
import { fromStruct } from "./wire";

/** What a registration is about, whatever it asks for. */
export function readName(request: RegisterResourceRequest): ResourceName {
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent() || undefined,
  };
}

/**
 * Reads the registration of a resource.
 *
 * @throws EngineError naming the first option that is not honoured.
 */
export function readRegistration(request: RegisterResourceRequest): Goal {
  refuseOptions(request);
  return {
    ...readName(request),
    custom: request.getCustom(),
    inputs: fromStruct(request.getObject()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(
      request
        .getPropertydependenciesMap()
        .getEntryList()
        .map(([key]) => [key, request.getPropertydependenciesMap().get(key)?.getUrnsList() ?? []]),
    ),
    protect: request.getProtect() ?? false,
    deletedWith: request.getDeletedwith() || undefined,
    ignoreChanges: request.getIgnorechangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    replaceOnChanges: request.getReplaceonchangesList().map((path) => path.replace("[*]", "")),
    aliases: request.getAliasurnsList(),
    importId: request.getImportid() || undefined,
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
  ["deleteBeforeReplace", (request) => request.getDeletebeforereplace()],
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
  [
    "customTimeouts",
    (request) => Object.values(request.getCustomtimeouts()?.toObject() ?? {}).some(Boolean),
  ],
];

function refuseOptions(request: RegisterResourceRequest): void {
  const type = request.getType();
  if (isProviderEntry({ type })) throw notImplemented(`explicit provider ${type}`);
  const refused = REFUSED_OPTIONS.find(([, isSet]) => isSet(request));
  if (refused !== undefined) throw notImplemented(refused[0]);
  refusePaths("ignoreChanges", request.getIgnorechangesList(), /^[^.[\]"*]+(\.[^.[\]"*]+)*$/);
  // "name[*]" is any item of an input; the SDK of command.local.Command says it so.
  refusePaths("replaceOnChanges", request.getReplaceonchangesList(), /^[^.[\]"*]+(\[\*\])?$/);
}

/** Refuses the first of an option's property paths that is not of the form that is honoured. */
function refusePaths(option: string, paths: readonly string[], honoured: RegExp): void {
  const other = paths.find((path) => !honoured.test(path));
  if (other !== undefined) throw notImplemented(`${option}: ${other}`);
}

/** Refuses what an invoke asks for beyond what it names. */
export function refuseInvokeOptions(request: ResourceInvokeRequest): void {
  if (request.getProvider() !== "") throw notImplemented("provider");
  if (request.getPlugindownloadurl() !== "") throw notImplemented("pluginDownloadURL");
  if (request.getPackageref() !== "") throw notImplemented("parameterized package");
}
