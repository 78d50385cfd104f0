/**
 * The command provider of the embedded engine. It reaches nothing by itself; its commands reach
 * what they reach.
 */
import type { Provider } from "../../engine/provider";
import { localCommand, type Environment } from "./localCommand";

/**
 * Makes the provider. @param environment all that its commands see beside their own `environment`.
 */
export function createCommandProvider(environment: Environment): Provider {
  return {
    name: "command",
    version: "1.2.1",
    resources: [localCommand(environment)],
    functions: [],
  };
}
