/** What a stack has of a registration already, by its outputs. */
import * as v from "valibot";
import { isRecord } from "../../components/rules/reading/schema";
import { CliError } from "../cliError";
import type { Deps, StackOptions } from "../deps";
import { readUnchecked } from "./readStack";

/** A stack, as far as it was deployed. */
export interface DeployedRegistration {
  /** Undefined: it has none. */
  readonly registration:
    | { readonly mode: string; readonly clientId: string; readonly declared: DeclaredParts }
    | undefined;
  /** Reads the URNs of all resources that it has. @throws CliError "outputs.unreadable". */
  readonly resources: () => Promise<readonly string[]>;
  /** "unread": Pulumi does not tell whether there is such a stack. */
  readonly state: "there" | "missing" | "unread";
  /** Why the outputs could not be read; undefined: they were. */
  readonly failure?: CliError;
  /** The variables by which `az` finds the stack's directory. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const names = v.nullish(v.array(v.string()), []);

/** Outputs that were written before these parts stood there name none. */
const declaredParts = {
  scopes: v.nullish(v.record(v.string(), v.unknown()), {}),
  /** Values of the scopes of each client. */
  clients: v.nullish(v.record(v.string(), v.array(v.string())), {}),
  /** What of these others have made. */
  elsewhere: v.nullish(v.object({ scopes: names, clients: names }), {}),
};

/** What outputs say of scopes and clients. */
export type DeclaredParts = v.InferOutput<v.ObjectSchema<typeof declaredParts, undefined>>;

const outputsOfOurs = v.object({
  clientId: v.string(),
  declared: v.object({ registration: v.string(), ...declaredParts }),
});

/**
 * Reads it. A stack that Pulumi does not know yet has nothing.
 *
 * @throws CliError "outputs.foreign" for outputs of another program; "sandbox.unavailable".
 */
export async function readDeployed(
  options: StackOptions,
  deps: Deps,
): Promise<DeployedRegistration> {
  try {
    const { outputs, stack, resources } = await readUnchecked(options, deps);
    const { label, environment } = stack;
    const there = { state: "there", environment, resources } as const;
    if (isRecord(outputs) && Object.keys(outputs).length === 0) {
      return { registration: undefined, ...there };
    }
    const parsed = v.safeParse(outputsOfOurs, outputs);
    if (!parsed.success) {
      throw new CliError(
        "outputs.foreign",
        `The ${label} holds other outputs than those of this program, so it may own something else.`,
        ['Name a new stack with "--stack".'],
      );
    }
    const { clientId, declared } = parsed.output;
    return { registration: { mode: declared.registration, clientId, declared }, ...there };
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== "outputs.unreadable") throw error;
    const state = /no stack named/.test(error.message) ? "missing" : "unread";
    const { environment } = deps.io;
    const resources = () => Promise.resolve([]);
    return { registration: undefined, state, failure: error, environment, resources };
  }
}
