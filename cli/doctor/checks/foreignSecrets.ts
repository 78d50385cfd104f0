import type { Application } from "../../az/application";
import { type Check, passed, warning } from "../check";
import { outputsOf } from "../context";

/**
 * Whether somebody can sign in as the API itself: the stack gives its registration no credentials.
 */
export const foreignSecretsCheck: Check = {
  id: "foreign-secrets",
  title: "Nobody has added a secret, certificate or federated credential",
  needs: ["outputs", "registration"],
  async run(context) {
    const { clientId } = outputsOf(context);
    const registration = await context.facts.registration();
    const federated = await context.facts.federatedCredentials();
    const { passwordCredentials: secrets, keyCredentials: certificates } = registration;
    const remove = `az ad app credential delete --id ${clientId} --key-id`;
    const found = [
      ...secrets.map((secret) => ({
        seen: `secret ${describe(secret)}`,
        command: `${remove} ${secret.keyId}`,
      })),
      ...certificates.map((certificate) => ({
        seen: `certificate ${describe(certificate)}`,
        command: `${remove} ${certificate.keyId} --cert`,
      })),
      ...federated.map(({ id, name, issuer, subject }) => ({
        seen: `federated credential "${name}" (${id}), for "${subject || "a claim"}" of "${issuer}"`,
        command: `az ad app federated-credential delete --id ${clientId} --federated-credential-id ${id}`,
      })),
    ];
    if (found.length === 0) return passed();
    return warning(
      `Somebody added ${found.length === 1 ? "a credential" : `${found.length} credentials`} that the stack does not declare and previews do not show: whoever holds one signs in as the API itself.`,
      found.map(({ seen }) => seen),
      {
        text: "Take it out, unless somebody needs it: the stack declares no credentials, and leaves others alone.",
        commands: found.map(({ command }) => command),
      },
    );
  },
};

function describe({ keyId, displayName, endDateTime }: Credential): string {
  const name = displayName === "" ? "" : `"${displayName}" `;
  return `${name}(${keyId})${endDateTime === "" ? "" : `, valid until ${endDateTime}`}`;
}

type Credential = Application["keyCredentials"][number];
