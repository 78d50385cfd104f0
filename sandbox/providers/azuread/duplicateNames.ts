/** `preventDuplicateNames`: a second object of the same display name is refused. */
import type { Properties } from "../../engine/provider";
import { flag, text } from "../values";
import type { Session } from "./session";

/** Which objects share a namespace. */
export interface Named {
  /** e.g. "/v1.0/applications". */
  readonly path: string;
  /** e.g. "azuread_application", as messages name it. */
  readonly terraformName: string;
}

/**
 * Looks for another object of the wanted name, where `preventDuplicateNames` asks for it.
 *
 * @param self the object id of the resource itself; "" while there is none.
 * @throws in the real provider's words when there is one.
 */
export async function refuseDuplicateName(
  session: Session,
  { path, terraformName }: Named,
  inputs: Properties,
  self: string,
): Promise<void> {
  if (!flag(inputs, "preventDuplicateNames")) {
    return;
  }
  const name = text(inputs, "displayName");
  // The real provider does not double the quotes in a name either: a name with an apostrophe ends in a 400.
  const found = await session.graph.list(path, { $filter: `displayName eq '${name}'` });
  const other = found.find(
    (object) => text(object, "displayName") === name && text(object, "id") !== self,
  );
  if (other !== undefined) {
    throw new Error(
      `An existing "${terraformName}" with name "${name}" (ID: "${text(other, "id")}") was found and 'prevent_duplicate_names' was specified`,
    );
  }
}

/**
 * The same while planning: only for a new name, and not for one that is not known yet.
 *
 * @param outputs those of the present resource, if there is one.
 */
export async function planName(
  session: Session,
  named: Named,
  inputs: Properties,
  outputs: Properties | undefined,
): Promise<void> {
  const name = inputs["displayName"];
  if (
    typeof name === "string" &&
    name !== outputs?.["displayName"] &&
    inputs["preventDuplicateNames"] === true
  ) {
    await refuseDuplicateName(
      session,
      named,
      inputs,
      outputs === undefined ? "" : text(outputs, "objectId"),
    );
  }
}
