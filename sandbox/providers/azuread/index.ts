/**
 * The azuread provider of the embedded engine: the requests of the real one, to the sandbox's
 * directory.
 */
import { setTimeout as sleepFor } from "node:timers/promises";

import type { Provider } from "../../engine/provider";
import { sandboxFetch, type Fetch } from "../../http";
import { application } from "./application";
import { applicationRegistration } from "./applicationRegistration";
import { appRoleAssignment } from "./appRoleAssignment";
import { cloudNamed } from "./cloud";
import { LIST_ENTRIES } from "./applicationParts/entries";
import { knownClients } from "./applicationParts/knownClients";
import { listEntry } from "./applicationParts/listEntry";
import { optionalClaims } from "./applicationParts/optionalClaims";
import { owner } from "./applicationParts/owner";
import { getApplication } from "./functions/getApplication";
import { getClientConfig } from "./functions/getClientConfig";
import { getServicePrincipal } from "./functions/getServicePrincipal";
import { getUser } from "./functions/getUser";
import { group } from "./group";
import type { Sleep } from "./retry";
import { servicePrincipal } from "./servicePrincipal";
import { openSession } from "./session";
import type { Environment } from "./token";

/** What tests put in the place of the network and of time. */
export interface AzureadProviderOptions {
  /** Default: through the sandbox's proxy, by "HTTPS_PROXY" and "SSL_CERT_FILE". */
  readonly fetch?: Fetch;
  /** Default: real time. */
  readonly sleep?: Sleep;
}

/** A provider that holds connections: close it when done. */
export type AzureadProvider = Provider & { close(): Promise<void> };

/**
 * Makes the provider. It signs in by "ARM_CLIENT_ID", "ARM_CLIENT_SECRET" and "ARM_TENANT_ID" when
 * something is first asked of the directory, once, and keeps the token in memory only.
 *
 * @throws where the environment does not name a sandbox: there is no way from here to the real
 * Microsoft hosts.
 */
export function createAzureadProvider(
  environment: Environment,
  options: AzureadProviderOptions = {},
): AzureadProvider {
  const connection =
    options.fetch === undefined
      ? sandboxFetch(environment)
      : { fetch: options.fetch, close: () => Promise.resolve() };
  const sleep: Sleep = options.sleep ?? ((milliseconds) => sleepFor(milliseconds));
  let settings: Readonly<Record<string, string>> = {};
  const session = openSession(environment, connection.fetch, sleep, () =>
    cloudNamed(settings["environment"] ?? (environment["ARM_ENVIRONMENT"] || "public")),
  );
  return {
    configure(next) {
      settings = next;
    },
    name: "azuread",
    version: "6.9.1",
    resources: [
      application(session),
      applicationRegistration(session),
      ...LIST_ENTRIES.map((kind) => listEntry(session, kind)),
      optionalClaims(session),
      owner(session),
      knownClients(session),
      servicePrincipal(session),
      appRoleAssignment(session),
      group(session),
    ],
    functions: [getClientConfig, getServicePrincipal, getUser, getApplication].map((define) =>
      define(session),
    ),
    close: () => connection.close(),
  };
}
