import { namesFile } from "../../az/az";
import { formatCommand, isPortable } from "../../shellCommand";
import { type Check, passed, warning } from "../check";
import { outputsOf } from "../context";

/**
 * Whether another registration has the same name: people and scripts that go by the name take the
 * wrong one.
 */
export const nameCheck: Check = {
  id: "name",
  title: "Only one registration has its name",
  needs: ["outputs", "session", "registration"],
  async run(context) {
    const { clientId, declared } = outputsOf(context);
    const namesakes = await context.facts.namesakes();
    // The question was for names that begin like this one.
    const others = namesakes.filter(
      ({ appId, displayName }) =>
        appId.toLowerCase() !== clientId &&
        displayName.toLowerCase() === declared.displayName.toLowerCase(),
    );
    if (others.length === 0) return passed(`"${declared.displayName}"`);
    const usual = `${declared.displayName} (not of this stack)`;
    const newName = isPortable(usual) && !namesFile(usual) ? usual : "Not of the stack";
    return warning(
      `${others.length === 1 ? "Another registration has" : `${others.length} other registrations have`} the name "${declared.displayName}". Whoever goes by the name may use the wrong client id; this stack's is ${clientId}.`,
      others.map(({ appId, id }) => `client id ${appId}, object id ${id}`),
      {
        text: "Rename what is not this stack's, or delete it if nobody uses it.",
        commands: others.map(({ appId }) =>
          formatCommand(["az", "ad", "app", "update", "--id", appId, "--display-name", newName]),
        ),
      },
    );
  },
};
