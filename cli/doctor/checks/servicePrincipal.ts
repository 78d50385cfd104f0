import { type Check, error, passed } from "../check";
import { unlessMissing } from "../../az/unanswered";
import { deployOr, outputsOf } from "../context";

/**
 * Whether the API has a service principal that is switched on. The portal makes one silently; a
 * program must ask for it.
 */
export const servicePrincipalCheck: Check = {
  id: "service-principal",
  title: "The service principal exists and is enabled",
  needs: ["outputs", "registration"],
  async run(context) {
    const { clientId, declared } = outputsOf(context);
    const principal = await unlessMissing(context.facts.servicePrincipal());
    if (principal?.accountEnabled === true) return passed(principal.id);
    if (principal !== undefined) {
      return error(
        `The service principal of "${declared.displayName}" is switched off: token requests end with AADSTS500014.`,
        ["accountEnabled is false"],
        {
          text: "Somebody switched it off; if that was not on purpose, switch it on again.",
          commands: [`az ad sp update --id ${clientId} --set accountEnabled=true`],
        },
      );
    }
    return error(
      `"${declared.displayName}" has no service principal in the tenant: token requests end with AADSTS500011.`,
      [`az ad sp show --id ${clientId}: not found`],
      deployOr(context, "Make it again.", [`az ad sp create --id ${clientId}`]),
    );
  },
};
