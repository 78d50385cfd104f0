/**
 * Fixes as commands: changes of the registration by `az rest`, in a form that every shell reads
 * alike.
 */
import { type Json, pythonLiteral } from "../pythonLiteral";
import { formatCommand } from "../shellCommand";

/** Microsoft Graph, the version that is supported for production. */
export const GRAPH = "https://graph.microsoft.com/v1.0";

/** A request to Microsoft Graph. `path` begins with "/". */
export function graphCommand(method: "PATCH" | "POST", path: string, body: Json): string {
  return formatCommand([
    "az",
    "rest",
    "--method",
    method,
    "--url",
    `${GRAPH}${path}`,
    "--body",
    pythonLiteral(body),
  ]);
}

/** A change of an application. Parts that are not named stay; lists are replaced as a whole. */
export function patchApplication(objectId: string, body: Json): string {
  return graphCommand("PATCH", `/applications/${objectId}`, body);
}
