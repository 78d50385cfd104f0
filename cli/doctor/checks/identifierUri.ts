import { type Check, error, passed } from "../check";
import { deployOr, outputsOf } from "../context";
import { patchApplication } from "../graphCommands";

/** Whether the API's URIs are there: without them, no client can ask by scope. */
export const identifierUriCheck: Check = {
  id: "identifier-uri",
  title: "The identifier URIs are set",
  needs: ["outputs", "registration"],
  async run(context) {
    const outputs = outputsOf(context);
    const { identifierUris } = outputs;
    const { id, identifierUris: uris } = await context.facts.registration();
    const missing = identifierUris.filter(
      (wanted) => !uris.some((uri) => uri.toLowerCase() === wanted.toLowerCase()),
    );
    if (identifierUris.length === 0) return passed("none, as the stack declares");
    if (missing.length === 0) return passed(identifierUris.join(", "));
    return error(
      `The registration lacks the identifier URI ${missing.map((uri) => `"${uri}"`).join(", ")}: requests by scope end with AADSTS500011, also for daemons and Postman.`,
      [
        uris.length === 0
          ? "identifierUris is empty"
          : `identifierUris is ${uris.map((uri) => `"${uri}"`).join(", ")}`,
      ],
      deployOr(context, "Put the URI back.", [
        patchApplication(outputs, id, { identifierUris: [...uris, ...missing] }),
      ]),
    );
  },
};
