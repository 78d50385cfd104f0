/** The stack: the Management API's registration, from the stack's config, and its outputs. */
import { lookUp } from "./components/lookUps";
import { ManagementApi } from "./components/managementApi";
import { readSettings } from "./components/settings";

// A function, because Pulumi awaits it: nothing is registered before config is sound and everything
// named in it is found.
export = async () => {
  const settings = readSettings();
  const facts = await lookUp(settings);
  const api = new ManagementApi("management-api", { spec: settings.spec, facts });
  // The exact command is "tokenCommand": pulumi stack output tokenCommand.
  return api.outputs;
};
