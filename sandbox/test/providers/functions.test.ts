/**
 * Proves: the azuread functions make the real provider's requests, name their results as the SDK
 * does, and refuse what they do not know. Cannot prove: that the emulated directory's people look
 * like yours.
 */
import assert from "node:assert/strict";

import { record, text } from "../../providers/values";
import { MICROSOFT_GRAPH, request, useHarness, USER } from "./harness";

const GRAPH_OBJECT = "eeeeeeee-0000-4000-8000-000000000006";

/** Ways of the real functions that are refused. */
const UNIMPLEMENTED = {
  getApplication: ["identifierUri", "objectId"],
  getServicePrincipal: ["displayName"],
  getUser: ["employeeId", "mail", "mailNickname", "objectId"],
};

describe("azuread functions", () => {
  const harness = useHarness();

  it("tells who the provider is with one sign-in, whatever else is asked", async () => {
    const { clientId, objectId } = harness.directory.deployer;
    const { tenantId } = harness.directory;
    const expected = { clientId, id: `${tenantId}-${clientId}-${objectId}`, objectId, tenantId };

    assert.deepEqual(await harness.call("getClientConfig", {}), expected);
    assert.deepEqual(await harness.call("getClientConfig", {}), expected);
    await harness.call("getServicePrincipal", { clientId: MICROSOFT_GRAPH });
    assert.deepEqual(
      harness.directory.journal.filter(({ method }) => method === "POST").map(({ url }) => url),
      [`/${tenantId}/oauth2/v2.0/token`],
    );
  });

  it("signs in as the real provider does, with no secret in the journal", async () => {
    await harness.call("getClientConfig", {});

    const [entry] = harness.directory.journal;
    assert.deepEqual(entry?.body, {
      client_id: harness.directory.deployer.clientId,
      client_secret: "…",
      grant_type: "client_credentials",
      scope: "https://graph.microsoft.com/.default",
    });
  });

  it("finds Microsoft Graph and its permissions with two requests", async () => {
    const found = await harness.call("getServicePrincipal", { clientId: MICROSOFT_GRAPH });

    assert.deepEqual(harness.requests({ [GRAPH_OBJECT]: "<graph>" }), [
      request("GET", `/v1.0/servicePrincipals?$filter=appId+eq+'${MICROSOFT_GRAPH}'`),
      request("GET", "/beta/servicePrincipals/<graph>?$select=samlMetadataUrl"),
    ]);
    assert.equal(found["objectId"], GRAPH_OBJECT);
    assert.equal(found["displayName"], "Microsoft Graph");
    assert.equal(
      record(found, "oauth2PermissionScopeIds")["User.Read"],
      "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
    );
    assert.deepEqual(found["samlSingleSignOns"], []);
    assert.deepEqual(await harness.call("getServicePrincipal", { objectId: GRAPH_OBJECT }), found);
  });

  it("finds a user by principal name with three requests", async () => {
    const found = await harness.call("getUser", { userPrincipalName: "dana@sandbox.example" });
    const [list, user, manager] = harness.requests({ [USER]: "<user>" });

    assert.equal(list, "GET /v1.0/users?$filter=userPrincipalName+eq+'dana@sandbox.example'");
    assert.match(user ?? "", /^GET \/v1\.0\/users\/<user>\?\$select=accountEnabled,ageGroup,/);
    assert.match(manager ?? "", /^GET \/v1\.0\/users\/<user>\/manager/);
    assert.equal(found["objectId"], USER);
    assert.equal(found["displayName"], "Dana Producer");
    assert.equal(found["managerId"], "");
  });

  it("finds an application with its owners with three requests", async () => {
    const made = await harness.make("ApplicationRegistration", { displayName: "Found" });
    const objectId = text(made.outputs, "objectId");
    harness.requests({});
    const found = await harness.call("getApplication", {
      clientId: text(made.outputs, "clientId"),
    });

    assert.deepEqual(
      harness.requests({ [objectId]: "<app>", [text(made.outputs, "clientId")]: "<client>" }),
      [
        request("GET", "/v1.0/applications?$filter=appId+eq+'<client>'"),
        request("GET", "/beta/applications/<app>?$select=oauth2RequirePostResponse"),
        request("GET", "/v1.0/applications/<app>/owners"),
      ],
    );
    assert.equal(found["id"], made.id);
    assert.deepEqual(found["apis"], [
      {
        knownClientApplications: [],
        mappedClaimsEnabled: false,
        oauth2PermissionScopes: [],
        requestedAccessTokenVersion: 2,
      },
    ]);
    assert.deepEqual(await harness.call("getApplication", { displayName: "Found" }), found);
  });

  it("says what was looked for and not found, and by what", async () => {
    const refused = (name: string, text: string) => ({
      message: `invoking azuread:index/${name}:${name}: 1 error occurred:\n\t* ${text}\n\n`,
    });
    await assert.rejects(
      harness.call("getUser", { userPrincipalName: "nobody@sandbox.example" }),
      refused("getUser", 'User with UPN "nobody@sandbox.example" was not found'),
    );
    await assert.rejects(
      harness.call("getServicePrincipal", { objectId: USER }),
      refused("getServicePrincipal", `Service principal not found with object ID: "${USER}"`),
    );
    await assert.rejects(
      harness.call("getApplication", { displayName: "None" }),
      refused(
        "getApplication",
        "Application not found: no applications found matching filter: \"displayName eq 'None'\"",
      ),
    );
  });

  it("does not choose among several of the same name", async () => {
    await harness.make("ApplicationRegistration", { displayName: "Twin" });
    await harness.make("ApplicationRegistration", { displayName: "Twin" });

    await assert.rejects(
      harness.call("getApplication", { displayName: "Twin" }),
      /\* Multiple applications found: found multiple applications matching filter: "displayName eq 'Twin'"\n/,
    );
  });

  it("refuses unknown, missing and contradicting arguments by name, without a request", async () => {
    await assert.rejects(harness.call("getServicePrincipal", { appId: MICROSOFT_GRAPH }), {
      message:
        '"appId" is not an input of azuread.getServicePrincipal. Its inputs are: clientId, displayName, objectId.',
    });
    await assert.rejects(harness.call("getServicePrincipal", {}), {
      message:
        'azuread.getServicePrincipal needs exactly one of "clientId", "objectId"; none was given.',
    });
    await assert.rejects(
      harness.call("getApplication", { clientId: MICROSOFT_GRAPH, displayName: "Found" }),
      {
        message:
          'azuread.getApplication needs exactly one of "clientId", "displayName"; 2 were given.',
      },
    );
    for (const [name, args] of Object.entries(UNIMPLEMENTED)) {
      for (const arg of args) {
        await assert.rejects(harness.call(name, { [arg]: USER }), {
          message: `the embedded engine does not implement "${arg}" of azuread.${name}; leave it out, or use the Pulumi CLI.`,
        });
      }
    }
    await assert.rejects(harness.call("getServicePrincipal", { objectId: "x" }), {
      message: '"objectId": "x" is not a UUID.',
    });
    assert.deepEqual(harness.directory.journal, []);
  });
});
