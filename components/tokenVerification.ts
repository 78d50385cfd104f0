import type * as azuread from "@pulumi/azuread";
import * as command from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";
import { type TokenTarget, verificationCommand } from "./spec/tokenCommands";

/**
 * Lets the Azure CLI of whoever deploys fetch a token once, and records when it expires. The token itself never leaves `az`:
 * the command prints only the expiry, logging is off, and both streams are secret in the state. It runs on `up`, never in a
 * preview, and again when the Azure CLI's scopes change.
 */
export function verifyToken(
  name: string,
  target: pulumi.Output<TokenTarget>,
  cli: azuread.ApplicationPreAuthorized,
  opts: pulumi.CustomResourceOptions,
): void {
  new command.local.Command(
    `${name}-token-verification`,
    {
      create: target.apply(verificationCommand),
      // A refusal that az remembers from before the pre-authorization must not count (it caches them for a minute).
      environment: { AZURE_CORE_USE_MSAL_HTTP_CACHE: "false" },
      logging: command.local.Logging.None,
      triggers: [cli.authorizedClientId, cli.permissionIds],
    },
    { ...opts, additionalSecretOutputs: ["stdout", "stderr"] },
  );
}
