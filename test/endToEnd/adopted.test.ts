/**
 * Proves the life of a stack that adopts a registration, with the real program, the embedded engine
 * and the directory: imports alone, no drift, edits that leave what others manage as it is, to the
 * byte. What the real provider does is the same by the reference; that is for those who have it to
 * see.
 */
import assert from "node:assert/strict";
import * as v from "valibot";
import { ApplicationSchema, ServicePrincipalSchema } from "../../sandbox/directory/model";
import { type DirectoryState, SEED } from "../../sandbox/directory";
import { changesOf, type Config, errorsOf, startStack, type StackRun } from "../support/stackRun";

const CLIENT_ID = "99999999-0000-4000-8000-000000000001";
const OBJECT_ID = "99999999-0000-4000-8000-000000000002";
const PRINCIPAL = "99999999-0000-4000-8000-000000000003";
const OWNER = "99999999-0000-4000-8000-000000000004";
const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const VS_CODE = "aebc6443-996d-45c2-90f0-388ff96faa56";
const READ = "99999999-0000-4000-8000-00000000000a";
const OFF = "99999999-0000-4000-8000-00000000000b";
const WRITE = "99999999-0000-4000-8000-00000000000c";
const ROLE = "99999999-0000-4000-8000-00000000000d";

const scope = (value: string, id: string, isEnabled = true) => ({
  adminConsentDescription: value,
  adminConsentDisplayName: value,
  id,
  isEnabled,
  type: "User" as const,
  userConsentDescription: value,
  userConsentDisplayName: value,
  value,
});

