/**
 * Proves what a registration that is adopted must be, refusal by refusal, with whom each sends the reader to. Under
 * mocks.
 */
import assert from "node:assert/strict";
import { itRefuses, outcome, type Refusals } from "./mockComponent";
import {
  REGISTRATION,
  applicationId,
  principalId,
  READ,
  OFF,
  DANA,
  WEB,
  role,
  scope,
  found,
  clientId,
  WHOLE,
  IMPORTS,
} from "./adoptedFound";

const REFUSALS: Refusals = {
  "is there": [
    {},
    {},
    [
      `"registration.clientId" is "${clientId}"`,
      "it must be the client id of a registration of this tenant; there is none of that id.",
      'write the "Application (client) ID" that the portal shows under "App registrations" (no object id, and no application of another tenant).',
    ],
  ],
  "is imported by the ids of its parts": [
    {
      ...WHOLE,
      registration: { ...REGISTRATION, imports: { ...IMPORTS, "known-clients": applicationId } },
    },
    found(),
    [
      `"registration.imports.known-clients" is "${applicationId}"`,
      `it must be "${applicationId}/knownClients", the import id of that part of this registration.`,
      'run "npm run adopt" again, which writes it, or take the entry out.',
    ],
  ],
  "is imported with assignments to it": [
    {
      ...WHOLE,
      registration: { ...REGISTRATION, imports: { [`assignment-${DANA}`]: `${principalId}/x` } },
    },
    found(),
    [
      `"registration.imports.assignment-${DANA}" is "${principalId}/x"`,
      `it must be "${principalId}/appRoleAssignedTo/" and the assignment's id, the import id of that part of this registration.`,
      'run "npm run adopt" again, which writes it, or take the entry out.',
    ],
  ],
  "is imported by parts that config declares": [
    { registration: { ...REGISTRATION, imports: { "known-client": "x" } }, knownClients: [WEB] },
    found(),
    [
      '"registration.imports.known-client" is "x"',
      "it must name a part that the stack declares and that can be there.",
      'write "known-clients", or take the entry out.',
    ],
  ],
  "has switched on what config declares": [
    { scopes: [{ value: "off", id: OFF }] },
    found({
      apis: [
        { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [scope(OFF, "off", false)] },
      ],
    }),
    [
      '"scopes[0].value" is "off"',
      'it must not be one that is switched off there: "Calls" has "off" switched off, and the provider would switch it on.',
      'take it out, choose another value, or switch it on first (portal, "Expose an API" or "App roles").',
    ],
  ],
  "has switched on what config declares under another id": [
    { appRoles: [{ value: "Off" }] },
    found({ appRoles: [role(OFF, "Off", false)] }),
    [
      '"appRoles[0].value" is "Off"',
      'it must not be one that is switched off there: "Calls" has "Off" switched off, and the provider would switch it on.',
      'take it out, choose another value, or switch it on first (portal, "Expose an API" or "App roles").',
    ],
  ],
  "gets no new URI that version 1 may not have": [
    { tokenVersion: 1, identifierUris: ["api://calls", "api://other"] },
    found(),
    [
      '"identifierUris[1]" is "api://other"',
      'it must, with "tokenVersion" 1, hold {clientId} or {tenantId}, or name a domain that the tenant has verified.',
      'write "api://{tenantId}/other", or set "tokenVersion" to 2.',
    ],
  ],
  "keeps the ids of its scopes": [
    { tokenVersion: 1, scopes: [{ value: "read", id: OFF }] },
    found(),
    [
      `"scopes[0].id" is "${OFF}"`,
      `it must stay "${READ}": the registration "Calls" has the scope "read" under that id, and no id changes in one "pulumi up".`,
      `write "id: ${READ}"; and if the stack has not adopted it yet, run "npm run adopt -- --client-id cccccccc-0000-4000-8000-000000000003", which writes the import ids too.`,
    ],
  ],
};

describe("a registration is adopted only if it", () => {
  itRefuses(REGISTRATION, REFUSALS);

  it("has switched off only what config does not declare: that is accepted", async () => {
    const off = { appRoles: [role(OFF, "Off", false)] };
    assert.equal((await outcome({ registration: REGISTRATION }, found(off))).said, "");
  });
});
