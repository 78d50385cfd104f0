/**
 * Proves what a registration that is there must be, refusal by refusal, with whom each sends the reader to. Under
 * mocks.
 */
import assert from "node:assert/strict";
import { deriveId } from "../../components/rules/ids";
import { mockIds } from "../support/mockStack";
import { identity } from "../support/ruleTable";
import type { Config } from "../support/stackRun";
import { itRefuses, outcome, type Refusals } from "./mockComponent";
import {
  REGISTRATION,
  OFF,
  OWN,
  scope,
  type Options,
  SCOPES,
  found,
  clientId,
} from "./existingFound";

const REFUSALS: Refusals = {
  "has a service principal": [
    {},
    { ...found(), servicePrincipals: {} },
    [
      `"registration.clientId" is "${clientId}"`,
      'it must have a service principal in the tenant, which the registration "Calls" has not: every request for a token would end with AADSTS500011.',
      `have whoever owns the registration run "az ad sp create --id ${clientId}".`,
    ],
  ],
  "has one that is switched on": [
    {},
    { ...found(), servicePrincipal: { accountEnabled: false } },
    [
      `"registration.clientId" is "${clientId}"`,
      'it must have a service principal that is switched on; that of the registration "Calls" is switched off, and every request for a token would end with AADSTS500014.',
      `have whoever owns it run "az ad sp update --id ${clientId} --set accountEnabled=true".`,
    ],
  ],
  "has an identifier URI, or config says that there is none": [
    {},
    found(SCOPES, 2, { identifierUris: [] }),
    [
      '"identifierUris" is ["api://{clientId}"]',
      'it must be [] while the registration "Calls" has no identifier URI: whoever asks by one would get AADSTS500011.',
      `have whoever owns it run "az ad app update --id ${clientId} --identifier-uris api://${clientId}", or write "identifierUris: []" to go by the client id alone.`,
    ],
  ],
  "has the token version of config": [
    {},
    found(SCOPES, 1),
    [
      '"tokenVersion" is 2',
      'it must be 1, as the registration "Calls" has it: an API that expects version 2 takes none of its tokens.',
      `write "tokenVersion: 1" where the API expects that; else have whoever owns the registration run az rest --method PATCH --url https://graph.microsoft.com/v1.0/applications/${mockIds.registration} --body "{'api':{'requestedAccessTokenVersion':2}}" first.`,
    ],
  ],
  "has the scopes that config names": [
    { scopes: ["raed"] },
    found(),
    [
      '"scopes[0]" is "raed"',
      'it must be the value of a scope that the registration "Calls" has without the stack.',
      'write "read"; or add it under "scopes", as a map: {value: raed}.',
    ],
  ],
  "has them switched on": [
    { scopes: ["read", "off"] },
    found(),
    [
      '"scopes[1]" is "off"',
      'it must be switched on; the registration "Calls" has it switched off, and no token would carry it.',
      'have whoever owns the registration switch it on (portal, "Expose an API"), or take it out.',
    ],
  ],
  "has them without the stack": [
    { scopes: ["own"] },
    found([scope("own", OWN)]),
    [
      '"scopes[0]" is "own"',
      'it must be the value of a scope that the registration "Calls" has without the stack; this one is the stack\'s own.',
      'declare it under "scopes", as a map: {value: own}.',
    ],
  ],
  "has the scopes of clients, where config names no others": [
    { clients: [{ client: "azureCli", scopes: ["read", "off"] }] },
    found(),
    [
      '"clients[0].scopes[1]" is "off"',
      'it must be switched on; the registration "Calls" has it switched off, and no token would carry it.',
      'have whoever owns the registration switch it on (portal, "Expose an API"), or take it out.',
    ],
  ],
  "has no scope yet of a value that is added": [
    { scopes: [{ value: "read" }] },
    found(),
    [
      '"scopes[0].value" is "read"',
      'it must be new: the registration "Calls" has a scope of that value already.',
      'to use the one that is there, write "read" in place of the map.',
    ],
  ],
  "has none of that value that is switched off either": [
    { scopes: [{ value: "off" }] },
    found(),
    [
      '"scopes[0].value" is "off"',
      'it must be new: the registration "Calls" has a scope of that value already.',
      'choose another value; or have whoever owns the registration switch that one on, and write "off" in place of the map.',
    ],
  ],
  "has what others authorize its clients for": [
    {
      scopes: ["read", { value: "mine" }],
      clients: [{ client: "azureCli", scopes: ["read", "mine"], elsewhere: true }],
    },
    found(),
    [
      '"clients[0].scopes[1]" is "mine"',
      'it must be a scope that the registration "Calls" has without the stack: nobody else authorizes a client for what the stack adds.',
      "take it out.",
    ],
  ],
  "was not made by the stack": [
    {},
    found([scope("own", OWN)], 2, {
      appRoles: [
        {
          id: deriveId(identity, "appRole", "Reader"),
          value: "Reader",
          enabled: true,
          allowedMemberTypes: ["User"],
        },
      ],
    }),
    [
      `"registration.clientId" is "${clientId}"`,
      'it must be a registration of others; the registration "Calls" has app roles with ids of this stack, which made it, and would delete it unless it was released.',
      'leave "registration" out; or release it ("npm run release") and use a stack of another name.',
    ],
  ],
  "has no app role of a value that is added": [
    { scopes: [{ value: "Reader" }] },
    found([], 2, {
      appRoles: [{ id: OFF, value: "Reader", enabled: true, allowedMemberTypes: ["User"] }],
    }),
    [
      '"scopes[0].value" is "Reader"',
      'it must differ from the values of app roles, and the registration "Calls" has a role of that value: both share one namespace.',
      "choose another value.",
    ],
  ],
  "has a scope that is switched on, where config names none": [
    {},
    found([scope("off", OFF, false)]),
    [
      '"scopes" is missing',
      'it must come to something that clients can be authorized for, but the registration "Calls" has them all switched off.',
      'add one, e.g. "scopes: [{value: access_as_producer}]", or have whoever owns the registration add one or switch one on.',
    ],
  ],
  "has the role that lets applications in": [
    { accessRole: "Reader" },
    found(SCOPES, 2, {
      appRoles: [{ id: OFF, value: "Reader", enabled: true, allowedMemberTypes: ["User"] }],
    }),
    [
      '"accessRole" is "Reader"',
      'it must be "none" or an app role for applications that the registration "Calls" has.',
      'choose from "none".',
    ],
  ],
  "puts the group that the API checks into tokens": [
    { producers: mockIds.group },
    found(),
    [
      `"producers" is "${mockIds.group}"`,
      'it must be "none" while tokens of the registration "Calls" list no security groups: the API would find nobody in the group.',
      'write "none", or have whoever owns the registration add groups to its tokens (portal, "Token configuration").',
    ],
  ],
  "is there": [
    {},
    {},
    [
      `"registration.clientId" is "${clientId}"`,
      "it must be the client id of a registration of this tenant; there is none of that id.",
      'write the "Application (client) ID" that the portal shows under "App registrations" (no object id, and no application of another tenant).',
    ],
  ],
};

describe("a registration that is there must be such that tokens come: it", () => {
  itRefuses(REGISTRATION, REFUSALS);

  const accepted: Readonly<Record<string, readonly [Config, Options]>> = {
    "goes by its client id": [{ identifierUris: [] }, found(SCOPES, 2, { identifierUris: [] })],
    "has version 1 tokens, as config says": [{ tokenVersion: 1 }, found(SCOPES, 1)],
    "lists groups": [
      { producers: mockIds.group },
      found(SCOPES, 2, { groupMembershipClaims: ["SecurityGroup"] }),
    ],
    "needs no scopes where there are no clients": [{ clients: [] }, found([])],
  };
  for (const [title, [config, options]] of Object.entries(accepted)) {
    it(`${title}: that is accepted`, async () => {
      assert.equal((await outcome({ registration: REGISTRATION, ...config }, options)).said, "");
    });
  }
});
