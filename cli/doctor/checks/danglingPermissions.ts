import { clientTitle } from "../../../components/rules/values/clients";
import { type Check, passed, warning } from "../check";
import { outputsOf } from "../context";
import { clientsWith, declaredClients, patchClients } from "../scopeFixes";

/**
 * Whether clients of others hold ids of scopes that were deleted, which a deletion leaves. Microsoft
 * Graph refuses every list of clients with such an id, also when the stack changes a client of its
 * own (https://github.com/MicrosoftDocs/azure-docs/issues/121168). Of clients that are all the
 * stack's, and of those that nobody may have added, other checks tell.
 */
export const danglingPermissionsCheck: Check = {
  id: "dangling-permissions",
  title: "No client of others holds a permission whose scope is gone",
  needs: ["outputs", "registration", "scopes"],
  async run(context) {
    const outputs = outputsOf(context);
    const { registration: mode, clients, elsewhere } = outputs.declared;
    const registration = await context.facts.registration();
    const isOfOthers = (id: string): boolean =>
      mode !== "create" && (clients[id] === undefined || elsewhere?.clients.includes(id) === true);
    const dangling = clientsWith(registration, "dangling").filter(
      ({ appId, delegatedPermissionIds: ids }) => ids.length > 0 && isOfOthers(appId),
    );
    if (dangling.length === 0) return passed();
    return warning(
      "A scope was deleted, and clients of others still hold its id: Entra ID refuses every change of a client until it is taken out, also in a deployment of the stack.",
      dangling.map(
        ({ appId, delegatedPermissionIds: ids }) =>
          `client ${clientTitle(appId)}: ${ids.map((id) => `"${id}"`).join(", ")}`,
      ),
      {
        text: "Have whoever manages these clients take the ids out.",
        commands: [patchClients(registration, outputs, declaredClients(registration, outputs))],
      },
    );
  },
};
