/** The program's own judgement of a config for a registration. */
import { parseManagementApi, withDefaults } from "../../components/rules/config";
import { checkFacts } from "../../components/rules/facts/factRules";
import type { Facts } from "../../components/rules/facts/facts";
import type { StackIdentity } from "../../components/rules/ids";
import type { ManagementApiSpec } from "../../components/rules/keys";
import type { Checked } from "../../components/rules/reading/problem";

/** What `pulumi up` would say of a config: the stack that it comes to, or every problem. */
export function judge(
  config: Readonly<Record<string, unknown>>,
  identity: StackIdentity,
  facts: Facts,
): Checked<ManagementApiSpec> {
  const parsed = parseManagementApi(config, identity);
  if (!parsed.ok) return parsed;
  const problems = checkFacts(parsed.value, withDefaults(config), facts);
  return problems.length === 0 ? parsed : { ok: false, problems };
}
