/**
 * Proves the whole life of a stack on a registration that others own, with the real program, the
 * embedded engine and the directory: preview, up, a token, edits, no drift, and a destroy that
 * gives back the directory as it was. What the real provider does is the same by the reference;
 * that is for those who have it to see.
 */
import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import * as v from "valibot";
import { ApplicationSchema, ServicePrincipalSchema } from "../../sandbox/directory/model";
import type { Declared } from "../../components/rules/outputs/declared";
import { SEED } from "../../sandbox/directory";
import { sandboxFetch } from "../../sandbox/http";
import { MsalClient } from "../../sandbox/tokenClients/msalClient";
import { changesOf, type Config, errorsOf, startStack, type StackRun } from "../support/stackRun";

const CLIENT_ID = "99999999-0000-4000-8000-000000000001";
const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const VS_CODE = "aebc6443-996d-45c2-90f0-388ff96faa56";
const READ = "99999999-0000-4000-8000-00000000000a";
const OFF = "99999999-0000-4000-8000-00000000000b";
const WRITE = "99999999-0000-4000-8000-00000000000c";
const REGISTRATION = { mode: "existing", clientId: CLIENT_ID };

const scope = (value: string, id: string, isEnabled = true) => ({
  adminConsentDescription: value,
  adminConsentDisplayName: value,
  id,
  isEnabled,
  type: "User" as const,
  userConsentDescription: null,
  userConsentDisplayName: null,
  value,
});

/** What somebody made in the portal, with more than any stack declares. */
function madeByHand(owner: string) {
  return v.parse(ApplicationSchema, {
    displayName: "Made by hand",
    api: {
      oauth2PermissionScopes: [
        scope("read", READ),
        scope("off", OFF, false),
        scope("write", WRITE),
      ],
      preAuthorizedApplications: [{ appId: VS_CODE, delegatedPermissionIds: [READ, OFF] }],
      requestedAccessTokenVersion: 2,
    },
    identifierUris: [`api://${CLIENT_ID}`, "api://calls"],
    notes: "Ask Dana.",
    tags: ["team:calls"],
    web: {
      redirectUris: ["https://calls.example/"],
      implicitGrantSettings: { enableIdTokenIssuance: true },
    },
    optionalClaims: { idToken: [{ name: "email" }] },
    groupMembershipClaims: "SecurityGroup",
    appId: CLIENT_ID,
    createdDateTime: "2026-01-01T00:00:00Z",
    federatedIdentityCredentials: [],
    id: "99999999-0000-4000-8000-000000000002",
    owners: [owner],
    passwordCredentials: [],
  });
}

