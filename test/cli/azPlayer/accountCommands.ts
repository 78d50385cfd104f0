/** The commands of the played az about sign-ins and tokens. */
import { AzError } from "./azError";
import type { PlayedCommand } from "./command";
import type { Profile } from "./signIns";
import { RESOURCE_MANAGER_SCOPE } from "./tokenClient";

/** The account of a sign-in without subscriptions: the tenant's own. */
function tenantAccount({ tenantId, user }: Profile): Readonly<Record<string, unknown>> {
  return {
    id: tenantId,
    isDefault: true,
    name: "N/A(tenant level account)",
    state: "Enabled",
    tenantId,
    user,
  };
}

/** "az login", "az logout", "az account …", by name. */
export const ACCOUNT_COMMANDS: Readonly<Record<string, PlayedCommand>> = {
  login: {
    options: {
      "--tenant": "value",
      "--scope": "value",
      "--allow-no-subscriptions": "flag",
      "--use-device-code": "flag",
      "--service-principal": "flag",
      "--username": "value",
      "--password": "value",
    },
    async run({ find, need, has }, { tokens, talk }) {
      const scope = find("--scope") ?? RESOURCE_MANAGER_SCOPE;
      const profile = has("--service-principal")
        ? await tokens.signInAsApplication(need("--tenant"), need("--username"), need("--password"))
        : await tokens.signIn(find("--tenant"), scope, talk);
      // The directory's users have no subscriptions.
      if (!has("--allow-no-subscriptions")) {
        throw new AzError(`No subscriptions found for ${profile.user.name}.`);
      }
      tokens.signIns.writeProfile(profile);
      return [{ cloudName: "AzureCloud", ...tenantAccount(profile) }];
    },
  },
  logout: {
    options: {},
    run(_, { tokens }) {
      if (tokens.signIns.readProfile() === undefined) {
        throw new AzError("There are no active accounts.");
      }
      tokens.signIns.clear();
      return Promise.resolve(undefined);
    },
  },
  "account clear": {
    options: {},
    run(_, { tokens }) {
      tokens.signIns.clear();
      return Promise.resolve(undefined);
    },
  },
  "account list": {
    options: {},
    run(_, { tokens }) {
      const profile = tokens.signIns.readProfile();
      if (profile === undefined) return Promise.resolve([]);
      return Promise.resolve([{ cloudName: "AzureCloud", ...tenantAccount(profile) }]);
    },
  },
  "account show": {
    options: {},
    run(_, { tokens }) {
      const profile = tokens.signIns.needProfile();
      return Promise.resolve({ environmentName: "AzureCloud", ...tenantAccount(profile) });
    },
  },
  "account get-access-token": {
    options: { "--resource": "value", "--scope": "value", "--tenant": "value" },
    async run({ find }, { tokens }) {
      const resource = find("--resource");
      const whole = resource === undefined ? RESOURCE_MANAGER_SCOPE : `${resource}/.default`;
      const scope = find("--scope") ?? whole;
      const { tenant, token, expiresOn } = await tokens.acquire(scope, find("--tenant"));
      return {
        accessToken: token,
        expiresOn: localTime(expiresOn),
        expires_on: expiresOn,
        ...(find("--tenant") === undefined && { subscription: tenant }),
        tenant,
        tokenType: "Bearer",
      };
    },
  },
};

/** Local time as Python writes it: "2026-01-31 12:00:00.000000". */
function localTime(seconds: number): string {
  const time = new Date(seconds * 1000);
  const asUtc = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return `${asUtc.toISOString().slice(0, "2026-01-31T12:00:00".length).replace("T", " ")}.000000`;
}
