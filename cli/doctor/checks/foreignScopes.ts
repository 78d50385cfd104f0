import { type Check, passed, warning } from "../check";
import { outputsOf } from "../context";
import { foreignScopes, removeForeignScopes } from "../scopeFixes";

/**
 * Whether somebody added scopes: clients can ask for them, and no review of the stack shows them.
 */
export const foreignScopesCheck: Check = {
  id: "foreign-scopes",
  title: "Nobody has added a scope",
  needs: ["outputs", "registration", "scopes"],
  async run(context) {
    const outputs = outputsOf(context);
    const registration = await context.facts.registration();
    const foreign = foreignScopes(registration, outputs);
    if (foreign.length === 0) return passed();
    return warning(
      `Somebody added ${foreign.length === 1 ? "a scope" : `${foreign.length} scopes`} that the stack does not declare and previews do not show, but clients can ask for.`,
      foreign.map(
        ({ id, value, isEnabled }) => `"${value}" (${id})${isEnabled ? "" : ", switched off"}`,
      ),
      {
        text: 'Take it out. If it is meant, declare it under "scopes" in the stack\'s config afterwards: a deployment cannot take over what somebody else made.',
        commands: removeForeignScopes(registration, outputs),
      },
    );
  },
};
