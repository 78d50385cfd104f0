/**
 * Proves: azuread.Application updates with the requests that the real provider 6.9.1 was seen to
 * make, in that order and with those bodies, and that an update leaves alone what others have put
 * there. Cannot prove: anything about the real directory; the emulated one answers here.
 */
import assert from "node:assert/strict";

import type { Properties } from "../../engine/provider";
import { record } from "../../providers/values";
import {
  ALWAYS,
  DEPLOYER,
  inputs,
  namesQuery,
  READ,
  ROLE_BODY,
  SCOPE,
  SCOPE_BODY,
  TYPE,
  useApplications,
} from "./applicationFixtures";
import { AZURE_CLI, GUEST, request, USER } from "./harness";

describe("updates of azuread.Application", () => {
  const { harness, idOf, requestsOf, stored } = useApplications();

  it("renames with the scalar fields only, so that parts made elsewhere stay", async () => {
    const made = await harness.make("Application", inputs);
    requestsOf(made);
    const renamed = await harness.change("Application", made, {
      ...inputs,
      displayName: "Renamed",
    });

    assert.deepEqual(renamed.changed, ["displayName"]);
    assert.deepEqual(requestsOf(made), [
      namesQuery("Renamed"),
      namesQuery("Renamed"),
      namesQuery("Renamed"),
      request("PATCH", "/v1.0/applications/<app>", { ...ALWAYS, displayName: "Renamed" }),
      ...READ,
    ]);
    assert.equal(renamed.outputs["displayName"], "Renamed");
  });

  it("plans a name that somebody else has, and refuses it only when it updates, as the real one does", async () => {
    const taken = await harness.make("Application", { displayName: "Taken" });
    const made = await harness.make("Application", inputs);
    const type = harness.type("Application");
    const wanted = { ...made.inputs, displayName: "Taken" };
    await type.plan?.(wanted, made);
    await assert.rejects(
      type.update(made, wanted),
      new RegExp(
        `^Error: An existing "azuread_application" with name "Taken" \\(ID: "${idOf(taken)}"\\)`,
      ),
    );
  });

  it("adds a role without disabling any, and removes one by disabling it first", async () => {
    const second = {
      ...ROLE_BODY,
      id: "20000000-0000-4000-8000-000000000002",
      value: "ManagementAPI.Read",
    };
    const secondInput = {
      allowedMemberTypes: ["Application"],
      description: "all",
      displayName: "AccessAll",
      id: second.id,
      value: second.value,
    };
    const made = await harness.make("Application", inputs);
    requestsOf(made);

    const more = await harness.change("Application", made, {
      ...inputs,
      appRoles: [...(inputs["appRoles"] as Properties[]), secondInput],
    });
    assert.deepEqual(requestsOf(made), [
      namesQuery("Management+API"),
      request("GET", "/v1.0/applications/<app>"),
      request("PATCH", "/v1.0/applications/<app>", { ...ALWAYS, appRoles: [second, ROLE_BODY] }),
      ...READ,
    ]);

    const fewer = await harness.change("Application", more, inputs);
    assert.deepEqual(fewer.changed, ["appRoleIds", "appRoles"]);
    assert.deepEqual(requestsOf(made), [
      namesQuery("Management+API"),
      request("GET", "/v1.0/applications/<app>"),
      request("PATCH", "/v1.0/applications/<app>", {
        ...TYPE,
        appRoles: [{ ...second, isEnabled: false }, ROLE_BODY],
        id: "<app>",
      }),
      request("GET", "/v1.0/applications/<app>"),
      request("PATCH", "/v1.0/applications/<app>", { ...ALWAYS, appRoles: [ROLE_BODY] }),
      ...READ,
    ]);
  });

  it("sends scopes with an update only when they changed, disabled first", async () => {
    const scope = {
      adminConsentDescription: "as producer",
      adminConsentDisplayName: "Access",
      id: SCOPE,
      value: "access_as_producer",
    };
    const withScope = {
      displayName: "Scopes",
      owners: [DEPLOYER],
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [scope] },
    };
    const made = await harness.make("Application", withScope);
    requestsOf(made);
    const changed = await harness.change("Application", made, {
      ...withScope,
      api: {
        ...withScope.api,
        oauth2PermissionScopes: [{ ...scope, adminConsentDescription: "changed" }],
      },
    });

    const always = { ...ALWAYS, displayName: "Scopes", groupMembershipClaims: null };
    assert.deepEqual(changed.changed, ["api", "oauth2PermissionScopeIds"]);
    assert.deepEqual(requestsOf(made).slice(0, 4), [
      request("GET", "/v1.0/applications/<app>"),
      request("PATCH", "/v1.0/applications/<app>", {
        ...TYPE,
        api: { oauth2PermissionScopes: [{ ...SCOPE_BODY, isEnabled: false }] },
      }),
      request("GET", "/v1.0/applications/<app>"),
      request("PATCH", "/v1.0/applications/<app>", {
        ...always,
        api: {
          ...ALWAYS.api,
          oauth2PermissionScopes: [{ ...SCOPE_BODY, adminConsentDescription: "changed" }],
        },
      }),
    ]);

    const api = { ...record(changed.inputs, "api"), knownClientApplications: [AZURE_CLI] };
    const known = harness.type("Application").diff(changed, { ...changed.inputs, api });
    assert.deepEqual(known, { changed: ["api"], replaces: [] }, "the scopes' ids stay");

    requestsOf(made);
    await harness.change("Application", changed, { ...changed.inputs, notes: "a note" });
    assert.deepEqual(
      requestsOf(made)[0],
      request("PATCH", "/v1.0/applications/<app>", { ...always, notes: "a note" }),
    );
  });

  it("replaces owners one by one", async () => {
    const made = await harness.make("Application", {
      displayName: "Owned",
      owners: [DEPLOYER, USER],
    });
    requestsOf(made);
    const changed = await harness.change("Application", made, {
      displayName: "Owned",
      owners: [GUEST, DEPLOYER],
    });

    assert.deepEqual(changed.changed, ["owners"]);
    assert.deepEqual(requestsOf(made).slice(1, 4), [
      request("GET", "/v1.0/applications/<app>/owners"),
      request("POST", "/v1.0/applications/<app>/owners/$ref", {
        "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${GUEST}`,
      }),
      request("DELETE", `/v1.0/applications/<app>/owners/${USER}/$ref`),
    ]);
    assert.deepEqual(changed.outputs["owners"], [GUEST, DEPLOYER]);
  });

  it("shows drift that a refresh found, and puts the inputs back; tags alone stay", async () => {
    const made = await harness.make("Application", inputs);
    const before = structuredClone(stored());
    Object.assign(stored(), {
      displayName: "By hand",
      publicClient: { redirectUris: ["https://public.by.hand/"] },
      spa: { redirectUris: ["https://spa.by.hand/"] },
      tags: ["by-hand"],
      web: {
        ...before.web,
        homePageUrl: "https://by.hand/",
        implicitGrantSettings: { enableAccessTokenIssuance: true, enableIdTokenIssuance: true },
        logoutUrl: "https://by.hand/logout",
        redirectUris: ["https://by.hand/"],
      },
    });
    const type = harness.type("Application");
    const refreshed = await type.read(made.id, made);

    assert.ok(refreshed);
    assert.equal(refreshed.inputs["displayName"], "By hand");
    assert.deepEqual(type.diff(refreshed, made.inputs), {
      changed: ["displayName", "publicClient", "singlePageApplication", "web"],
      replaces: [],
    });

    requestsOf(made);
    await harness.change("Application", refreshed, inputs);
    assert.deepEqual(requestsOf(made), [
      namesQuery("Management+API"),
      namesQuery("Management+API"),
      namesQuery("Management+API"),
      request("PATCH", "/v1.0/applications/<app>", { ...ALWAYS, tags: ["by-hand"] }),
      ...READ,
    ]);
    assert.deepEqual(stored(), { ...before, tags: ["by-hand"] });
  });

  it("wipes identifier URIs that its inputs do not name, as the real one does without ignoreChanges", async () => {
    const made = await harness.make("Application", inputs);
    stored().identifierUris.push("api://by-hand");
    const refreshed = await harness.type("Application").read(made.id, made);
    assert.ok(refreshed);
    const updated = await harness.change("Application", refreshed, inputs);

    assert.deepEqual(updated.changed, ["identifierUris"]);
    assert.deepEqual(stored().identifierUris, []);
  });

  it("takes what was added elsewhere into the inputs on refresh, for ignoreChanges to keep it", async () => {
    const made = await harness.make("Application", inputs);
    stored().identifierUris.push("api://elsewhere");
    const type = harness.type("Application");
    const refreshed = await type.read(made.id, made);
    assert.ok(refreshed);
    assert.deepEqual(refreshed.inputs, { ...made.inputs, identifierUris: ["api://elsewhere"] });

    // The engine puts the old input in the place of the ignored one.
    const renamed = { ...made.inputs, displayName: "Kept", identifierUris: ["api://elsewhere"] };
    assert.deepEqual(type.diff(refreshed, renamed).changed, ["displayName"]);
    await type.update(refreshed, renamed);
    assert.deepEqual(stored().identifierUris, ["api://elsewhere"]);
  });

  it("does not touch pre-authorized clients", async () => {
    const made = await harness.make("Application", inputs);
    stored().api.preAuthorizedApplications.push({ appId: AZURE_CLI, delegatedPermissionIds: [] });
    await harness.change("Application", made, { ...inputs, description: "text" });

    assert.deepEqual(stored().api.preAuthorizedApplications, [
      { appId: AZURE_CLI, delegatedPermissionIds: [] },
    ]);
  });
});
