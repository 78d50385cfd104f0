/**
 * The commands by which the real az proves the player: every command and option that is played, in
 * scenes from one state each.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { SEED } from "../../../sandbox/directory";
import { registrationOf } from "../fault";
import type { AzSandbox } from "../support/azSandbox";
import { API } from "../support/healthyStack";

/** Commands, one after the other. */
export interface Scene {
  readonly title: string;
  /** Changes the healthy stack with a group, in which Dana is signed in. */
  readonly prepare?: (sandbox: AzSandbox) => void;
  /** The arguments of az, without the program. `sandbox` gives the deployer's secret only. */
  readonly commands: (sandbox: AzSandbox) => readonly (readonly string[])[];
}

const { clientId } = API;
const NOBODY = "77777777-7777-4777-8777-777777777777";
const KEY_ID = "66666666-6666-4666-8666-666666666666";
const GROUP = SEED.group.objectId;
const GRAPH = "https://graph.microsoft.com/v1.0";
const KEYS = `https://login.microsoftonline.com/${SEED.tenantId}/discovery/v2.0/keys`;

/** Words with blanks between. */
const words = (line: string): readonly string[] => line.split(" ");
const get = (address: string): readonly string[] => ["rest", "--method", "GET", "--url", address];
const send = (method: string, address: string, body: string): readonly string[] => [
  ...["rest", "--method", method, "--url", `${GRAPH}${address}`, "--body", body],
];

const ACCOUNT = words("account show");
const ACCOUNTS = words("account list");
const USER = words("ad signed-in-user show");
const TOKEN = words(`account get-access-token --resource ${clientId}`);
const LOGIN = words("login --use-device-code --allow-no-subscriptions -o none");
const PRINTED_LOGIN = words(
  `login --tenant ${SEED.tenantId} --scope ${clientId}/.default --allow-no-subscriptions`,
);
const FETCH_KEYS = [...get(KEYS), "--skip-authorization-header"];

