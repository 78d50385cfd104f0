import { type Check, passed, warning } from "../check";
import { cannotRead, outputsOf } from "../context";
import { patchClients } from "../scopeFixes";

/** Whether somebody else is pre-authorized: whoever signs in with that client calls the API without being asked. */
export const foreignClientsCheck: Check = {
  id: "foreign-clients",
  title: "Nobody else is pre-authorized",
  needs: ["outputs", "registration"],
  async run(context) {
    const { clients } = outputsOf(context).declared;
    const registration = await context.facts.registration();
    if (!registration.ok) return cannotRead(registration.failure, context);
    const all = registration.value.api.preAuthorizedApplications;
    const isForeign = (appId: string): boolean => clients[appId.toLowerCase()] === undefined;
    const foreign = all.filter(({ appId }) => isForeign(appId));
    if (foreign.length === 0) return passed();
    return warning(
      `${foreign.length === 1 ? "A client is" : `${foreign.length} clients are`} pre-authorized that the stack does not declare: no user is asked before it gets a token.`,
      foreign.map(({ appId }) => `client id ${appId}`),
      {
        // A deployment manages each client by itself and does not see others.
        text: 'Take it out, or declare it under "clients" in the stack\'s config.',
        commands: [
          patchClients(
            registration.value,
            all.filter(({ appId }) => !isForeign(appId)),
          ),
        ],
      },
    );
  },
};
