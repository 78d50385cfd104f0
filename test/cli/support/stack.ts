/** The outputs of a stack in unit tests, made by the program's own rules. */
import { parseManagementApi } from "../../../components/rules/config";
import type { CloudName } from "../../../components/rules/clouds";
import { stackOutputs, type StackOutputs } from "../../../components/rules/outputs";
import type { Config } from "../../support/stackRun";
import { IDS } from "./tokens";

/**
 * Outputs of the default stack, whose API checks a group; with further config, or in another cloud.
 */
export function makeOutputs(config: Config = {}, cloud: CloudName = "public"): StackOutputs {
  const parsed = parseManagementApi(
    { producers: IDS.groupId, ...config },
    { project: "management-api", stack: "dev" },
  );
  if (!parsed.ok) throw new Error("the default config is wrong");
  return stackOutputs(parsed.value, {
    clientId: IDS.clientId,
    tenantId: IDS.tenantId,
    registration: "22222222-2222-4222-8222-222222222222",
    servicePrincipal: "33333333-3333-4333-8333-333333333333",
    producers: IDS.groupId,
    consent: [],
    cloud,
  });
}