/** All scenes. */
export const CONTRACT: readonly Scene[] = [
  {
    title: "what the tools ask",
    commands: () => [
      words("version --output json"),
      ACCOUNT,
      ACCOUNTS,
      USER,
      TOKEN,
      TOKEN,
      words(`account get-access-token --scope api://${clientId}/access_as_producer`),
      words(`account get-access-token --scope api://${clientId}/no_such_scope`),
      words(`account get-access-token --resource ${clientId} --tenant ${SEED.tenantId}`),
      words(`account get-access-token --resource ${NOBODY}`),
      words("account get-access-token"),
      words(`ad app show --id ${clientId}`),
      words(`ad app show --id ${NOBODY}`),
      [...words("ad app list --filter"), "startswith(displayName,'BDK Management')"],
      words(`ad app federated-credential list --id ${clientId}`),
      words(`ad app federated-credential list --id ${NOBODY}`),
      words(`ad sp show --id ${clientId}`),
      words(`ad sp show --id ${NOBODY}`),
      words(`ad group show --group ${GROUP}`),
      words(`ad group show --group ${NOBODY}`),
      FETCH_KEYS,
      get(`${GRAPH}/me/memberOf?$top=999`),
      get(`${GRAPH}/servicePrincipals/${API.servicePrincipalId}/appRoleAssignedTo?$top=999`),
      get(`${GRAPH}/servicePrincipals/${NOBODY}`),
      send("POST", "/me/getMemberGroups", "{'securityEnabledOnly':True}"),
    ],
  },
  {
    title: "what the printed commands change",
    prepare: (sandbox) => {
      const registration = registrationOf(sandbox);
      registration.federatedIdentityCredentials.push({
        audiences: ["api://AzureADTokenExchange"],
        description: null,
        id: KEY_ID,
        issuer: "https://token.actions.githubusercontent.com",
        name: "deploy",
        subject: "repo:somebody/else:ref:refs/heads/main",
      });
      registration.passwordCredentials.push({
        displayName: "one",
        endDateTime: "2999-01-01T00:00:00Z",
        hint: "Abc",
        keyId: KEY_ID,
        secretHash: "",
        startDateTime: "2026-01-01T00:00:00Z",
      });
      for (const group of sandbox.state.groups) group.owners = [SEED.user.objectId];
    },
    commands: () => [
      words(`ad app update --id ${clientId} --display-name Other`),
      words(`ad app update --id ${clientId} --identifier-uris api://${clientId}`),
      words(`ad app update --id ${NOBODY} --display-name Other`),
      words(`ad app credential delete --id ${clientId} --key-id ${KEY_ID}`),
      words(`ad app credential delete --id ${clientId} --key-id ${NOBODY}`),
      words(`ad app federated-credential list --id ${clientId}`),
      words(
        `ad app federated-credential delete --id ${clientId} --federated-credential-id ${KEY_ID}`,
      ),
      words(`ad sp update --id ${clientId} --set accountEnabled=true`),
      words(`ad sp update --id ${clientId} --set appRoleAssignmentRequired=false`),
      words(`ad sp create --id ${clientId}`),
      words(`ad group member add --group ${GROUP} --member-id ${SEED.guest.objectId}`),
      words(`ad group member add --group ${GROUP} --member-id ${SEED.guest.objectId}`),
      send("PATCH", `/groups/${GROUP}`, "{'securityEnabled':True}"),
      send(
        "PATCH",
        `/applications/${API.objectId}`,
        "{'displayName':'it\\x27s \\u00e9 None','tags':[],'groupMembershipClaims':None}",
      ),
      send("PATCH", `/applications/${API.objectId}`, '{"displayName":"JSON"}'),
      send("PATCH", `/applications/${API.objectId}`, "{'noSuchProperty':1}"),
      words(`ad app show --id ${clientId}`),
    ],
  },
  {
    title: "a service principal that is made again",
    prepare: ({ state }) => {
      state.servicePrincipals = state.servicePrincipals.filter(({ appId }) => appId !== clientId);
    },
    commands: () => [
      words(`ad sp update --id ${clientId} --set accountEnabled=true`),
      words(`ad sp create --id ${clientId}`),
      words(`ad sp create --id ${NOBODY}`),
    ],
  },
  {
    title: "signing out and in",
    commands: ({ directory: { deployer } }) => [
      words("logout"),
      ACCOUNT,
      TOKEN,
      USER,
      get(`${GRAPH}/me`),
      FETCH_KEYS,
      words("logout"),
      words("account clear"),
      words("login --use-device-code -o none"),
      ACCOUNT,
      PRINTED_LOGIN,
      ACCOUNT,
      TOKEN,
      words("account clear"),
      [
        ...words(`login --service-principal --username ${deployer.clientId} --password`),
        deployer.clientSecret,
        ...words(`--tenant ${SEED.tenantId} --allow-no-subscriptions -o none`),
      ],
      ACCOUNT,
      TOKEN,
      USER,
      words(`account get-access-token --resource ${NOBODY}`),
      LOGIN,
      ACCOUNT,
      TOKEN,
    ],
  },
  {
    title: "a sign-in that was revoked",
    prepare: ({ state }) => {
      state.refreshTokens = [];
    },
    commands: () => [TOKEN, USER],
  },
  {
    title: "an API that asks for a second factor",
    prepare: ({ state }) => {
      state.policies.mfaRequiredFor = [clientId];
    },
    commands: () => [TOKEN, PRINTED_LOGIN, TOKEN],
  },
  {
    title: "a client that is not pre-authorized",
    prepare: (sandbox) => {
      registrationOf(sandbox).api.preAuthorizedApplications = [];
    },
    commands: () => [TOKEN, words("logout"), PRINTED_LOGIN, ACCOUNT],
  },
  {
    title: "a directory that does not let itself be read",
    prepare: ({ directory }) =>
      directory.faults.add({
        method: "GET",
        path: /^\/v1\.0\//,
        status: 403,
        body: {
          error: {
            code: "Authorization_RequestDenied",
            message: "Insufficient privileges to complete the operation.",
          },
        },
        times: 100,
      }),
    commands: () => [USER, words(`ad app show --id ${clientId}`), get(`${GRAPH}/me/memberOf`)],
  },
  {
    title: "a network that is cut",
    prepare: (sandbox) => {
      const nowhere = "http://127.0.0.1:9";
      Object.assign(sandbox.environment, { HTTPS_PROXY: nowhere, https_proxy: nowhere });
    },
    commands: () => [FETCH_KEYS, TOKEN, ACCOUNT],
  },
  {
    title: "certificates that are not there",
    prepare: ({ environment }) => {
      environment["REQUESTS_CA_BUNDLE"] = "/no/such/bundle.pem";
    },
    commands: () => [FETCH_KEYS, TOKEN],
  },
  {
    title: "az's own files broken",
    prepare: ({ environment }) => {
      const folder = environment["AZURE_CONFIG_DIR"] ?? "";
      writeFileSync(path.join(folder, "msal_token_cache.json"), "{broken");
    },
    commands: () => [TOKEN, USER, ACCOUNT],
  },
  {
    title: "a tenant that the sign-in service does not know any more",
    prepare: ({ state }) => {
      state.tenant = { ...state.tenant, id: "aaaaaaaa-0000-4000-8000-00000000000f" };
    },
    commands: () => [TOKEN, ACCOUNT],
  },
];
