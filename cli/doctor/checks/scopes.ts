import { type Check, error, passed } from "../check";
import { freshSignIn } from "../../failures/failure";
import { deployAndSignIn, outputsOf } from "../context";
import { restoreScopes } from "../scopeFixes";

/**
 * Whether every declared scope is there, switched on, with its id: clients hold ids, tokens hold
 * values.
 */
export const scopesCheck: Check = {
  id: "scopes",
  title: "Every scope is there, switched on, with its id",
  needs: ["outputs", "registration"],
  async run(context) {
    const outputs = outputsOf(context);
    const registration = await context.facts.registration();
    const found = registration.api.oauth2PermissionScopes;
    const declared = Object.entries(outputs.declared.scopes);
    const missing: string[] = [];
    const replaced: string[] = [];
    const off: string[] = [];
    const { elsewhere } = outputs.declared;
    let isOfOthers = false;
    for (const [value, id] of declared) {
      const scope = found.find((each) => each.id === id);
      if (scope?.value !== value || !scope.isEnabled) {
        isOfOthers ||= elsewhere?.scopes.includes(value) === true;
      }
      const namesake = found.find((each) => each.value === value);
      if (scope?.value === value) {
        if (!scope.isEnabled) off.push(`"${value}" (${id}) is switched off`);
      } else if (namesake !== undefined) {
        replaced.push(`"${value}" has the id ${namesake.id}; expected ${id}`);
      } else {
        missing.push(
          `"${value}" (${id}) is not there${scope === undefined ? "" : `; the id belongs to "${scope.value}"`}`,
        );
      }
    }
    const evidence = [...off, ...replaced, ...missing];
    if (evidence.length === 0) return passed(declared.map(([value]) => `"${value}"`).join(", "));
    const summary = `${evidence.length === 1 ? "A scope is" : `${evidence.length} scopes are`} not as the stack declares; clients that hold the declared id get no token with it.`;
    const restored = restoreScopes(registration, outputs);
    // A deployment adds what is missing; it neither sees that a scope is off nor can it add one
    // whose value is taken.
    if (off.length > 0 || replaced.length > 0) {
      const whose = isOfOthers ? "Have whoever owns the registration put" : "Put";
      return error(summary, evidence, {
        text: `${whose} the scopes back. Then sign in again, because az keeps the old token for up to an hour.`,
        commands: [...restored, ...freshSignIn(outputs)],
      });
    }
    return error(
      summary,
      evidence,
      deployAndSignIn(context, "Put the scopes back.", restored, !isOfOthers),
    );
  },
};
