import { parseManagementApi } from "../../components/rules/config";
import { stackOutputs } from "../../components/rules/outputs";
import type { ExplainedStack } from "./failure";

/** The default stack with names in place of its ids: for explanations where no stack is known. */
export function placeholderStack(): ExplainedStack {
  const parsed = parseManagementApi({}, { project: "management-api", stack: "<stack>" });
  if (!parsed.ok) throw new Error("the defaults of the config break its rules");
  const outputs = stackOutputs(parsed.value, {
    clientId: "<client-id>",
    tenantId: "<tenant-id>",
    registration: "<object-id>",
    servicePrincipal: "<object-id>",
    producers: undefined,
    consent: [],
    cloud: "public",
  });
  return { outputs };
}
