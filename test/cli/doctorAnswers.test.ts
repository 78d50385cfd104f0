/**
 * Proves what "doctor" makes of answers that the fault table does not hold: a directory that does
 * not let itself be read, and the API's own answer.
 */
import assert from "node:assert/strict";
import { CHECKS } from "../../cli/doctor/checks";
import { startManagementApi } from "../../sandbox/api/server";
import { sandboxFetch } from "../../sandbox/http";
import { createAzPlayer } from "./azPlayer/azPlayer";
import { WITH_GROUP } from "./fault";
import { type AzSandbox, startAzSandbox } from "./support/azSandbox";

interface Report {
  readonly findings: readonly { readonly code: string }[];
  readonly checks: readonly {
    readonly id: string;
    readonly result: string;
    readonly why?: string;
  }[];
}

describe("doctor", () => {
  let sandbox: AzSandbox;

  before(async () => {
    sandbox = await startAzSandbox(createAzPlayer());
  });
  after(() => sandbox.close());

  async function doctor(...args: readonly string[]): Promise<Report> {
    const { stdout } = await sandbox.cli(["doctor", "--json", ...args]);
    return JSON.parse(stdout) as Report;
  }

  it("says what it may not read, and does not call that good", async () => {
    sandbox.restore(WITH_GROUP);
    const denied = {
      status: 403,
      body: {
        error: {
          code: "Authorization_RequestDenied",
          message: "Insufficient privileges to complete the operation.",
        },
      },
      times: 100,
    };
    sandbox.directory.faults.add({ method: "POST", path: /getMemberGroups/, ...denied });
    sandbox.directory.faults.add({ method: "GET", path: /^\/v1\.0\/groups/, ...denied });
    sandbox.directory.faults.add({ method: "GET", path: /^\/v1\.0\/applications/, ...denied });
    try {
      const { findings, checks } = await doctor();
      assert.deepEqual(findings, []);
      const unread = CHECKS.filter(
        ({ id, needs }) =>
          ["registration", "group"].some((root) => id === root || needs.includes(root)) &&
          !["service-principal", "token"].includes(id), // They are read by themselves.
      ).map(({ id }) => [id, "this account may not read it"]);
      assert.deepEqual(
        checks.filter(({ result }) => result === "skipped").map(({ id, why }) => [id, why]),
        [...unread, ["api", 'no address was named with "--url"']],
      );
    } finally {
      sandbox.directory.faults.clear();
    }
  });

  for (const [name, changed, expected] of [
    ["accepts the API's 200", {}, []],
    [
      "finds that the API is set up for another registration",
      { "Settings:AzureAdConfiguration:ClientId": "99999999-9999-4999-8999-999999999999" },
      ["doctor.api"],
    ],
    [
      "finds that the API checks another group",
      { "Settings:AzureAdConfiguration:GroupId": "99999999-9999-4999-8999-999999999999" },
      ["doctor.api"],
    ],
  ] as const) {
    it(name, async () => {
      const { appSettings, expectedToken } = sandbox.restore(WITH_GROUP);
      const client = sandboxFetch(sandbox.environment);
      const api = await startManagementApi(
        { appSettings: { ...appSettings, ...changed }, expectedToken },
        client.fetch,
      );
      try {
        const { findings, checks } = await doctor("--url", `${api.url}/api/service`);
        assert.deepEqual(
          findings.map(({ code }) => code),
          expected,
        );
        const result = expected.length === 0 ? "passed" : "found";
        assert.equal(checks.find(({ id }) => id === "api")?.result, result);
      } finally {
        await api.close();
        await client.close();
      }
    });
  }
});
