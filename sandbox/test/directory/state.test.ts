/**
 * Proves what lasts: state, keys, secrets, on disk before an answer is given, and what happens to
 * broken files. It cannot prove that a power failure leaves the state whole: that is
 * write-file-atomic's promise.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type DirectoryState, startDirectory } from "../../directory";
import { createSeed } from "../../directory/seed";
import { Store } from "../../directory/state";
import { refusalOf, startTestDirectory, text } from "./client";
import { register } from "./registration";

describe("state of the directory", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "directory-test-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("lasts over a restart: objects, logins, keys and secrets, and no certificate", async () => {
    const first = await startTestDirectory({ stateDir: folder });
    const registration = await register(first);
    const refreshToken = await first.signIn();
    const token = await first.deployerToken();
    const authority = readFileSync(first.directory.caFile, "utf8");
    const { clientSecret } = first.directory.deployer;
    const known = structuredClone(first.directory.state);
    await first.close();

    const second = await startTestDirectory({ stateDir: folder });
    try {
      assert.deepEqual(second.directory.state, known);
      assert.notEqual(readFileSync(second.directory.caFile, "utf8"), authority);
      const identity = readFileSync(path.join(folder, "identity.json"), "utf8");
      assert.equal(/CERTIFICATE|PRIVATE KEY/.test(identity), false);
      assert.equal(second.directory.deployer.clientSecret, clientSecret);
      const read = await second.graph(
        "GET",
        `/v1.0/applications/${registration.objectId}`,
        undefined,
        token,
      );
      assert.equal(read.status, 200);
      const answer = await second.requestUserToken(refreshToken, `${registration.appId}/.default`);
      assert.equal(answer.status, 200);
    } finally {
      await second.close();
    }
  });

  it("is on disk before the answer is given, readable by its owner only, and without secrets in the clear", async () => {
    const test = await startTestDirectory({ stateDir: folder });
    try {
      const created = await test.graph("POST", "/v1.0/applications", { displayName: "x" });
      const refreshToken = await test.signIn();
      const saved = readFileSync(path.join(folder, "directory.json"), "utf8");
      assert.ok(saved.includes(text(created, "id")));
      for (const secret of [refreshToken, test.directory.deployer.clientSecret]) {
        assert.equal(saved.includes(secret), false);
      }
      if (process.platform !== "win32") {
        for (const name of readdirSync(folder)) {
          assert.equal(statSync(path.join(folder, name)).mode & 0o077, 0, name);
        }
      }
    } finally {
      await test.close();
    }
  });

  it("stays as it was, in memory and on disk, when it cannot be saved", async () => {
    const test = await startTestDirectory({ stateDir: folder });
    try {
      await test.graph("POST", "/v1.0/applications", { displayName: "x" });
      const known = structuredClone(test.directory.state);
      rmSync(folder, { recursive: true });
      writeFileSync(folder, "");
      const refused = await test.graph("POST", "/v1.0/applications", { displayName: "y" });
      assert.deepEqual(refusalOf(refused).slice(0, 2), [400, "StateNotWritten"]);
      assert.deepEqual(test.directory.state, known);
    } finally {
      await test.close();
    }
  });

  for (const [name, content] of [
    ["directory.json", '{"version":1'],
    ["directory.json", '{"version":2}'],
    ["identity.json", "{}"],
  ] as const) {
    it(`refuses to start from ${content} in ${name}, and names the file`, async () => {
      const file = path.join(folder, name);
      writeFileSync(file, content);
      await assert.rejects(
        startDirectory({ stateDir: folder }),
        ({ message }: Error) =>
          message.includes(`"${file}" cannot be read`) && message.includes("remove the file"),
      );
    });
  }

  it("starts with the policies that it is given, in a saved state too, and keeps the others", async () => {
    const first = await startDirectory({
      stateDir: folder,
      policies: { strictEntitlements: true, tokenLifetime: 60 },
    });
    const { policies } = structuredClone(first.state);
    await first.reset();
    assert.deepEqual(first.state.policies, policies);
    await first.close();
    const second = await startDirectory({
      stateDir: folder,
      policies: { identifierUriPolicy: false, tokenLifetime: 3599 },
    });
    await second.close();
    assert.deepEqual(second.state.policies, {
      blockedFor: [],
      identifierUriPolicy: false,
      mfaRequiredFor: [],
      strictEntitlements: true,
      tokenLifetime: 3599,
    });
  });

  it("starts from keys of an earlier version, which kept its certificates with them", async () => {
    const first = await startDirectory({ stateDir: folder });
    await first.close();
    const file = path.join(folder, "identity.json");
    const identity = JSON.parse(readFileSync(file, "utf8")) as object;
    writeFileSync(file, JSON.stringify({ ...identity, certificates: { authority: "old" } }));
    const second = await startDirectory({ stateDir: folder });
    await second.close();
    assert.equal(second.deployer.clientSecret, first.deployer.clientSecret);
  });

  it("is read without what was added later: defaults stand for it", async () => {
    const first = await startTestDirectory({ stateDir: folder });
    await first.graph("POST", "/v1.0/applications", { displayName: "x" });
    const known = structuredClone(first.directory.state);
    await first.close();
    const file = path.join(folder, "directory.json");
    const later = ["identifierUriPolicy", "passwordChangeDue", "showInAddressList"];
    const saved: unknown = JSON.parse(readFileSync(file, "utf8"), (key, value: unknown) =>
      [...later, "otherMails", "writebackConfiguration"].includes(key) ? undefined : value,
    );
    writeFileSync(file, JSON.stringify(saved));
    const second = await startDirectory({ stateDir: folder });
    await second.close();
    assert.deepEqual(second.state, known);
  });

  it("goes back to its seed, the caller's changes to it included", async () => {
    const test = await startTestDirectory({
      seed: (state) => {
        state.tenant.displayName = "Mine";
      },
    });
    try {
      await register(test);
      await test.directory.reset();
      const { state, journal, refusedHosts } = test.directory;
      assert.deepEqual(
        [state.tenant.displayName, state.applications.length, journal, refusedHosts],
        ["Mine", 1, [], []],
      );
    } finally {
      await test.close();
    }
  });
});

describe("Store", () => {
  const seed = createSeed({ deployerSecret: "s", userPassword: "p" });
  const rename =
    (name: string) =>
    async (draft: DirectoryState): Promise<string> => {
      const before = draft.tenant.displayName;
      draft.tenant.displayName = name;
      await new Promise((resolve) => setImmediate(resolve));
      return before;
    };
  const fail = async (draft: DirectoryState): Promise<never> => {
    await rename("lost")(draft);
    throw new Error("stopped");
  };

  it("keeps a change unless it fails, and remembers the state before it", async () => {
    const store = new Store(seed);
    const { state } = store;
    await assert.rejects(store.transact(fail), { message: "stopped" });
    assert.equal(state.tenant.displayName, "Sandbox");
    await store.transact(rename("kept"));
    assert.deepEqual(
      [state.tenant.displayName, store.previous.tenant.displayName],
      ["kept", "Sandbox"],
    );
  });

  it("runs changes one after the other, and goes on after one that failed", async () => {
    const store = new Store(seed);
    const first = store.transact(rename("one"));
    const second = store.transact(fail);
    const third = store.transact(rename("three"));
    await assert.rejects(second, { message: "stopped" });
    assert.deepEqual([await first, await third], ["Sandbox", "one"]);
    assert.equal(seed.tenant.displayName, "Sandbox");
  });
});
