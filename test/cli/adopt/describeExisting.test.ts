/**
 * Proves what `adopt --mode existing` writes of a registration that stays others', says and
 * refuses. Pure.
 */
import assert from "node:assert/strict";
import { describeExistingFor } from "../../../cli/adopt/describeExisting";
import type { Found } from "../../../cli/adopt/found";
import { CLI, CLIENT_ID, READ } from "./byHand";
import type { Config } from "../../support/stackRun";
import { IDENTITY, plain, role, scope, WRITE } from "./plain";

const PAGE = "99999999-0000-4000-8000-0000000000aa";

describe("a registration in terms of a stack that leaves it others'", () => {
  const describeFor = (found: Found, config: Config = {}, resources: readonly string[] = []) =>
    describeExistingFor(found, { identity: IDENTITY, config, resources });
  const used = (...args: Parameters<typeof describeFor>) => {
    const described = describeFor(...args);
    assert.ok(described.ok, JSON.stringify(described));
    const { config, imports, leftAlone, changes, warnings } = described.value;
    assert.deepEqual(imports, {});
    const codes = [...leftAlone, ...changes, ...warnings].map(({ code }) => code);
    return [config, codes];
  };
  const registration = { mode: "existing", clientId: CLIENT_ID };
  const two = [scope("read", READ), scope("write", WRITE)];
  const twoScopes = plain({}, { oauth2PermissionScopes: two });

  it("adds the Azure CLI where it is not there", () => {
    const found = plain({}, { preAuthorizedApplications: [], requestedAccessTokenVersion: null });
    assert.deepEqual(used(found), [{ registration, tokenVersion: 1 }, ["client.added"]]);
  });

  it("counts on it where it holds every scope that is on", () => {
    const scopes = [scope("read", READ), scope("write", WRITE, { isEnabled: false })];
    assert.deepEqual(used(plain({ identifierUris: [] }, { oauth2PermissionScopes: scopes })), [
      { registration, identifierUris: [], clients: [{ client: "azureCli", elsewhere: true }] },
      ["client.held"],
    ]);
  });

  it("counts on what it holds where that is some only, and tells what is missing", () => {
    assert.deepEqual(used(twoScopes), [
      { registration, clients: [{ client: "azureCli", scopes: ["read"], elsewhere: true }] },
      ["client.held", "client.partial"],
    ]);
  });

  it("leaves it out where it holds nothing that config wants", () => {
    assert.deepEqual(used(twoScopes, { scopes: ["write"] }), [
      { registration, clients: [] },
      ["client.held", "client.partial"],
    ]);
  });

  it("looks at every client that config has, and at what config wants for it", () => {
    const clients = [
      { client: CLI, scopes: ["read"] },
      "vsCode",
      { client: PAGE, elsewhere: true },
    ];
    assert.deepEqual(used(twoScopes, { clients }), [
      {
        registration,
        clients: [{ client: CLI, scopes: ["read"], elsewhere: true }, "vsCode", PAGE],
      },
      ["client.held", "client.added", "client.added"],
    ]);
  });

  it("looks anew at what an earlier run has written", () => {
    const clients = [{ client: "azureCli", scopes: ["read"], elsewhere: true }];
    assert.deepEqual(used(twoScopes, { clients }), [
      { registration, clients },
      ["client.held", "client.partial"],
    ]);
    const whole = plain(
      {},
      {
        oauth2PermissionScopes: two,
        preAuthorizedApplications: [{ appId: CLI, delegatedPermissionIds: [READ, WRITE] }],
      },
    );
    assert.deepEqual(used(whole, { clients }), [
      { registration, clients: [{ client: "azureCli", elsewhere: true }] },
      ["client.held"],
    ]);
    const gone = plain({}, { oauth2PermissionScopes: two, preAuthorizedApplications: [] });
    assert.deepEqual(used(gone, { clients }), [{ registration }, ["client.added"]]);
  });

  it("cannot have others' clients authorized for a scope that the stack adds", () => {
    assert.deepEqual(used(plain(), { scopes: ["read", { value: "own" }] }), [
      { registration, clients: [{ client: "azureCli", scopes: ["read"], elsewhere: true }] },
      ["client.held", "client.partial"],
    ]);
  });

  it("keeps what the stack has made itself, by its resources and not by its outputs", () => {
    const urn = `urn:pulumi:dev::management-api::bdk:index:ManagementApi$x::management-api-client-${CLI}`;
    assert.deepEqual(used(twoScopes, {}, [urn]), [{ registration }, []]);
  });

  it("asks for no app role of its own", () => {
    const accessAll = { id: WRITE, value: "ManagementAPI.AccessAll" };
    assert.deepEqual(used(plain({ appRoles: [{ ...role(), ...accessAll }] }))[0], used(plain())[0]);
  });

  it("warns of another tool", () => {
    assert.deepEqual(used(plain({ notes: "Managed by Terraform" }))[1], [
      "client.held",
      "other-tool.notes",
    ]);
  });

  it("refuses what cannot give tokens, in the program's words", () => {
    const described = describeFor({ ...plain(), servicePrincipal: undefined });
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
