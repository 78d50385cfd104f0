/**
 * Proves: azuread.ServicePrincipal and AppRoleAssignment make the requests that the real provider
 * 6.9.1 was seen to make, waits aside, and that their outputs bear the bridge's names. Cannot
 * prove: what the real directory makes of them; the emulated one answers here.
 */
import assert from "node:assert/strict";

import type { Properties, ResourceState } from "../../engine/provider";
import { text } from "../../providers/values";
import { request, useHarness, USER } from "./harness";

const TYPE = { "@odata.type": "#microsoft.graph.servicePrincipal" };
const ROLE = "20000000-0000-4000-8000-000000000001";
const DEPLOYER = "dddddddd-0000-4000-8000-0000000000ff";
const object = (id: string): string => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`;

describe("service principals and assignments", () => {
  let application: ResourceState;
  let clientId: string;
  const harness = useHarness();
  beforeEach(async () => {
    application = await harness.make("Application", {
      appRoles: [
        {
          allowedMemberTypes: ["Application", "User"],
          description: "all",
          displayName: "All",
          id: ROLE,
          value: "All",
        },
      ],
      displayName: "Api",
      owners: [DEPLOYER],
    });
    clientId = text(application.outputs, "clientId");
    harness.requests({});
  });

  const READ = [
    request("GET", "/v1.0/servicePrincipals/<sp>"),
    request("GET", "/beta/servicePrincipals/<sp>?$select=samlMetadataUrl"),
    request("GET", "/v1.0/servicePrincipals/<sp>/owners"),
  ];
  const SETTINGS = {
    ...TYPE,
    accountEnabled: true,
    alternativeNames: [],
    appRoleAssignmentRequired: false,
    description: null,
    loginUrl: null,
    notes: null,
    notificationEmailAddresses: [],
    preferredSingleSignOnMode: null,
    samlSingleSignOnSettings: {},
    tags: [],
  };
  const requestsOf = ({ id }: ResourceState): readonly string[] =>
    harness.requests({ [id.replace("/servicePrincipals/", "")]: "<sp>", [clientId]: "<client>" });
  const list = request("GET", "/v1.0/servicePrincipals?$filter=appId+eq+'<client>'");

  describe("azuread.ServicePrincipal", () => {
    const inputs = (): Properties => ({ clientId, owners: [DEPLOYER], useExisting: true });

    it("creates with a look, a POST, a PATCH of the description and three reads", async () => {
      const made = await harness.make("ServicePrincipal", inputs());

      assert.deepEqual(requestsOf(made), [
        list,
        request("POST", "/v1.0/servicePrincipals", {
          ...SETTINGS,
          appId: "<client>",
          description: "TERRAFORM_UPDATE_<uuid>",
          "owners@odata.bind": [object(DEPLOYER)],
        }),
        request("PATCH", "/v1.0/servicePrincipals/<sp>", { ...TYPE, description: null }),
        ...READ,
      ]);
    });

    it("gives the outputs that the real provider's state holds", async () => {
      const made = await harness.make("ServicePrincipal", inputs());

      assert.deepEqual(made.outputs, {
        accountEnabled: true,
        alternativeNames: null,
        appRoleAssignmentRequired: false,
        appRoleIds: { All: ROLE },
        appRoles: application.outputs["appRoles"],
        applicationTenantId: harness.directory.tenantId,
        clientId,
        description: "",
        displayName: "Api",
        featureTags: [
          { customSingleSignOn: false, enterprise: false, gallery: false, hide: false },
        ],
        features: [
          {
            customSingleSignOnApp: false,
            enterpriseApplication: false,
            galleryApplication: false,
            visibleToUsers: true,
          },
        ],
        homepageUrl: "",
        id: made.id,
        loginUrl: "",
        logoutUrl: "",
        notes: "",
        notificationEmailAddresses: null,
        oauth2PermissionScopeIds: {},
        oauth2PermissionScopes: [],
        objectId: made.id.replace("/servicePrincipals/", ""),
        owners: [DEPLOYER],
        preferredSingleSignOnMode: "",
        redirectUris: [],
        samlMetadataUrl: "",
        samlSingleSignOn: { relayState: "" },
        servicePrincipalNames: [],
        signInAudience: "AzureADMyOrg",
        tags: [],
        type: "Application",
        useExisting: true,
      });
      const type = harness.type("ServicePrincipal");
      assert.deepEqual(type.diff(made, made.inputs), { changed: [], replaces: [] });
      assert.deepEqual(await type.read(made.id, made), made);
      const imported = await type.read(made.id);
      assert.ok(imported);
      assert.deepEqual(type.check(imported.inputs).failures, []);
    });

    it("removes the caller from the owners when it is not among those wanted", async () => {
      const made = await harness.make("ServicePrincipal", { clientId });

      assert.equal(
        requestsOf(made)[3],
        request("DELETE", `/v1.0/servicePrincipals/<sp>/owners/${DEPLOYER}/$ref`),
      );
      assert.deepEqual(made.outputs["owners"], null);
    });

    it("adopts one that is there, and refuses it without useExisting", async () => {
      const first = await harness.make("ServicePrincipal", { clientId });
      requestsOf(first);
      const adopted = await harness.make("ServicePrincipal", inputs());

      assert.equal(adopted.id, first.id);
      assert.deepEqual(requestsOf(first), [
        list,
        request("PATCH", "/v1.0/servicePrincipals/<sp>", SETTINGS),
        READ[2],
        request("POST", "/v1.0/servicePrincipals/<sp>/owners/$ref", {
          "@odata.id": object(DEPLOYER),
        }),
        ...READ,
      ]);
      await assert.rejects(
        harness.make("ServicePrincipal", { clientId }),
        /^Error: A resource with the ID "\/servicePrincipals\/.+" already exists .+"azuread_service_principal"/,
      );
    });

    it("updates its settings, and owners only when they changed", async () => {
      const made = await harness.make("ServicePrincipal", inputs());
      requestsOf(made);
      const changed = await harness.change("ServicePrincipal", made, {
        ...inputs(),
        appRoleAssignmentRequired: true,
      });

      assert.deepEqual(changed.changed, ["appRoleAssignmentRequired"]);
      assert.deepEqual(requestsOf(made), [
        request("PATCH", "/v1.0/servicePrincipals/<sp>", {
          ...SETTINGS,
          appRoleAssignmentRequired: true,
          samlSingleSignOnSettings: { relayState: "" },
        }),
        ...READ,
      ]);
    });

    it("sets a relay state, shows one that was set by hand, and takes it away", async () => {
      const type = harness.type("ServicePrincipal");
      const stored = () => harness.directory.state.servicePrincipals.at(-1);
      const made = await harness.make("ServicePrincipal", {
        ...inputs(),
        samlSingleSignOn: { relayState: "/home" },
      });
      assert.deepEqual(stored()?.samlSingleSignOnSettings, { relayState: "/home" });
      assert.deepEqual(type.diff(made, made.inputs).changed, []);
      requestsOf(made);

      const changed = await harness.change("ServicePrincipal", made, inputs());
      assert.deepEqual(changed.changed, ["samlSingleSignOn"]);
      assert.equal(requestsOf(made)[0], request("PATCH", "/v1.0/servicePrincipals/<sp>", SETTINGS));
      assert.deepEqual(stored()?.samlSingleSignOnSettings, { relayState: null });
    });

    it("sends no settings again where there are none", async () => {
      const made = await harness.make("ServicePrincipal", inputs());
      Object.assign(harness.directory.state.servicePrincipals.at(-1) ?? assert.fail(), {
        samlSingleSignOnSettings: null,
      });
      const read = await harness.type("ServicePrincipal").read(made.id, made);
      assert.equal(read?.outputs["samlSingleSignOn"], null);
      requestsOf(made);
      await harness.change("ServicePrincipal", { ...made, ...read }, { ...inputs(), notes: "x" });
      assert.equal(
        requestsOf(made)[0],
        request("PATCH", "/v1.0/servicePrincipals/<sp>", { ...SETTINGS, notes: "x" }),
      );
    });

    it("needs a new one for another client", async () => {
      const made = await harness.make("ServicePrincipal", inputs());

      assert.deepEqual(
        harness.type("ServicePrincipal").diff(made, { ...made.inputs, clientId: USER }),
        { changed: ["clientId"], replaces: ["clientId"] },
      );
    });

    it("asks for the deletion of an adopted one without waiting, and minds no refusal", async () => {
      const made = await harness.make("ServicePrincipal", inputs());
      requestsOf(made);
      await harness.type("ServicePrincipal").delete(made);
      await harness.type("ServicePrincipal").delete(made);

      const deletion = (status?: number): string =>
        request("DELETE", "/v1.0/servicePrincipals/<sp>", undefined, status);
      assert.deepEqual(requestsOf(made), [deletion(), deletion(404)]);
    });

    it("deletes its own and waits until it is gone", async () => {
      const made = await harness.make("ServicePrincipal", { clientId });
      requestsOf(made);
      await harness.type("ServicePrincipal").delete(made);

      assert.deepEqual(requestsOf(made), [
        request("DELETE", "/v1.0/servicePrincipals/<sp>"),
        request("GET", "/v1.0/servicePrincipals/<sp>", undefined, 404),
      ]);
    });
  });

  describe("azuread.AppRoleAssignment", () => {
    it("creates, reads and deletes an assignment", async () => {
      const principal = await harness.make("ServicePrincipal", { clientId, owners: [DEPLOYER] });
      const resourceObjectId = text(principal.outputs, "objectId");
      requestsOf(principal);
      const made = await harness.make("AppRoleAssignment", {
        appRoleId: ROLE,
        principalObjectId: USER,
        resourceObjectId,
      });
      const id = made.id.replace(/^.*\//, "");
      const requests = (): readonly string[] =>
        harness.requests({ [resourceObjectId]: "<sp>", [id]: "<assignment>" });
      const assignment = "/v1.0/servicePrincipals/<sp>/appRoleAssignedTo/<assignment>";

      assert.deepEqual(requests(), [
        READ[0],
        request("POST", "/v1.0/servicePrincipals/<sp>/appRoleAssignedTo", {
          "@odata.type": "#microsoft.graph.appRoleAssignment",
          appRoleId: ROLE,
          principalId: USER,
          resourceId: "<sp>",
        }),
        request("GET", assignment),
      ]);
      assert.equal(made.id, `${principal.id}/appRoleAssignedTo/${id}`);
      assert.deepEqual(made.outputs, {
        appRoleId: ROLE,
        id: made.id,
        principalDisplayName: "Dana Producer",
        principalObjectId: USER,
        principalType: "User",
        resourceDisplayName: "Api",
        resourceObjectId,
      });

      const type = harness.type("AppRoleAssignment");
      assert.deepEqual(await type.read(made.id, made), made);
      await type.delete(made);
      assert.deepEqual(requests(), [request("GET", assignment), request("DELETE", assignment)]);
      assert.equal(await type.read(made.id, made), undefined);
      await assert.rejects(type.delete(made), /unexpected status 404 \(404 Not Found\)/);
    });

    it("fails at once for a resource that is not there, later for a principal that never appears", async () => {
      const principal = await harness.make("ServicePrincipal", { clientId, owners: [DEPLOYER] });
      const resourceObjectId = text(principal.outputs, "objectId");
      const inputs = { appRoleId: ROLE, principalObjectId: USER, resourceObjectId };

      await assert.rejects(
        harness.make("AppRoleAssignment", { ...inputs, resourceObjectId: ROLE }),
        /unexpected status 404/,
      );
      assert.deepEqual(harness.waits, []);
      await assert.rejects(
        harness.make("AppRoleAssignment", { ...inputs, principalObjectId: ROLE }),
        /^Error: Could not create app role assignment: unexpected status 40[04]/,
      );
      assert.equal(harness.waits.length, 9);
    });
  });
});
