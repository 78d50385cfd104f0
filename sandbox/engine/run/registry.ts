/** Finds providers' types and functions by token, and refuses by name what no provider serves. */
import { notImplemented } from "../errors";
import type { Provider, ProviderFunction, ResourceType } from "../provider";

/** A resource type and the provider that serves it. */
export interface Served {
  readonly provider: Provider;
  readonly type: ResourceType;
}

/** Looks types and functions up by token. */
export interface Registry {
  /** @throws EngineError where no provider serves the type. */
  resource(token: string): Served;
  /** @throws EngineError where no provider serves the function. */
  function(token: string): ProviderFunction;
}

/** Makes the registry of some providers. */
export function makeRegistry(providers: readonly Provider[]): Registry {
  const resources = new Map<string, Served>();
  const functions = new Map<string, ProviderFunction>();
  for (const provider of providers) {
    for (const type of provider.resources) resources.set(type.token, { provider, type });
    for (const each of provider.functions) functions.set(each.token, each);
  }
  return {
    resource(token) {
      const served = resources.get(token);
      if (served === undefined) throw notImplemented(`resource type ${token}`);
      return served;
    },
    function(token) {
      const served = functions.get(token);
      if (served === undefined) throw notImplemented(`function ${token}`);
      return served;
    },
  };
}
