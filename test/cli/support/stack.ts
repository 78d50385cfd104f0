/** The outputs of a stack in unit tests, made by the program's own rules. */
import { appSettings } from "../../../components/rules/outputs";
import { declared } from "../../../components/rules/outputs";
import { parseManagementApi } from "../../../components/rules/config";
import type { StackOutputs } from "../../../components/rules/outputs";
import {
  identifierUri,
  loginCommand,
  scopeUris,
  tokenCommand,
  tokenCommands,
} from "../../../components/rules/commands";
import { expectedToken } from "../../../components/rules/expectedToken";
import { IDS } from "./tokens";

/** Outputs of the default stack, whose API checks a group. */
export function makeOutputs(): StackOutputs {
  const parsed = parseManagementApi(
    { producers: IDS.groupId },
    { project: "management-api", stack: "dev" },
  );
  if (!parsed.ok) throw new Error("the default config is wrong");
  const target = { clientId: IDS.clientId, tenantId: IDS.tenantId };
  const spec = parsed.value;
  return {
    ...target,
    tokenCommand: tokenCommand(target),
    loginCommand: loginCommand(target),
    tokenCommands: tokenCommands(target),
    identifierUri: identifierUri(target),
    objectIds: {
      registration: "22222222-2222-4222-8222-222222222222",
      servicePrincipal: "33333333-3333-4333-8333-333333333333",
      producers: IDS.groupId,
    },
    scopes: scopeUris(target, ["access_as_producer"]),
    expectedToken: expectedToken(target, spec.clients, IDS.groupId),
    appSettings: appSettings(target, IDS.groupId),
    declared: declared(spec),
    requiredPermissions: [],
  };
}
