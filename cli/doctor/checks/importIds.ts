import { type Check, passed, warning } from "../check";
import { outputsOf, stackOf } from "../context";

/** Whether the config still imports parts: one that is deleted outside then breaks every refresh. */
export const importIdsCheck: Check = {
  id: "import-ids",
  title: "No import ids are left in the config",
  needs: ["outputs"],
  run(context) {
    const { imports = [] } = outputsOf(context).declared;
    const { finishCommand, deployCommand } = stackOf(context);
    if (imports.length === 0) return passed();
    return warning(
      "The config still has import ids of the registration that the stack adopted. They were for one deployment: a part that somebody deletes would now break the next one.",
      imports.map((part) => `import id of "${part}"`),
      {
        text: 'Take them out by "adopt --finish", then deploy, which changes nothing in the directory.',
        commands: [finishCommand, deployCommand].filter((command) => command !== undefined),
      },
    );
  },
};
