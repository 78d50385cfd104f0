/** Finds providers' types and functions by token, and refuses by name what no provider serves. */
import { notImplemented } from "../errors";
import type { Provider, ProviderFunction, ResourceType } from "../provider";

/** A resource type and the provider that serves it. */
export interface Served {
  readonly provider: Provider;
  readonly type: ResourceType;
}

/** Looks types and functions up by token. */
export class Registry {
  readonly #providers: readonly Provider[];

  constructor(providers: readonly Provider[]) {
    this.#providers = providers;
  }

  /** @throws EngineError where no provider serves the type. */
  resource(token: string): Served {
    for (const provider of this.#providers) {
      const type = provider.resources.find((each) => each.token === token);
      if (type !== undefined) return { provider, type };
    }
    throw notImplemented(`resource type ${token}`);
  }

  /** @throws EngineError where no provider serves the function. */
  function(token: string): ProviderFunction {
    const all = this.#providers.flatMap(({ functions }) => functions);
    const served = all.find((each) => each.token === token);
    if (served === undefined) throw notImplemented(`function ${token}`);
    return served;
  }
}
