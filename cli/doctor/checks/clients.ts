import { AZURE_CLI_CLIENT_ID, clientTitle } from "../../../components/rules/values/clients";
import { type Check, error, passed, warning } from "../check";
import { deployAndSignIn, deployOr, outputsOf } from "../context";
import { declaredClients, patchClients } from "../scopeFixes";

/** What config says of clients of others, no deployment compares with the directory. */
const ON_PURPOSE =
  'If it was taken out on purpose, have "npm run adopt" with "--mode existing" and "--force" write the config anew, or take "elsewhere" out of it.';

/** Whether each declared client is pre-authorized with exactly its scopes. */
export const clientsCheck: Check = {
  id: "clients",
  title: "Every declared client is pre-authorized with exactly its scopes",
  needs: ["outputs", "registration", "scopes"],
  async run(context) {
    const outputs = outputsOf(context);
    const { clients, elsewhere } = outputs.declared;
    const registration = await context.facts.registration();
    const { api } = registration;
    const valueOf = new Map(api.oauth2PermissionScopes.map(({ id, value }) => [id, value]));
    const isTheirs = (clientId: string): boolean => elsewhere?.clients.includes(clientId) === true;
    const wrong = Object.entries(clients).flatMap(([clientId, wanted]) => {
      const expected = [...wanted].sort();
      const found = api.preAuthorizedApplications
        .filter(({ appId }) => appId === clientId)
        .flatMap(({ delegatedPermissionIds }) => delegatedPermissionIds)
        .map((id) => valueOf.get(id) ?? `${id} (of no scope)`)
        // What others give their clients besides is theirs.
        .filter((value) => expected.includes(value) || !isTheirs(clientId))
        .sort();
      return expected.join(" ") === found.join(" ") ? [] : [{ clientId, expected, found }];
    });
    if (wrong.length === 0) {
      return passed(Object.keys(clients).map(clientTitle).join(", ") || "the stack has none");
    }
    // Only a missing scope of the Azure CLI stands between the user and a token.
    const cli = wrong.find(({ clientId }) => clientId === AZURE_CLI_CLIENT_ID);
    const missing = cli?.expected.filter((scope) => !cli.found.includes(scope)) ?? [];
    const isCliShort = missing.length > 0;
    const getsToken = api.preAuthorizedApplications.some(
      ({ appId, delegatedPermissionIds: ids }) =>
        appId === AZURE_CLI_CLIENT_ID && ids.some((id) => valueOf.has(id)),
    );
    const effect = getsToken
      ? `for all its scopes: its token comes without ${list(missing)}`
      : "for its scopes: its token command ends with AADSTS65001";
    const finding = isCliShort ? error : warning;
    const areTheirs = wrong.some(({ clientId }) => isTheirs(clientId));
    const fix = (isCliShort ? deployAndSignIn : deployOr)(
      context,
      "Put the pre-authorization back; it can take a minute until every server of Entra ID knows it.",
      [patchClients(registration, outputs, declaredClients(registration, outputs))],
      !areTheirs,
    );
    return finding(
      isCliShort
        ? `The Azure CLI is not pre-authorized ${effect}.`
        : "A client is not pre-authorized for exactly its scopes.",
      wrong.map(
        ({ clientId, expected, found }) =>
          `${clientTitle(clientId)}: has ${list(found)}, expected ${list(expected)}`,
      ),
      areTheirs ? { ...fix, otherwise: ON_PURPOSE } : fix,
    );
  },
};

function list(scopes: readonly string[]): string {
  return scopes.length === 0 ? "none" : scopes.map((scope) => `"${scope}"`).join(", ");
}
