/**
 * Proves what `adopt --mode existing` writes of a registration that stays others', says and
 * refuses. Pure.
 */
import assert from "node:assert/strict";
import { describeExistingFor } from "../../../cli/adopt/describeExisting";
import type { Found } from "../../../cli/adopt/found";
import { CLIENT_ID, READ } from "./byHand";
import { WRITE, IDENTITY, READER, scope, plain } from "./plain";

describe("a registration in terms of a stack that leaves it others'", () => {
  const used = (found: Found, isOwn = false) => {
    const described = describeExistingFor(found, READER, IDENTITY, isOwn);
    assert.ok(described.ok, JSON.stringify(described));
    const { config, imports, leftAlone, changes, warnings } = described.value;
    assert.deepEqual(imports, {});
    const codes = [...leftAlone, ...changes, ...warnings].map(({ code }) => code);
    return [config, codes];
  };
  const registration = { mode: "existing", clientId: CLIENT_ID };
  const two = [scope("read", READ), scope("write", WRITE)];

  it("adds the Azure CLI where it is not there", () => {
    const found = plain({}, { preAuthorizedApplications: [], requestedAccessTokenVersion: null });
    assert.deepEqual(used(found), [{ registration, tokenVersion: 1 }, ["client.added"]]);
  });

  it("leaves it out where it holds every scope that is on", () => {
    const scopes = [scope("read", READ), scope("write", WRITE, { isEnabled: false })];
    assert.deepEqual(used(plain({ identifierUris: [] }, { oauth2PermissionScopes: scopes })), [
      { registration, identifierUris: [], clients: [] },
      ["client.held"],
    ]);
  });

  it("tells where it holds some only", () => {
    assert.deepEqual(used(plain({}, { oauth2PermissionScopes: two })), [
      { registration, clients: [] },
      ["client.held", "client.partial"],
    ]);
  });

  it("keeps what the stack has added itself", () => {
    assert.deepEqual(used(plain({}, { oauth2PermissionScopes: two }), true), [
      { registration },
      [],
    ]);
  });

  it("refuses what cannot give tokens, in the program's words", () => {
    const found = { ...plain(), servicePrincipal: undefined };
    const described = describeExistingFor(found, READER, IDENTITY, false);
    assert.ok(!described.ok);
    assert.deepEqual(
      described.problems.map(({ key, remedy }) => [key, remedy]),
      [
        [
          "registration.clientId",
          `have whoever owns the registration run "az ad sp create --id ${CLIENT_ID}"`,
        ],
      ],
    );
  });
});
