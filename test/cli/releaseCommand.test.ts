/**
 * Proves what `release` says of a stack: the commands, what stays, and what another stack needs.
 * Pulumi is scripted; `test/endToEnd/adoptJourney.test.ts` runs the commands.
 */
import assert from "node:assert/strict";
import type { RunResult } from "../../cli/process/processRunner";
import { cli, outputs } from "./support/scriptedCli";
import { ended } from "./support/scriptedRunner";

const { clientId } = outputs;
const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const PAGE = "99999999-0000-4000-8000-0000000000aa";
const READ_DEV = "pulumi stack output --json --non-interactive --stack dev";
const COMMANDS = [
  "pulumi stack export --file state-before-release.json --stack dev",
  "pulumi state delete --all --force --stack dev",
];
const TAKE_OVER = `npm run adopt -- --client-id ${clientId}`;

const EXPORT_DEV = "pulumi stack export --non-interactive --stack dev";
const PARTS = ["registration", "producers"];

/** Releases a stack that says this of what it has, and whose state holds these parts. */
async function release(
  declared: object,
  more: readonly string[] = [],
  parts: readonly string[] = [],
): Promise<string> {
  const resources = parts.map((part) => ({ urn: `urn:pulumi:dev::p::t::management-api-${part}` }));
  const { exitCode, stdout, stderr } = await cli(["release", "--stack", "dev", ...more], {
    [READ_DEV]: ended({ clientId, declared }),
    [EXPORT_DEV]: ended({ deployment: { resources } }),
  });
  assert.deepEqual([exitCode, stderr], [0, ""]);
  return stdout;
}

const scopes = { read: "1", own: "2" };
const elsewhere = { scopes: ["read"], clients: [CLI] };
const clients = { [CLI]: ["read"], [PAGE]: ["own", "read"] };

describe("release", () => {
  it("tells what stays of a registration that was the stack's", async () => {
    assert.equal(
      await release({ registration: "create", scopes, clients }, [], PARTS),
      [
        `The stack has the registration ${clientId} (mode create). After these commands it has nothing, and nothing is deleted:`,
        ...COMMANDS.map((command) => `  ${command}`),
        "",
        "What stays in the directory, and no stack manages:",
        "  the registration, with its scopes, app roles and pre-authorized clients",
        "  its service principal, and who is assigned to it",
        "  the group of producers, which the stack has made",
        "",
        "Another stack can take it over:",
        `  ${TAKE_OVER} --stack <another stack>`,
        "",
      ].join("\n"),
    );
  });

  it("names no group where the stack has made none", async () => {
    const printed = await release({ registration: "adopt", scopes, clients }, ["--json"], ["app"]);
    assert.deepEqual((JSON.parse(printed) as { stays: unknown }).stays, [
      "the registration, with its scopes, app roles and pre-authorized clients",
      "its service principal, and who is assigned to it",
    ]);
  });

  it("names what the stack has added to others', and the clients that another stack needs", async () => {
    assert.equal(
      await release({ registration: "existing", scopes, clients, elsewhere }),
      [
        `The stack has the registration ${clientId} (mode existing). After these commands it has nothing, and nothing is deleted:`,
        ...COMMANDS.map((command) => `  ${command}`),
        "",
        "What stays in the directory, and no stack manages:",
        '  the scope "own"',
        `  the client ${PAGE}`,
        "",
        "Another stack can take it over, with these clients in its config first:",
        `  management-api:clients: [{"client":"azureCli","scopes":["read"]},"${PAGE}"]`,
        `  ${TAKE_OVER} --mode existing --stack <another stack>`,
        "",
      ].join("\n"),
    );
  });

  it("says that nothing stays where the stack has added nothing", async () => {
    const declared = {
      registration: "existing",
      scopes: { read: "1" },
      clients: { [CLI]: ["read"] },
      elsewhere,
    };
    assert.deepEqual(JSON.parse(await release(declared, ["--json"])), {
      clientId,
      mode: "existing",
      commands: COMMANDS,
      stays: [],
      config: {},
      next: `${TAKE_OVER} --mode existing --stack <another stack>`,
    });
    assert.match(
      await release(declared),
      /:\n {2}nothing: the stack has added neither scopes nor clients\n\nAnother stack can take it over:\n {2}npm run adopt /,
    );
  });

  it("gives programs the clients as config", async () => {
    const printed = await release({ registration: "existing", scopes, clients, elsewhere }, [
      "--json",
    ]);
    assert.deepEqual((JSON.parse(printed) as { config: unknown }).config, {
      clients: [{ client: "azureCli", scopes: ["read"] }, PAGE],
    });
  });

  it("says why there is nothing to release, and the way out", async () => {
    const refusal = async (read: RunResult) => {
      const answers = { [READ_DEV]: read };
      const { exitCode, stdout } = await cli(["release", "--stack", "dev", "--json"], answers);
      return [exitCode, (JSON.parse(stdout) as { error: unknown }).error];
    };
    const code = "outputs.unreadable";
    assert.deepEqual(await refusal(ended("", "error: no stack named 'dev' found", 255)), [
      1,
      {
        code,
        message: `Pulumi cannot read the outputs of the stack "dev": no stack named 'dev' found`,
        remedy: ["See which stacks there are:", "pulumi stack ls"],
      },
    ]);
    assert.deepEqual(await refusal(ended({})), [
      1,
      {
        code,
        message: "The stack has no registration to release.",
        remedy: ['Name the stack that has it with "--stack".'],
      },
    ]);
  });

  it("refuses a file, which could forget nothing", async () => {
    assert.equal((await cli(["release", "--outputs", "-"])).exitCode, 2);
  });
});
