import { type Check, error, passed } from "../check";

/** The stack's outputs: everything else is compared with them. */
export const outputsCheck: Check = {
  id: "outputs",
  title: "The stack's outputs are complete",
  needs: [],
  run({ stackResult }) {
    if (stackResult.ok) {
      const { label, outputs } = stackResult.stack;
      return passed(`${label}: "${outputs.declared.displayName}", ${outputs.clientId}`);
    }
    const [summary = "", ...evidence] = stackResult.error.message.split("\n");
    const [text = "", ...commands] = stackResult.error.remedy;
    return error(summary, evidence, { text, ...(commands.length > 0 && { commands }) });
  },
};
