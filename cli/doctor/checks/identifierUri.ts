import { type Check, error, passed } from "../check";
import { cannotRead, deployOr, outputsOf } from "../context";
import { patchApplication } from "../graphCommands";

/** Whether the API's URI is there: without it, no client can ask by scope. The token command itself uses the client id. */
export const identifierUriCheck: Check = {
  id: "identifier-uri",
  title: "The identifier URI is set",
  needs: ["outputs", "registration"],
  async run(context) {
    const { identifierUri } = outputsOf(context);
    const registration = await context.facts.registration();
    if (!registration.ok) return cannotRead(registration.failure, context);
    const { id, identifierUris: uris } = registration.value;
    if (uris.some((uri) => uri.toLowerCase() === identifierUri)) return passed(identifierUri);
    return error(
      `The registration lacks the identifier URI "${identifierUri}": requests by scope end with AADSTS500011, also for daemons and Postman.`,
      [
        uris.length === 0
          ? "identifierUris is empty"
          : `identifierUris is ${uris.map((uri) => `"${uri}"`).join(", ")}`,
      ],
      deployOr(context, "Put the URI back.", [
        patchApplication(id, { identifierUris: [...uris, identifierUri] }),
      ]),
    );
  },
};
