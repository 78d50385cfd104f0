import { describeFailure } from "../../az/describeFailure";
import { placeholderStack } from "../../failures/placeholders";
import { attempt } from "../../az/unanswered";
import { type Check, error, passed, skipped } from "../check";

/**
 * The first version whose `az ad` commands speak Microsoft Graph.
 * https://learn.microsoft.com/cli/azure/microsoft-graph-migration
 */
const OLDEST = [2, 37] as const;

/** The Azure CLI: there, and new enough. */
export const toolsCheck: Check = {
  id: "tools",
  title: "The Azure CLI is installed and new enough",
  needs: [],
  async run({ facts }) {
    const version = await attempt(facts.version());
    if (!version.ok) {
      switch (version.failure.kind) {
        case "missing": {
          const { summary, remedy } = describeFailure(version.failure, placeholderStack());
          return error(summary, [], remedy);
        }
        case "timeout":
          return error(`"az version" ${version.failure.text}.`, [], {
            text: 'See whether "az version" hangs in a terminal too; reinstall the Azure CLI if it does.',
          });
        case "crashed":
          return error(
            '"az" itself failed: it does not even tell its version.',
            [version.failure.text],
            { text: 'See where: run "az version --debug". Then reinstall the Azure CLI.' },
          );
        default:
          return skipped('"az version" is not understood');
      }
    }
    const text = version.value["azure-cli"];
    const [major = 0, minor = 0] = text.split(".").map(Number);
    if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
      return passed(`az ${text}`);
    }
    return error(
      `The Azure CLI ${text} is too old: before ${OLDEST.join(".")} its "az ad" commands ask an interface that Microsoft has switched off.`,
      [`az version: ${text}`],
      { text: "Update it.", commands: ["az upgrade"] },
    );
  },
};
