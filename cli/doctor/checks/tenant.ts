import { type Check, error, passed } from "../check";
import { outputsOf, unknownTenant } from "../context";

/** Whether the account belongs to the tenant of the stack. */
export const tenantCheck: Check = {
  id: "tenant",
  title: "Signed in to the stack's tenant",
  needs: ["outputs", "sign-in"],
  async run(context) {
    const { tenantId, loginCommand } = outputsOf(context);
    const { tenantId: found, user } = await context.facts.account();
    if (found.toLowerCase() === tenantId) return passed(tenantId);
    return error(
      `Signed in to another tenant: "${found}" instead of "${tenantId}". The API is not known there.`,
      [`az account show: "${user.name}" in "${found}"`, ...(await unknownTenant(context))],
      {
        text: "Sign in to the stack's tenant.",
        commands: [loginCommand],
        otherwise:
          'Another account is the default one: "az account list" shows all, "az logout" takes one away.',
      },
    );
  },
};
