/**
 * Proves what the real program does to a directory over a stack's life: the registration that it
 * makes, property by property; that nothing is proposed without a change; each kind of edit; and
 * that destroy leaves nothing. By the SDK's own runner and the embedded engine; test/recordings
 * compares its requests with those of the real tools.
 */
import assert from "node:assert/strict";
import { hasUnknown } from "../../sandbox/engine";
import {
  changesOf,
  type Config,
  errorsOf,
  idsOf,
  registrationOf,
  startStack,
  type StackRun,
} from "../support/stackRun";

const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const POWERSHELL = "1950a258-227b-4e31-a9cf-717495945fc2";
const SCOPE_ID = "e08f5ca9-e4cf-5a27-ba4f-ea55b729b597";
const TEXT = "Access Broadcaster for Teams as producer";

/** Compares the properties that are named, each whole. */
function assertHas(actual: object, expected: Readonly<Record<string, unknown>>): void {
  const named = Object.entries(actual).filter(([key]) => Object.hasOwn(expected, key));
  assert.deepEqual(Object.fromEntries(named), expected);
}

describe("the life of a stack", function () {
  this.timeout(120_000);
  let stack: StackRun;
  let journalAt = 0;
  let atFirst: ReturnType<typeof idsOf>;

  before(async () => {
    stack = await startStack({}, { byRunner: true });
    atFirst = idsOf(stack);
  });
  after(() => stack.close());
  beforeEach(() => {
    journalAt = stack.directory.journal.length;
  });

  /** Requests to the directory in this test, without the one for the provider's own token. */
  const requests = () =>
    stack.directory.journal
      .slice(journalAt)
      .filter(({ url }) => !url.endsWith("/oauth2/v2.0/token"));

  /** Deploys a config and checks what changed. */
  async function deploy(
    config: Config,
    expected: { readonly changes: readonly string[] },
  ): Promise<void> {
    await stack.configure(config);
    const result = await stack.up(false);
    assert.equal(errorsOf(result), "");
    assert.deepEqual(changesOf(result), expected.changes);
  }

  it("previews the command as unknown before the registration exists, and registers nothing", async () => {
    const result = await stack.preview();
    assert.equal(errorsOf(result), "");
    assert.deepEqual(changesOf(result), [
      `create client-${CLI}`,
      "create management-api",
      "create management-api-dev",
      "create registration",
      "create scope-access_as_producer",
      "create service-principal",
      "create uri",
    ]);
    assert.ok(hasUnknown([result.outputs["tokenCommand"] ?? null]));
    assert.deepEqual(
      requests().map(({ method }) => method),
      ["GET", "GET"],
      "the program's look for the deployed registration, and the provider's for one of the same name",
    );
  });

  it("registers exactly the BDK's registration", async () => {
    await deploy(
      {},
      {
        changes: [
          `create client-${CLI}`,
          "create management-api",
          "create management-api-dev",
          "create registration",
          "create scope-access_as_producer",
          "create service-principal",
          "create uri",
        ],
      },
    );
    const { id, appId, createdDateTime, ...rest } = registrationOf(stack);
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.ok(createdDateTime);
    assertHas(rest, {
      displayName: "BDK Management API (dev)",
      signInAudience: "AzureADMyOrg",
      identifierUris: [`api://${appId}`],
      groupMembershipClaims: "SecurityGroup",
      optionalClaims: {
        accessToken: [],
        idToken: [
          {
            name: "groups",
            source: null,
            essential: false,
            additionalProperties: ["emit_as_roles"],
          },
        ],
        saml2Token: [],
      },
      api: {
        acceptMappedClaims: false,
        knownClientApplications: [],
        requestedAccessTokenVersion: 2,
        oauth2PermissionScopes: [
          {
            id: SCOPE_ID,
            value: "access_as_producer",
            type: "User",
            isEnabled: true,
            adminConsentDescription: TEXT,
            adminConsentDisplayName: TEXT,
            userConsentDescription: TEXT,
            userConsentDisplayName: TEXT,
          },
        ],
        preAuthorizedApplications: [{ appId: CLI, delegatedPermissionIds: [SCOPE_ID] }],
      },
      appRoles: [
        {
          id: "02b36f77-2827-51ec-8ce4-80a6da6b2505",
          value: "ManagementAPI.AccessAll",
          displayName: "AccessAll",
          description: "Access to Management API",
          allowedMemberTypes: ["Application"],
          isEnabled: true,
        },
      ],
      requiredResourceAccess: [
        {
          resourceAppId: "00000003-0000-0000-c000-000000000000",
          resourceAccess: [
            { id: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182", type: "Scope" },
            { id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope" },
          ],
        },
      ],
      owners: [stack.directory.deployer.objectId],
    });
    const principal = stack.directory.state.servicePrincipals.find(
      (candidate) => candidate.appId === appId,
    );
    assert.ok(principal);
    assertHas(principal, {
      accountEnabled: true,
      appRoleAssignmentRequired: false,
      owners: [stack.directory.deployer.objectId],
    });
    assert.equal(
      (await stack.outputs())["tokenCommand"],
      `az account get-access-token --resource ${appId}`,
    );
  });

  it("proposes nothing where nothing changed, by up, preview with refresh, and refresh", async () => {
    await deploy({}, { changes: [] });
    assert.deepEqual(changesOf(await stack.preview()), []);
    const refreshed = await stack.refresh();
    assert.equal(errorsOf(refreshed), "");
    assert.deepEqual(
      refreshed.plan.filter(({ found }) => found !== undefined && found !== "same"),
      [],
    );
  });

  it("changes a consent text in place, on one resource", async () => {
    await deploy(
      { scopes: [{ value: "access_as_producer", adminConsentDisplayName: "Other" }] },
      { changes: ["update scope-access_as_producer"] },
    );
    const [scope] = registrationOf(stack).api.oauth2PermissionScopes;
    assert.equal(scope?.id, SCOPE_ID);
    assert.equal(scope.isEnabled, true);
    assert.equal(scope.userConsentDescription, "Other");
  });

  it("adds a scope before a client gets it", async () => {
    await deploy(
      {
        scopes: [
          { value: "access_as_producer", adminConsentDisplayName: "Other" },
          { value: "read" },
        ],
      },
      { changes: [`update client-${CLI}`, "create scope-read"].sort() },
    );
    const { oauth2PermissionScopes, preAuthorizedApplications } = registrationOf(stack).api;
    assert.deepEqual(
      preAuthorizedApplications
        .flatMap(({ delegatedPermissionIds }) => delegatedPermissionIds)
        .sort(),
      oauth2PermissionScopes.map(({ id }) => id).sort(),
    );
  });

  const twoScopes = [
    { value: "access_as_producer", adminConsentDisplayName: "Other" },
    { value: "read" },
  ];

  it("adds a client", async () => {
    await deploy(
      { scopes: twoScopes, clients: ["azureCli", "azurePowerShell"] },
      { changes: [`create client-${POWERSHELL}`] },
    );
  });

  it("proposes nothing when lists are written in another order", async () => {
    await deploy(
      { scopes: [...twoScopes].reverse(), clients: ["azurePowerShell", "azureCli"] },
      { changes: [] },
    );
  });

  it("renames in place, and every id stays", async () => {
    const { id, appId } = registrationOf(stack);
    await deploy(
      { displayName: "Renamed", scopes: twoScopes, clients: ["azureCli", "azurePowerShell"] },
      { changes: ["update registration"] },
    );
    const renamed = registrationOf(stack);
    assert.deepEqual([renamed.id, renamed.appId, renamed.displayName], [id, appId, "Renamed"]);
    assert.deepEqual(
      renamed.api.oauth2PermissionScopes.map(({ value }) => value).sort(),
      ["access_as_producer", "read"],
      "an update of the registration leaves the scopes alone",
    );
  });

  it("removes a scope that two clients hold, in one up", async () => {
    await deploy(
      { displayName: "Renamed", clients: ["azureCli", "azurePowerShell"], scopes: [twoScopes[0]] },
      {
        changes: [
          `update client-${POWERSHELL}`,
          `update client-${CLI}`,
          "delete scope-read",
        ].sort(),
      },
    );
    assert.deepEqual(
      registrationOf(stack).api.preAuthorizedApplications.map(
        ({ delegatedPermissionIds }) => delegatedPermissionIds,
      ),
      [[SCOPE_ID], [SCOPE_ID]],
    );
  });

  it("removes a client", async () => {
    await deploy(
      { displayName: "Renamed", scopes: [twoScopes[0]] },
      { changes: [`delete client-${POWERSHELL}`] },
    );
  });

  const withRole = {
    displayName: "Renamed",
    scopes: [twoScopes[0]],
    appRoles: [
      {
        value: "ManagementAPI.AccessAll",
        displayName: "AccessAll",
        description: "Access to Management API",
      },
      { value: "ManagementAPI.Read", allowedMemberTypes: ["Application", "User"] },
    ],
  };

  it("adds an app role", async () => {
    await deploy(withRole, { changes: ["update registration"] });
    assert.equal(registrationOf(stack).appRoles.length, 2);
  });

  it("removes an app role", async () => {
    await deploy(
      { displayName: "Renamed", scopes: [twoScopes[0]] },
      { changes: ["update registration"] },
    );
    assert.equal(registrationOf(stack).appRoles.length, 1);
  });

  it("shows redirect URIs, pages, grants and tags that others have added, and takes them away", async () => {
    await deploy({ scopes: [twoScopes[0]] }, { changes: ["update registration"] });
    const { publicClient, spa, web } = structuredClone(registrationOf(stack));
    Object.assign(registrationOf(stack), {
      tags: ["by-hand"],
      publicClient: { redirectUris: ["https://example.com/public"] },
      spa: { redirectUris: ["https://example.com/spa"] },
      web: {
        ...web,
        homePageUrl: "https://example.com/",
        implicitGrantSettings: { enableAccessTokenIssuance: true, enableIdTokenIssuance: true },
        redirectUris: ["https://example.com/signed-in"],
      },
    });
    assert.deepEqual(changesOf(await stack.preview()), ["update registration"]);
    const result = await stack.up();
    assert.equal(errorsOf(result), "");
    assert.deepEqual(changesOf(result), ["update registration"]);
    assertHas(registrationOf(stack), { publicClient, spa, tags: [], web });
    assert.deepEqual(changesOf(await stack.preview()), []);
  });

  it("shows and puts back what was removed by hand", async () => {
    registrationOf(stack).api.preAuthorizedApplications = [];
    assert.deepEqual(changesOf(await stack.preview()), [`create client-${CLI}`]);
    const result = await stack.up();
    assert.equal(errorsOf(result), "");
    assert.deepEqual(registrationOf(stack).api.preAuthorizedApplications, [
      { appId: CLI, delegatedPermissionIds: [SCOPE_ID] },
    ]);
  });

  it("destroys every part by itself, the registration last, and leaves the directory as it was", async () => {
    const result = await stack.destroy();
    assert.equal(errorsOf(result), "");
    assert.deepEqual(
      requests()
        .filter(({ method }) => method !== "GET")
        .map(({ method, url }) => `${method} ${url.split("/")[2] ?? ""}`),
      [
        "DELETE servicePrincipals",
        "PATCH applications", // the client
        "PATCH applications", // the scope: off, then gone
        "PATCH applications",
        "PATCH applications", // the URI
        "DELETE applications",
      ],
    );
    assert.deepEqual(idsOf(stack), atFirst);
    assert.deepEqual((await stack.state()).deployment.resources, []);
  });
});