/** What somebody made in the portal, with more than any stack declares. */
function madeByHand(owners: readonly string[]) {
  return v.parse(ApplicationSchema, {
    displayName: "Dana's API",
    description: "Made by hand",
    api: {
      oauth2PermissionScopes: [
        scope("read", READ),
        scope("off", OFF, false),
        scope("write", WRITE),
      ],
      preAuthorizedApplications: [
        { appId: VS_CODE, delegatedPermissionIds: [READ] },
        { appId: OWNER, delegatedPermissionIds: [READ, OFF] },
      ],
      requestedAccessTokenVersion: null,
      knownClientApplications: [VS_CODE],
    },
    appRoles: [
      {
        allowedMemberTypes: ["Application"],
        description: "For daemons",
        displayName: "Daemon",
        id: ROLE,
        isEnabled: true,
        value: "Daemon",
      },
    ],
    identifierUris: [`api://${CLIENT_ID}`, "api://calls"],
    info: { marketingUrl: "https://calls.example/" },
    notes: "Ask Dana.",
    tags: ["team:calls"],
    web: {
      homePageUrl: "https://calls.example/",
      redirectUris: ["https://calls.example/"],
      implicitGrantSettings: { enableIdTokenIssuance: true },
    },
    spa: { redirectUris: ["https://calls.example/spa"] },
    optionalClaims: { idToken: [{ name: "email" }] },
    requiredResourceAccess: [
      {
        resourceAppId: "00000003-0000-0000-c000-000000000000",
        resourceAccess: [{ id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope" }],
      },
    ],
    groupMembershipClaims: "SecurityGroup",
    appId: CLIENT_ID,
    createdDateTime: "2026-01-01T00:00:00Z",
    federatedIdentityCredentials: [],
    id: OBJECT_ID,
    owners,
    passwordCredentials: [],
  });
}

const uriId = (uri: string) =>
  `/applications/${OBJECT_ID}/identifierUris/${Buffer.from(uri).toString("base64")}`;
const IMPORTS = {
  "service-principal": `/servicePrincipals/${PRINCIPAL}`,
  uri: uriId(`api://${CLIENT_ID}`),
  "uri-api://calls": uriId("api://calls"),
  [`scope-${READ}`]: `/applications/${OBJECT_ID}/permissionScopes/${READ}`,
  [`scope-${WRITE}`]: `/applications/${OBJECT_ID}/permissionScopes/${WRITE}`,
  [`app-role-${ROLE}`]: `/applications/${OBJECT_ID}/appRoles/${ROLE}`,
  [`owner-${SEED.user.objectId}`]: `/applications/${OBJECT_ID}/owners/${SEED.user.objectId}`,
  "graph-access": `/applications/${OBJECT_ID}/apiAccess/00000003-0000-0000-c000-000000000000`,
  "known-clients": `/applications/${OBJECT_ID}/knownClients`,
  [`client-${VS_CODE}`]: `${OBJECT_ID}/preAuthorizedApplication/${VS_CODE}`,
};
const FINISHED = { mode: "adopt", clientId: CLIENT_ID };
const CONFIG: Config = {
  registration: { ...FINISHED, imports: IMPORTS },
  identifierUris: ["api://{clientId}", "api://calls"],
  tokenVersion: 1,
  scopes: [
    { value: "read", id: READ, adminConsentDisplayName: "read" },
    { value: "write", id: WRITE, adminConsentDisplayName: "write" },
  ],
  appRoles: [{ value: "Daemon", id: ROLE, displayName: "Daemon", description: "For daemons" }],
  clients: ["azureCli", { client: "vsCode", scopes: ["read"] }],
  graphPermissions: ["User.Read"],
  knownClients: [VS_CODE],
  owners: [SEED.user.objectId],
};

describe("a stack that adopts a registration", function () {
  this.timeout(180_000);
  let stack: StackRun;

  function application(
    { applications }: Pick<DirectoryState, "applications"> = stack.directory.state,
  ) {
    const found = applications.find(({ appId }) => appId === CLIENT_ID);
    assert.ok(found);
    return found;
  }
  const snapshot = () => ({ ...structuredClone(stack.directory.state), refreshTokens: [] });

  before(async () => {
    stack = await startStack();
    const { applications, servicePrincipals } = stack.directory.state;
    applications.push(madeByHand([SEED.deployer.objectId, SEED.user.objectId]));
    servicePrincipals.push(
      v.parse(ServicePrincipalSchema, {
        appId: CLIENT_ID,
        createdDateTime: "2026-01-01T00:00:00Z",
        id: PRINCIPAL,
        notes: "theirs",
        owners: [SEED.user.objectId],
        published: null,
      }),
    );
  });
  after(() => stack.close());

  it("imports what is there, and changes only what is new", async () => {
    await stack.configure(CONFIG);
    const parts = Object.keys(IMPORTS).map((part) => `import ${part}`);
    const changes = [
      `create client-${CLI}`,
      "create management-api",
      "create management-api-dev",
      ...[...parts, "import registration"].sort(),
      // Its token version, null so far.
      "update registration",
    ];
    const before = snapshot();
    const preview = await stack.preview();
    assert.deepEqual([errorsOf(preview), changesOf(preview)], ["", changes]);
    assert.deepEqual(snapshot(), before);
    const up = await stack.up();
    assert.deepEqual([errorsOf(up), changesOf(up)], ["", changes]);
    application(before).api.preAuthorizedApplications.push({
      appId: CLI,
      delegatedPermissionIds: [READ, WRITE],
    });
    application(before).api.requestedAccessTokenVersion = 1;
    assert.deepEqual(snapshot(), before);
  });

  it("needs the import ids once", async () => {
    assert.deepEqual(changesOf(await stack.preview()), []);
    await stack.configure({ ...CONFIG, registration: FINISHED });
    const before = snapshot();
    assert.deepEqual(changesOf(await stack.up()), []);
    assert.deepEqual(snapshot(), before);
  });

  it("is renamed without a change of what others manage", async () => {
    const before = snapshot();
    const changed = application(before);
    changed.web.redirectUris = ["https://calls.example/later"];
    changed.notes = "Ask Robin.";
    application().web.redirectUris = ["https://calls.example/later"];
    application().notes = "Ask Robin.";
    await stack.configure({ ...CONFIG, registration: FINISHED, displayName: "Calls" });
    const up = await stack.up();
    assert.deepEqual([errorsOf(up), changesOf(up)], ["", ["update registration"]]);
    changed.displayName = "Calls";
    assert.deepEqual(snapshot(), before);
  });

  it("can list who deploys as an owner, and no longer", async () => {
    const before = snapshot();
    const owners = [SEED.user.objectId, SEED.deployer.objectId];
    const deploy = async (config: Config) => {
      await stack.configure({ ...CONFIG, registration: FINISHED, displayName: "Calls", ...config });
      const up = await stack.up();
      assert.equal(errorsOf(up), "");
      return changesOf(up);
    };
    assert.deepEqual(await deploy({ owners }), [`import owner-${SEED.deployer.objectId}`]);
    assert.deepEqual(await deploy({ owners }), []);
    assert.deepEqual(snapshot(), before);
  });

  it("refuses what is off, import ids of others and what cannot be imported, before anything", async () => {
    const before = snapshot();
    await stack.configure({
      ...CONFIG,
      registration: {
        ...FINISHED,
        imports: { uri: `/applications/${PRINCIPAL}/identifierUris/x`, "scope-x": "y" },
      },
      scopes: [{ value: "read", id: READ }, { value: "off" }],
      clients: [],
    });
    const said = errorsOf(await stack.up());
    assert.deepEqual(
      [...said.matchAll(/^ {2}\d+\. "([^"]+)"/gm)].map(([, key]) => key),
      ["registration.imports.uri", "registration.imports.scope-x", "scopes[1].value"],
    );
    assert.deepEqual(snapshot(), before);
  });

  it("is deleted with its owners in place, which have the right to", async () => {
    const owners = [SEED.user.objectId, SEED.deployer.objectId];
    await stack.configure({ ...CONFIG, registration: FINISHED, owners, protect: false });
    assert.equal(errorsOf(await stack.up()), "");
    const start = stack.directory.journal.length;
    assert.equal(errorsOf(await stack.destroy()), "");
    const deletions = stack.directory.journal
      .slice(start)
      .filter(({ method }) => method === "DELETE")
      .map(({ url }) => url);
    assert.deepEqual(
      deletions.filter((url) => url.includes("/owners/")),
      [],
    );
    assert.ok(deletions.some((url) => url.endsWith(`/applications/${OBJECT_ID}`)));
  });
});
