import { type Check, passed, warning } from "../check";
import { outputsOf } from "../context";

/**
 * Whether somebody gave the API further names: clients that ask by them get tokens for this API.
 */
export const foreignUrisCheck: Check = {
  id: "foreign-uris",
  title: "Nobody has added an identifier URI",
  needs: ["outputs", "registration", "identifier-uri"],
  async run(context) {
    const { clientId, identifierUris } = outputsOf(context);
    const registration = await context.facts.registration();
    const foreign = registration.identifierUris.filter(
      (uri) => !identifierUris.some((own) => own.toLowerCase() === uri.toLowerCase()),
    );
    if (foreign.length === 0) return passed();
    return warning(
      `Somebody added ${foreign.length === 1 ? "an identifier URI" : `${foreign.length} identifier URIs`} that the stack does not declare and previews do not show: a further name to ask for the API by.`,
      foreign.map((uri) => `"${uri}"`),
      {
        text: "Take it out, unless somebody asks for tokens by it: the stack declares its own URI only, and leaves others alone.",
        commands: [
          ["az ad app update --id", clientId, "--identifier-uris", ...identifierUris].join(" "),
        ],
      },
    );
  },
};
