/**
 * Proves a stack in another cloud: the program, the provider and the API talk to that cloud's hosts
 * alone, for tokens of each version. With the real program, the embedded engine and the directory,
 * which serves the hosts of the public cloud and of Azure Government.
 */
import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { compareClaims } from "../../cli/claims/compareClaims";
import { expectationOf } from "../../cli/claims/verdict";
import { decodeToken } from "../../cli/claims/decodeToken";
import type { StackOutputs } from "../../components/rules/outputs";
import { startManagementApi } from "../../sandbox/api/server";
import { type SandboxFetch, sandboxFetch } from "../../sandbox/http";
import { changesOf, type Config, errorsOf, startStack, type StackRun } from "../support/stackRun";

const GOVERNMENT = ["graph.microsoft.us", "login.microsoftonline.us"];

/** Versions, clouds and names, each pair of values at least once. */
const CASES: readonly {
  readonly cloud: string;
  readonly hosts: readonly string[];
  readonly config: Config;
}[] = [
  { cloud: "usgovernment", hosts: GOVERNMENT, config: { tokenVersion: 2, identifierUris: [] } },
  {
    cloud: "USGovernmentL4",
    hosts: GOVERNMENT,
    config: { tokenVersion: 1, identifierUris: ["api://{tenantId}/c"] },
  },
  {
    cloud: "global",
    hosts: ["graph.microsoft.com", "login.microsoftonline.com"],
    config: { tokenVersion: 1, identifierUris: [] },
  },
  {
    cloud: "public",
    hosts: ["graph.microsoft.com", "login.microsoftonline.com"],
    config: { tokenVersion: 2, identifierUris: ["api://calls"] },
  },
];

describe("a stack in a cloud", function () {
  this.timeout(300_000);
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

  for (const { cloud, hosts, config } of CASES) {
    it(`is deployed and used there: ${cloud} with ${JSON.stringify(config)}`, async () => {
      await stack.directory.reset();
      if (stack.events.length > 0) await stack.loseState();
      stack.setVariables({ ARM_ENVIRONMENT: cloud });
      await stack.configure({
        ...config,
        assignments: [
          {
            servicePrincipal: stack.directory.deployer.clientId,
            role: "ManagementAPI.AccessAll",
          },
        ],
      });
      const result = await stack.up();
      assert.equal(errorsOf(result), "");
      assert.deepEqual(changesOf(await stack.preview()), [], "nothing drifts");

      const outputs = (await stack.outputs()) as unknown as StackOutputs;
      const token = await daemonToken(outputs);
      const decoded = decodeToken(token);
      assert.ok(decoded !== undefined);
      assert.equal(decodeJwt(token).iss, outputs.expectedToken.iss);
      assert.deepEqual(
        compareClaims(decoded, expectationOf(outputs), new Date()).filter(
          ({ verdict }) => verdict === "wrong",
        ),
        [],
      );
      const api = await startManagementApi(outputs, http.fetch);
      try {
        const { status } = await fetch(`${api.url}/api/service`, {
          headers: { Authorization: `Bearer ${token}` },
        });
        assert.equal(status, 200);
      } finally {
        await api.close();
      }
      assert.deepEqual([...new Set(stack.directory.journal.map(({ host }) => host))].sort(), hosts);
    });
  }

  it("is refused before any request where the cloud is not known", async () => {
    await stack.directory.reset();
    stack.setVariables({ ARM_ENVIRONMENT: "mars", ARM_METADATA_HOSTNAME: "metadata.example" });
    assert.equal(
      errorsOf(await stack.preview(false)),
      [
        'Stack "dev" cannot be deployed: 2 problems',
        '  1. "ARM_METADATA_HOSTNAME" is "metadata.example"',
        "     Rule: it must not be set: it leads to a cloud whose addresses this program does not know.",
        '     Fix:  take it out, and name the cloud by "azuread:environment".',
        '  2. "ARM_ENVIRONMENT" is "mars"',
        "     Rule: it must be the name of a cloud.",
        '     Fix:  choose from "public", "global", "usgovernment", "usgovernmentl4", "usgovernmentl5", "dod", "china".',
        "Nothing was registered or changed.",
      ].join("\n"),
    );
    assert.deepEqual(stack.directory.journal, []);
  });

  /** A token for the sandbox's own application, for the name that the stack's commands use. */
  async function daemonToken(outputs: StackOutputs): Promise<string> {
    const { deployer, tenantId } = stack.directory;
    const login = outputs.appSettings["Settings:AzureAdConfiguration:Instance"];
    const resource = outputs.tokenCommand.split(" ").at(-1) ?? "";
    const answer = await http.fetch(`${login}${tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: deployer.clientId,
        client_secret: deployer.clientSecret,
        scope: `${resource}/.default`,
      }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }
});
