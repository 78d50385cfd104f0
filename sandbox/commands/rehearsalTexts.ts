/**
 * What `npm start` says before and after its steps. Loads next to nothing, so that the first words
 * come at once.
 */
import { FIRST_PARTY_CLIENTS } from "../directory/constants";

/** The outputs that the summary tells of. */
interface Summarized {
  readonly clientId: string;
  readonly identifierUri: string;
  readonly tokenCommand: string;
  readonly declared: {
    readonly displayName: string;
    /** Ids of scopes by value. */
    readonly scopes: Readonly<Record<string, string>>;
    /** Values of scopes by client id. */
    readonly clients: Readonly<Record<string, readonly string[]>>;
  };
}

/** What comes. */
export function announcement(stack: string): string {
  return [
    `The whole way of the stack "${stack}", rehearsed on this machine: it is deployed to an emulated Entra ID directory, somebody`,
    "signs in and runs its token command, and an API accepts the token. No tenant is needed, your own logins are not",
    "touched, and nothing is left behind. It takes some 15 seconds, on a busy machine a minute.",
    "",
    "Starting the directory …",
    "",
  ].join("\n");
}

/** What was shown, and how it goes on with a real tenant. */
export function summary(outputs: Summarized): string {
  const { clientId, declared, identifierUri, tokenCommand } = outputs;
  const clients = Object.entries(declared.clients).map(
    ([id, scopes]) => `${clientTitle(id)}, for ${scopes.join(", ")}`,
  );
  return [
    "",
    "Everything held. Registered were:",
    ...rows([
      ["registration", [`"${declared.displayName}", client id ${clientId}`]],
      ["identifier URI", [identifierUri]],
      ["scopes", Object.keys(declared.scopes)],
      ["clients", clients],
    ]),
    "The command for whoever needs a token:",
    `  ${tokenCommand}`,
    "The API accepted its token, and nobody without one. The refusal shows what the pre-authorization is for: without it, Entra ID",
    "gives the Azure CLI no token for this API before somebody consents.",
    "",
    'Nothing of this is left. With a tenant of your own, the Pulumi CLI and the Azure CLI (README.md, "Use it"):',
    "  az login --tenant <your tenant> --allow-no-subscriptions",
    "  pulumi login",
    "  pulumi stack init prod",
    "  pulumi up",
    "  pulumi stack output tokenCommand",
    "",
  ].join("\n");
}

function clientTitle(id: string): string {
  const title = FIRST_PARTY_CLIENTS.get(id);
  return title === undefined ? id : `${title} (${id})`;
}

function rows(all: readonly (readonly [name: string, values: readonly string[]])[]): string[] {
  const width = Math.max(...all.map(([name]) => name.length));
  return all.flatMap(([name, values]) =>
    values.map((value, index) => `  ${(index === 0 ? name : "").padEnd(width)}  ${value}`),
  );
}
