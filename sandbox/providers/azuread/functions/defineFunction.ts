/** Makes a provider function out of its arguments and its requests. */
import type { Properties, ProviderFunction } from "../../../engine/provider";
import { tokenOf } from "../../defineResource";
import { checkInputs } from "../../schema/checkInputs";
import type { Fields } from "../../schema/fields";

/** A function, told by what is its own. */
export interface FunctionDefinition {
  /** As programs call it, e.g. "getServicePrincipal". */
  readonly name: string;
  readonly args: Fields;
  /** Arguments of which exactly one must be given. Default: none. */
  readonly exactlyOne?: readonly string[];
  readonly call: (args: Properties) => Promise<Properties>;
}

/**
 * Completes a definition with the checking of arguments; what the real function does not know is
 * refused by name.
 */
export function defineFunction({
  name,
  args: fields,
  exactlyOne = [],
  call,
}: FunctionDefinition): ProviderFunction {
  const fullName = `azuread.${name}`;
  const token = tokenOf(name);
  return {
    token,
    async call(args) {
      const { inputs, failures } = checkInputs(fullName, fields, args);
      if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
      const given = exactlyOne.filter((arg) => inputs[arg] !== undefined);
      if (exactlyOne.length > 0 && given.length !== 1) {
        throw new Error(
          `${fullName} needs exactly one of ${exactlyOne.map((arg) => `"${arg}"`).join(", ")}; ` +
            `${given.length === 0 ? "none was" : `${given.length} were`} given.`,
        );
      }
      try {
        return await call(inputs);
      } catch (error) {
        // As Pulumi's bridge to Terraform's providers words it.
        throw new Error(
          `invoking ${token}: 1 error occurred:\n\t* ${error instanceof Error ? error.message : String(error)}\n\n`,
          { cause: error },
        );
      }
    },
  };
}
