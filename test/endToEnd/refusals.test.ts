/**
 * Proves that a stack that cannot work is refused before anything is registered, in words and
 * without a stack trace, and that a protected stack cannot be destroyed. The texts are those of the
 * program; how the CLI frames them is the engine's matter.
 */
import assert from "node:assert/strict";
import { errorsOf, startStack, type StackRun } from "../support/stackRun";

describe("a stack that cannot work", function () {
  this.timeout(120_000);
  let stack: StackRun;

  before(async () => {
    stack = await startStack({}, { byRunner: true });
  });
  after(() => stack.close());

  /** Requests other than for the provider's own token. */
  const requests = () =>
    stack.directory.journal
      .filter(({ url }) => !url.endsWith("/oauth2/v2.0/token"))
      .map(({ method, url }) => `${method} ${url}`);

  it("shows all problems of its config at once, and makes no request", async () => {
    await stack.configure({
      displayNam: "x",
      "managment-api:clients": ["azureCli"],
      scopes: [{ value: "access as producer" }],
      clients: ["azureCLI"],
      owners: "dana@sandbox.example",
    });
    const result = await stack.up();
    assert.equal(result.ok, false);
    assert.equal(
      errorsOf(result).split("\nupdate failed")[0],
      [
        'Stack "dev" cannot be deployed: 5 problems',
        '  1. "scopes[0].value" is "access as producer"',
        "     Rule: it must hold only letters, digits and :!#$%&'()*+,-./;<=>?@[]^_`{|}~ (no spaces).",
        '     Fix:  write "access_as_producer" for example.',
        '  2. "clients[0]" is "azureCLI"',
        "     Rule: it must be a known client's name or a client id (a UUID).",
        '     Fix:  write "azureCli".',
        '  3. "owners" is "dana@sandbox.example"',
        "     Rule: it must be a list.",
        '     Fix:  write ["dana@sandbox.example"].',
        '  4. "displayNam" is "x"',
        "     Rule: it is not a setting of this program.",
        '     Fix:  write "displayName".',
        '  5. "managment-api:clients" is "[\\"azureCli\\"]"',
        '     Rule: it must begin with "management-api:", the name of the project: nothing reads it as it is.',
        '     Fix:  write "management-api:clients".',
        "Nothing was registered or changed.",
      ].join("\n"),
    );
    assert.deepEqual(requests(), []);
  });
});

describe("a second registration of the same name", function () {
  this.timeout(120_000);

  it("is refused by the name, in the preview already", async () => {
    const stack = await startStack();
    try {
      assert.equal(errorsOf(await stack.up()), "");
      await stack.loseState();
      const result = await stack.preview();
      assert.equal(result.ok, false);
      assert.match(
        errorsOf(result),
        /An existing "azuread_application" with name "BDK Management API \(dev\)" \(ID: "[^"]+"\) was found and .prevent_duplicate_names. was specified/,
      );
    } finally {
      await stack.close();
    }
  });
});

describe("a protected stack", function () {
  this.timeout(120_000);

  it("is not destroyed, and no part of it is", async () => {
    const stack = await startStack({ protect: true });
    try {
      assert.equal(errorsOf(await stack.up()), "");
      const before = stack.directory.journal.length;
      const { resources } = (await stack.state()).deployment;
      const parts = resources.filter(({ type }) => String(type).startsWith("azuread:"));
      assert.deepEqual(
        parts.map(({ protect, deletedWith }) => [protect, deletedWith]),
        parts.map(() => [true, undefined]),
        "every part is protected, and none is deleted with another",
      );
      const result = await stack.destroy();
      assert.equal(result.ok, false);
      assert.match(errorsOf(result), /protected/);
      assert.deepEqual(
        stack.directory.journal.slice(before).filter(({ method }) => method === "DELETE"),
        [],
      );

      await stack.configure({ protect: false });
      assert.equal(errorsOf(await stack.up()), "");
      assert.equal(errorsOf(await stack.destroy()), "");
    } finally {
      await stack.close();
    }
  });
});
