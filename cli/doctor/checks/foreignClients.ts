import { type Check, passed, warning } from "../check";
import { outputsOf } from "../context";
import { declaredClients, patchClients } from "../scopeFixes";

/**
 * Whether somebody else is pre-authorized: whoever signs in with that client calls the API without
 * being asked.
 */
export const foreignClientsCheck: Check = {
  id: "foreign-clients",
  title: "Nobody else is pre-authorized",
  needs: ["outputs", "registration", "scopes"],
  async run(context) {
    const outputs = outputsOf(context);
    const { clients } = outputs.declared;
    const registration = await context.facts.registration();
    const isForeign = ({ appId }: { readonly appId: string }): boolean =>
      clients[appId] === undefined;
    const foreign = registration.api.preAuthorizedApplications.filter(isForeign);
    if (foreign.length === 0) return passed();
    return warning(
      `Somebody pre-authorized ${foreign.length === 1 ? "a client" : `${foreign.length} clients`} that the stack does not declare and previews do not show: no user is asked before such a client gets a token.`,
      foreign.map(({ appId }) => `client id ${appId}`),
      {
        text: 'Take it out. If it is meant, declare it under "clients" in the stack\'s config afterwards: a deployment cannot take over what somebody else made.',
        commands: [
          patchClients(
            registration,
            outputs,
            declaredClients(registration, outputs).filter((client) => !isForeign(client)),
          ),
        ],
      },
    );
  },
};
