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
  /** Whether a new object's name is looked for while planning too, not only while creating. */
  readonly checkedBeforeCreation: boolean;
}

/**
 * Looks for another object of the wanted name, where `preventDuplicateNames` asks for it.
 *
 * @param self the object id of the resource itself; "" while there is none.
 * @throws in the real provider's words when there is one.
 */
export async function refuseDuplicateName(
  session: Session,
  named: Named,
  inputs: Properties,
  self: string,
): Promise<void> {
  if (!flag(inputs, "preventDuplicateNames")) return;
  const name = text(inputs, "displayName");
  const found = await findByName(session, named, name);
  const other = found.find((object) => text(object, "id") !== self);
  if (other !== undefined) {
    throw new Error(
      `An existing "${named.terraformName}" with name "${name}" (ID: "${text(other, "id")}") was found and 'prevent_duplicate_names' was specified`,
    );
  }
}

/**
 * What the real provider does about a new name while it plans. For a new application it looks, and
 * refuses; a new group it leaves to creation. For a name that changes it looks twice, to compare
 * and to plan, and refuses nothing: it takes ids of two forms for different objects there. The
 * update itself refuses.
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
    typeof name !== "string" ||
    name === outputs?.["displayName"] ||
    inputs["preventDuplicateNames"] !== true
  ) {
    return;
  }
  if (outputs !== undefined) {
    await findByName(session, named, name);
    await findByName(session, named, name);
  } else if (named.checkedBeforeCreation) {
    await refuseDuplicateName(session, named, inputs, "");
  }
}

async function findByName(
  session: Session,
  { path }: Named,
  name: string,
): Promise<readonly Properties[]> {
  // The real provider does not double the quotes in a name either: a name with an apostrophe ends
  // in a 400.
  const found = await session.graph.list(path, { $filter: `displayName eq '${name}'` });
  return found.filter((object) => text(object, "displayName") === name);
}
