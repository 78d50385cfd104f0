/**
 * Fixes as commands: changes of the registration by `az rest`, in a form that every shell reads
 * alike.
 */
import type { StackOutputs } from "../../components/rules/outputs";
import { type Json, pythonLiteral } from "../pythonLiteral";
import { formatCommand } from "../shellCommand";
import { graphOf } from "./facts";

/** A request to Microsoft Graph of the stack's cloud. `path` begins with "/". */
export function graphCommand(
  outputs: StackOutputs,
  method: "PATCH" | "POST",
  path: string,
  body: Json,
): string {
  const url = `${graphOf(outputs)}${path}`;
  const request = ["--method", method, "--url", url, "--body", pythonLiteral(body)];
  return formatCommand(["az", "rest", ...request]);
}

/** A change of an application. Parts that are not named stay; lists are replaced as a whole. */
export function patchApplication(outputs: StackOutputs, objectId: string, body: Json): string {
  return graphCommand(outputs, "PATCH", `/applications/${objectId}`, body);
}
