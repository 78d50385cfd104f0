/**
 * Proves the way of a daemon: an assignment to its service principal, a token by client credentials
 * that has the role, and an API that lets it in. With the real program, the embedded engine and the
 * directory.
 */
import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { startManagementApi } from "../../sandbox/api/server";
import { type SandboxFetch, sandboxFetch } from "../../sandbox/http";
import { changesOf, errorsOf, startStack, type StackRun } from "../support/stackRun";

const ROLE = "ManagementAPI.AccessAll";

describe("a daemon", function () {
  this.timeout(240_000);
  let stack: StackRun;
  let http: SandboxFetch;
  before(async () => {
    stack = await startStack();
    http = sandboxFetch(stack.environment);
  });
  after(async () => {
    await http.close();
    await stack.close();
  });

  /** Deploys with an assignment of the sandbox's own application, which has a secret. */
  async function deploy(assignments: readonly object[]): Promise<readonly string[]> {
    await stack.configure({ producers: { members: [] }, assignments });
    const result = await stack.up();
    assert.equal(errorsOf(result), "");
    return changesOf(result);
  }

  /** What the API answers to the daemon. */
  async function call(): Promise<{ readonly roles: unknown; readonly status: number }> {
    const { deployer, tenantId } = stack.directory;
    const outputs = (await stack.outputs()) as unknown as Parameters<typeof startManagementApi>[0];
    const clientId = outputs.appSettings["Settings:AzureAdConfiguration:ClientId"];
    const answer = await http.fetch(
      `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
      {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: deployer.clientId,
          client_secret: deployer.clientSecret,
          scope: `${clientId}/.default`,
        }),
      },
    );
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const api = await startManagementApi(outputs, http.fetch);
    try {
      const { status } = await fetch(`${api.url}/api/service`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      return { roles: decodeJwt(token)["roles"], status };
    } finally {
      await api.close();
    }
  }

  it("is let in by the role that it is assigned, by its client id or its object id", async () => {
    const { clientId, objectId } = stack.directory.deployer;
    const changes = await deploy([{ servicePrincipal: clientId, role: ROLE }]);
    assert.ok(changes.includes(`create assignment-${objectId}-${ROLE}`), changes.join());
    assert.deepEqual(await call(), { roles: [ROLE], status: 200 });
    assert.deepEqual(await deploy([{ servicePrincipal: objectId, role: ROLE }]), []);
  });

  it("is refused after the assignment is taken away", async () => {
    const { objectId } = stack.directory.deployer;
    assert.deepEqual(await deploy([]), [`delete assignment-${objectId}-${ROLE}`]);
    assert.deepEqual(await call(), { roles: undefined, status: 401 });
  });
});
