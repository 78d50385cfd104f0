/**
 * Proves that what the directory must be asked is asked before anything is made: whatever is wrong
 * with it is told in one message by the program, nothing exists by then, and the program needs
 * little memory to say so. The provider's texts are the emulated ones; that the real provider's are
 * read the same way is for those who have it to see.
 */
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { type Config, errorsOf, type StackRun, startStack } from "../support/stackRun";

const NO_USER =
  "     Rule: it must be the user principal name of a user of this tenant; there is none of that name.\n" +
  "     Fix:  correct it (a guest's name holds \"#EXT#\"), or write the user's object id, which needs no look-up.";

/** What an error's text may cost: Node's heap in MB. Printing a graph of outputs took gigabytes. */
const LITTLE_MEMORY = { NODE_OPTIONS: "--max-old-space-size=200" };

/** Config that holds one mistake, and what is told of it after its number. */
const MISTAKES = [
  {
    config: {
      producers: { members: ["dana@sandbox.example", "nobody@sandbox.example"], owners: [] },
    },
    told: `"producers.members[1]" is "nobody@sandbox.example"\n${NO_USER}`,
  },
  {
    config: { graphPermissions: ["User.Read", "GroupMember.Raed.All"] },
    told:
      '"graphPermissions[1]" is "GroupMember.Raed.All"\n' +
      "     Rule: it must name a permission that Microsoft Graph publishes.\n" +
      '     Fix:  write "GroupMember.Read.All"; the names are listed at https://learn.microsoft.com/graph/permissions-reference.',
  },
  {
    config: { owners: ["none@sandbox.example"] },
    told: `"owners[0]" is "none@sandbox.example"\n${NO_USER}`,
  },
  {
    config: { assignments: [{ principal: "Nobody@sandbox.example" }] },
    told: `"assignments[0].principal" is "nobody@sandbox.example"\n${NO_USER}`,
  },
] as const;

describe("what the directory must be asked", function () {
  this.timeout(300_000);
  let stack: StackRun;

  before(async () => {
    stack = await startStack();
    stack.setVariables(LITTLE_MEMORY);
  });
  after(() => stack.close());

  const writes = () =>
    stack.directory.journal.filter(
      ({ method, url }) => method !== "GET" && !url.endsWith("/oauth2/v2.0/token"),
    );

  // Alone, as pairs that used to hang, and all together; test/components has every combination.
  // "up" makes no preview.
  for (const chosen of [[0], [0, 2], [3], [0, 1, 2, 3]].map((at) => at.map((n) => MISTAKES[n]))) {
    const mistakes = chosen.flatMap((mistake) => mistake ?? []);
    const configs: readonly Config[] = mistakes.map(({ config }) => config);
    it(`is told at once: ${configs.flatMap((config) => Object.keys(config)).join(", ")}`, async () => {
      await stack.configure(
        Object.fromEntries(configs.flatMap((config) => Object.entries(config))),
      );
      const result = await stack.up();
      assert.equal(result.ok, false);
      assert.equal(
        errorsOf(result),
        [
          `Stack "dev" cannot be deployed: ${mistakes.length === 1 ? "1 problem" : `${mistakes.length} problems`}`,
          ...mistakes.map(({ told }, index) => `  ${index + 1}. ${told}`),
          "Nothing was registered or changed.",
        ].join("\n"),
      );
      assert.deepEqual(writes(), []);
    });
  }

  it("is refused to a deployer without the right, with the right's name and the way around", async () => {
    await stack.configure({ owners: ["dana@sandbox.example"] });
    stack.directory.faults.add({
      method: "GET",
      path: "/v1.0/users",
      status: 403,
      body: {
        error: {
          code: "Authorization_RequestDenied",
          message: "Insufficient privileges to complete the operation.",
        },
      },
    });
    const result = await stack.up();
    assert.match(
      errorsOf(result),
      /1\. "owners\[0\]" failed: .*Insufficient privileges.*\n {5}Rule: it must be looked up before anything is made\.\n {5}Fix: {2}give whoever deploys the application permission User\.Read\.All of Microsoft Graph, or write the user's object id/,
    );
    assert.deepEqual(writes(), []);
  });

  afterEach(() => stack.setVariables(LITTLE_MEMORY));

  it("cannot be asked with a wrong secret, and the reason is told once", async () => {
    await stack.configure({ owners: ["dana@sandbox.example"], assignments: ["x@sandbox.example"] });
    stack.setVariables({ ...LITTLE_MEMORY, ARM_CLIENT_SECRET: "wrong" });
    const result = await stack.up();
    assert.equal(result.ok, false);
    assert.match(
      errorsOf(result),
      /^Stack "dev" cannot be deployed: 1 problem\n {2}1\. "azuread" failed: clientCredentialsToken: received HTTP status 401.*AADSTS7000215.*\n {5}Rule: it must sign in and reach the tenant before anything can be asked or made\.\n {5}Fix: {2}where "ARM_CLIENT_ID" is set, correct it, .*; else run "az login --tenant <tenant>".*\nNothing was registered or changed\.$/,
    );
    assert.doesNotMatch(errorsOf(result), /wrong"|\n\s+at /);
    assert.deepEqual(writes(), []);
  });

  it("cannot be asked where nobody listens, and the reason is told once", async () => {
    await stack.configure({ owners: ["dana@sandbox.example"] });
    stack.setVariables({ ...LITTLE_MEMORY, HTTPS_PROXY: await closedAddress() });
    const result = await stack.up();
    assert.equal(result.ok, false);
    assert.match(
      errorsOf(result),
      /1 problem\n {2}1\. "azuread" failed: .*(ECONNREFUSED|refused).*\n/,
    );
    assert.doesNotMatch(errorsOf(result), /\n\s+at |<ref|Promise/);
  });
});

/** An address on loopback at which nobody listens. */
async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${address.port}`;
}