describe("a stack on a registration of others", function () {
  this.timeout(180_000);
  let stack: StackRun;
  let atFirst: Snapshot;

  function application() {
    const found = stack.directory.state.applications.find(({ appId }) => appId === CLIENT_ID);
    assert.ok(found);
    return found;
  }
  const api = () => application().api;
  /** The whole directory but for sign-ins, and the registration to the byte. */
  const snapshot = () => ({
    state: { ...structuredClone(stack.directory.state), refreshTokens: [] },
    bytes: JSON.stringify(application()),
  });
  type Snapshot = ReturnType<typeof snapshot>;
  const configure = (config: Config) => stack.configure({ registration: REGISTRATION, ...config });

  /** Deploys, and sees that nothing is left to do and that outputs stay. */
  async function deploy(config: Config, changes: readonly string[]): Promise<void> {
    await configure(config);
    const result = await stack.up();
    assert.equal(errorsOf(result), "");
    assert.deepEqual(changesOf(result), changes);
    const outputs = await stack.outputs();
    assert.deepEqual(changesOf(await stack.preview()), [], "nothing drifts");
    assert.deepEqual(changesOf(await stack.up()), []);
    assert.deepEqual(await stack.outputs(), outputs);
  }

  before(async () => {
    stack = await startStack();
    const { applications, servicePrincipals } = stack.directory.state;
    applications.push(madeByHand(SEED.deployer.objectId));
    servicePrincipals.push(
      v.parse(ServicePrincipalSchema, {
        appId: CLIENT_ID,
        createdDateTime: "2026-01-01T00:00:00Z",
        id: "99999999-0000-4000-8000-000000000003",
        owners: [],
        published: null,
      }),
    );
    atFirst = snapshot();
  });
  after(() => stack.close());

  it("is previewed, which changes nothing", async () => {
    await configure({});
    const result = await stack.preview();
    assert.equal(errorsOf(result), "");
    assert.deepEqual(changesOf(result), [
      `create client-${CLI}`,
      "create management-api",
      "create management-api-dev",
    ]);
    assert.deepEqual(snapshot(), atFirst);
  });

  it("pre-authorizes its clients and touches nothing else", async () => {
    await deploy({}, [
      `create client-${CLI}`,
      "create management-api",
      "create management-api-dev",
    ]);
    const former = madeByHand(SEED.deployer.objectId).api;
    assert.deepEqual(api(), {
      ...former,
      preAuthorizedApplications: [
        ...former.preAuthorizedApplications,
        { appId: CLI, delegatedPermissionIds: [READ, WRITE] },
      ],
    });
  });

  it("gives the Azure CLI the token that its outputs promise", async () => {
    const { loginCommand, tokenCommand, expectedToken } = await stack.outputs();
    assert.equal(tokenCommand, `az account get-access-token --resource ${CLIENT_ID}`);
    const http = sandboxFetch(stack.environment);
    try {
      const client = new MsalClient(stack.directory.tenantId, http.fetch);
      await client.signIn(String(loginCommand));
      const answer = await client.getToken(tokenCommand);
      assert.ok(answer.ok, answer.ok ? "" : answer.message);
      const claims = decodeJwt(answer.accessToken);
      const names = Object.keys(expectedToken as object);
      assert.deepEqual(
        Object.fromEntries(names.map((name) => [name, claims[name]])),
        expectedToken,
      );
      assert.equal(claims["scp"], "read write");
    } finally {
      await http.close();
    }
  });

  it("adds a scope that clients get in the same up, and takes it away while they hold it", async () => {
    await deploy({ scopes: ["read", { value: "new" }] }, [
      "create scope-new",
      `update client-${CLI}`,
    ]);
    const ids = api().oauth2PermissionScopes.map(({ id }) => id);
    assert.deepEqual(ids.slice(0, 3), [READ, OFF, WRITE]);
    assert.deepEqual(
      api().preAuthorizedApplications.find(({ appId }) => appId === CLI),
      { appId: CLI, delegatedPermissionIds: [ids[3], READ] },
    );
    await deploy({}, ["delete scope-new", `update client-${CLI}`]);
    assert.deepEqual(
      api().preAuthorizedApplications.find(({ appId }) => appId === CLI),
      { appId: CLI, delegatedPermissionIds: [READ, WRITE] },
    );
  });

  it("is told what is there already, and leaves it", async () => {
    await configure({ clients: ["azureCli", "vsCode"] });
    const result = await stack.up();
    assert.match(errorsOf(result), /already exists - to be managed via Terraform/);
    await deploy({ clients: ["azureCli", { client: "vsCode", elsewhere: true }] }, []);
    const { clients } = (await stack.outputs())["declared"] as Declared;
    assert.deepEqual(clients, { [CLI]: ["read", "write"], [VS_CODE]: ["read", "write"] });
    await deploy({}, []);
  });

  it("is refused before anything is made where no token could come", async () => {
    const now = snapshot();
    const { identifierUris } = application();
    api().requestedAccessTokenVersion = null;
    application().identifierUris = [];
    await configure({ scopes: ["read", "off", "raed"], notes: "x" });
    const config = errorsOf(await stack.up());
    assert.match(config, /^Stack "dev" cannot be deployed: 1 problem\n {2}1\. "notes" is "x"/);
    await configure({ scopes: ["read", "off", "raed"] });
    const said = errorsOf(await stack.up());
    assert.deepEqual(
      [...said.matchAll(/^ {2}\d+\. "([^"]+)"/gm)].map(([, key]) => key),
      ["identifierUris", "tokenVersion", "scopes[1]", "scopes[2]"],
    );
    api().requestedAccessTokenVersion = 2;
    application().identifierUris = identifierUris;
    assert.deepEqual(snapshot(), now);
  });

  it("gives back by destroy exactly what was there", async () => {
    await deploy({ scopes: ["write", { value: "new" }] }, [
      "create scope-new",
      `update client-${CLI}`,
    ]);
    assert.equal(errorsOf(await stack.destroy()), "");
    assert.deepEqual(snapshot(), atFirst);
  });
});
