/** A registration in terms of a stack that uses it and leaves it others'. Pure. */
import { AZURE_CLI_CLIENT_ID } from "../../components/rules/clients";
import { type Reference, scopesOfOthers } from "../../components/rules/existing";
import { parseManagementApi } from "../../components/rules/config";
import type { StackIdentity } from "../../components/rules/ids";
import { clientPart } from "../../components/rules/parts";
import type { Checked } from "../../components/rules/problem";
import { type Description, minimal } from "./description";
import { factsOf, type Reader } from "./facts";
import type { Found } from "./found";
import { judge } from "./judge";

/**
 * Describes a registration so that a stack can pre-authorize the Azure CLI on it, where it is not
 * yet: what is pre-authorized already, the provider refuses to make, and nothing is imported.
 *
 * @param isOwn whether this stack has pre-authorized the Azure CLI itself.
 * @returns the program's own problems where the registration cannot give tokens.
 */
export function describeExistingFor(
  found: Found,
  reader: Reader,
  identity: StackIdentity,
  isOwn: boolean,
): Checked<Description> {
  const { application } = found;
  const facts = factsOf(found, reader);
  const { existing } = facts;
  if (existing === undefined) throw new Error("the registration was found, and is not there");
  const clientId = application.appId;
  const reference: Reference = { mode: "existing", clientId, scopes: undefined, identity };
  const held = isOwn
    ? undefined
    : application.api.preAuthorizedApplications.find(({ appId }) => appId === AZURE_CLI_CLIENT_ID);
  const missing = scopesOfOthers(reference, existing).filter(
    ({ id, enabled }) => enabled && held?.delegatedPermissionIds.includes(id) !== true,
  );
  const whole = {
    registration: { mode: "existing", clientId },
    identifierUris: application.identifierUris.length === 0 ? [] : ["api://{clientId}"],
    tokenVersion: existing.tokenVersion,
    clients: held === undefined ? ["azureCli"] : [],
  };
  const judged = judge(whole, identity, facts);
  if (!judged.ok) return judged;
  const values = missing.map(({ value }) => value).join(", ");
  return {
    ok: true,
    value: {
      config: minimal(whole, (each) => parseManagementApi(each, identity)),
      imports: {},
      leftAlone:
        held === undefined
          ? []
          : [
              {
                code: "client.held",
                name: "azureCli",
                reason: "it is pre-authorized already, and what others made a destroy would delete",
              },
            ],
      changes:
        held === undefined && !isOwn
          ? [
              {
                code: "client.added",
                part: clientPart(AZURE_CLI_CLIENT_ID),
                text: "The Azure CLI is pre-authorized for all scopes that are switched on.",
              },
            ]
          : [],
      warnings:
        held === undefined || missing.length === 0
          ? []
          : [
              {
                code: "client.partial",
                text: `The Azure CLI is pre-authorized for some scopes only; what is missing: ${values}. Have whoever owns the registration add that (portal, "Expose an API"), or take the Azure CLI out there and run this again, or adopt the registration.`,
              },
            ],
    },
  };
}
