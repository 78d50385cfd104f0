/**
 * Proves that the state is saved whole, in step with what is done, and that interrupted and failed
 * runs leave what the next one needs. It cannot prove that a disk keeps what it was told to.
 */
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { outputs } from "../../engine";
import { Snapshot } from "../../engine/state/snapshot";
import { makeTestStack, messagesOf, planOf, type StoredState, type TestStack } from "./harness";
import type { Scenario } from "./scenario";

const TWO = { resources: [{ name: "one" }, { name: "two", options: { dependsOn: ["one"] } }] };

describe("the state", () => {
  let stack: TestStack;
  beforeEach(() => {
    stack = makeTestStack();
  });
  afterEach(() => stack.remove());

  const stored = (): StoredState["deployment"] => stack.stored().deployment;
  const names = (): readonly string[] =>
    stored().resources.map(({ urn }) => urn.split("::").at(-1) ?? "");

  it("notes each operation before its request, and what is done before the next one", async () => {
    const seen: unknown[] = [];
    stack.cloud.before = (request) => {
      if (!/^(create|update|delete) /.test(request)) return;
      const pending = stored().pending_operations?.map(({ type }) => type);
      seen.push([request, names().filter((name) => /^(one|two)$/.test(name)), pending]);
    };
    await stack.up(TWO);
    await stack.up({ resources: [{ name: "one", props: { label: "new" } }] });
    assert.deepEqual(seen, [
      ["create one", [], ["creating"]],
      ["create two", ["one"], ["creating"]],
      ["update one", ["one", "two"], ["updating"]],
      ["delete two", ["one", "two"], ["deleting"]],
    ]);
    assert.deepEqual([names().includes("two"), stored().pending_operations], [false, undefined]);
  });

  describe("of an interrupted run", () => {
    const ONE_CHANGED: Scenario = {
      resources: [{ name: "one", props: { label: "new" } }, ...TWO.resources.slice(1)],
    };

    /** The file as it is when the process dies while it waits for the answer to a request. */
    async function dieDuring(request: string, scenario: Scenario): Promise<void> {
      let left = "";
      stack.cloud.before = (made) => {
        if (made === request) left = stack.stateText();
      };
      await stack.up(scenario);
      stack.cloud.before = () => undefined;
      stack.cloud.takeJournal();
      writeFileSync(stack.stateFile, left);
    }
    const warning = (name: string, what: string, type = "index/thing:Thing"): string =>
      "warning: an earlier run was interrupted while it was at work on:\n" +
      `  * urn:pulumi:dev::scenario::test:${type}::${name}, interrupted while ${what}`;

    /** Two ways in which a creation leaves a trace. */
    const traces: readonly (readonly [string, string, string])[] = [
      ["by the id that it kept", "index/thing:Thing", "test:index/thing:Thing"],
      ["by the provider's search", "index:Findable", "test:index:Findable"],
    ];
    const two = (type: string): Scenario => ({
      resources: [{ name: "one" }, { name: "two", type, options: { dependsOn: ["one"] } }],
    });

    it("takes what was being created for not made, where nothing shows it", async () => {
      await dieDuring("create two", TWO);
      const said = warning(
        "two",
        "creating: nothing shows whether it was made, and it counts as not made",
      );
      const planned = await stack.preview(TWO);
      assert.deepEqual([planned.ok, messagesOf(planned)], [true, [said]]);
      assert.deepEqual(planOf(planned), ["same scenario-dev", "same one", "create two"]);
      assert.deepEqual(messagesOf(await stack.refresh()), [said]);
      assert.deepEqual(messagesOf(await stack.up(TWO)), []);
    });

    for (const [how, type, token] of traces) {
      it(`finds what was being created ${how}`, async () => {
        stack.cloud.keepsIds = token !== "test:index:Findable";
        await dieDuring("create two", two(token));
        const next = await stack.up(two(token));
        const said = warning("two", "creating: it exists, and is the stack's", type);
        assert.deepEqual([next.ok, messagesOf(next)], [true, [said]]);
        assert.deepEqual(planOf(next), ["same scenario-dev", "same one", "same two"]);
        assert.deepEqual([...stack.cloud.things.keys()].sort(), ["one-id", "two-id"]);
        assert.equal(stored().pending_operations, undefined);
      });

      it(`finds nothing ${how} where nothing was made since`, async () => {
        stack.cloud.keepsIds = token !== "test:index:Findable";
        await dieDuring("create two", two(token));
        if (stack.cloud.keepsIds) stack.cloud.things.delete("two-id");
        else stack.cloud.made.set("two-id", new Date(0));
        assert.deepEqual(messagesOf(await stack.refresh()), [
          warning("two", "creating: it does not exist", type),
        ]);
        assert.deepEqual(names(), ["scenario-dev", "default_1_0_0", "one"]);
      });
    }

    it("puts a replacement in the place of what it replaces, or takes that back where it is wanted again", async () => {
      const of = (kind: string): Scenario => ({
        resources: [{ name: "one", type: "test:index:Findable", props: { kind } }],
      });
      await stack.up(of("a"));
      const first = stack.cloud.things.get("one-id") ?? {};
      stack.cloud.made.set("one-id", new Date(0));
      await dieDuring("create one", of("b"));
      const text = stack.stateText();
      for (const [wanted, kept] of [
        ["b", "one-id-2"],
        ["a", "one-id"],
      ] as const) {
        writeFileSync(stack.stateFile, text);
        stack.cloud.things.clear();
        stack.cloud.things.set("one-id", first);
        stack.cloud.things.set("one-id-2", { ...first, kind: "b" });
        const next = await stack.up(of(wanted));
        assert.deepEqual(planOf(next).slice(1), ["same one", "delete-replaced one"]);
        assert.deepEqual([...stack.cloud.things.keys()], [kept]);
      }
    });

    it("looks again at what was being changed or deleted, and an up finishes it", async () => {
      await stack.up(TWO);
      await dieDuring("update one", ONE_CHANGED);
      const said = warning("one", "updating: it is looked at again, and an up finishes it");
      const back = await stack.up(TWO, { refresh: false });
      assert.deepEqual(messagesOf(back), [said]);
      assert.deepEqual(stack.cloud.takeJournal().slice(0, 3), [
        "read one",
        "plan update one",
        "update one",
      ]);
      assert.equal(stack.cloud.things.get("one-id")?.["label"], undefined);
      assert.deepEqual(messagesOf(await stack.up(TWO)), []);

      await dieDuring("delete two", { resources: [{ name: "one" }] });
      const gone = await stack.up({ resources: [{ name: "one" }] }, { refresh: false });
      assert.deepEqual(messagesOf(gone), [
        warning("two", "deleting: it is looked at again, and an up finishes it"),
      ]);
      assert.deepEqual([gone.ok, names().includes("two")], [true, false]);
    });

    it("updates what was being changed even where no difference shows", async () => {
      await stack.up(TWO);
      await dieDuring("update one", ONE_CHANGED);
      const next = await stack.up(ONE_CHANGED);
      assert.deepEqual(next.changes, { same: 2, update: 1 });
    });

    it("stays open where the provider cannot be asked", async () => {
      stack.cloud.keepsIds = true;
      await dieDuring("create two", TWO);
      stack.cloud.before = () => {
        throw new Error("no connection");
      };
      const failed = await stack.up(TWO);
      assert.deepEqual([failed.ok, messagesOf(failed)], [false, ["error: two: no connection"]]);
      assert.deepEqual(
        stored().pending_operations?.map(({ type }) => type),
        ["creating"],
      );
    });
  });

  it("keeps what depends on a failed deletion, and says why it failed", async () => {
    await stack.up({
      resources: [...TWO.resources, { name: "three", options: { dependsOn: ["two"] } }],
    });
    stack.cloud.before = (request) => {
      if (request === "delete two") throw new Error("still in use");
    };
    const failed = await stack.destroy();
    assert.deepEqual([failed.ok, messagesOf(failed)], [false, ["error: two: still in use"]]);
    assert.deepEqual(names(), ["scenario-dev", "default_1_0_0", "one", "two"]);
    stack.cloud.before = () => undefined;
    assert.deepEqual((await stack.destroy()).changes, { delete: 3 });
  });

  it("keeps an old resource unmarked when its replacement fails, and finishes a missed deletion later", async () => {
    const of = (kind: string): Scenario => ({ resources: [{ name: "one", props: { kind } }] });
    await stack.up(of("a"));
    stack.cloud.before = (request) => {
      if (request === "create one" || request === "delete one") throw new Error("not now");
    };
    assert.equal((await stack.up(of("b"))).ok, false);
    assert.doesNotMatch(stack.stateText(), /"delete": true/);
    stack.cloud.before = (request) => {
      if (request === "delete one") throw new Error("not now");
    };
    const half = await stack.up(of("b"));
    assert.deepEqual([half.ok, messagesOf(half)], [false, ["error: one: not now"]]);
    assert.match(stack.stateText(), /"delete": true/);
    stack.cloud.before = () => undefined;
    const later = await stack.up(of("b"));
    assert.deepEqual(planOf(later).slice(1), ["same one", "delete-replaced one"]);
    assert.deepEqual([...stack.cloud.things.keys()], ["one-id-2"]);
  });

  it("shows a provider's refusal of inputs as the CLI does, all of them, and makes nothing", async () => {
    const refused = await stack.preview({
      resources: [{ name: "one", props: { label: "" } }],
    });
    assert.deepEqual(messagesOf(refused), [
      "error: one: test:index/thing:Thing resource 'one': property label value {} has a problem: it must not be empty",
    ]);
    const whole = await stack.up({
      resources: [{ name: "one", props: { label: { secret: "none" } } }],
    });
    assert.deepEqual(messagesOf(whole), [
      "error: one: test:index/thing:Thing resource 'one' has a problem: it has no label",
    ]);
    assert.deepEqual(stack.cloud.takeJournal(), []);
  });

  it("refuses two resources of one name and type", async () => {
    const twice = await stack.up({ resources: [{ name: "one" }, { name: "one" }] });
    assert.deepEqual(messagesOf(twice), [
      "error: one: Duplicate resource URN 'urn:pulumi:dev::scenario::test:index/thing:Thing::one'; " +
        "try giving it a unique name",
    ]);
  });

  it("stops before anything is begun where the caller has given up already", async () => {
    const result = await stack.up(TWO, { signal: AbortSignal.abort() });
    assert.deepEqual([result.ok, result.plan, stack.cloud.takeJournal()], [false, [], []]);
  });

  it("refuses what is not a state, by name and with the way out", async () => {
    writeFileSync(stack.stateFile, "{}");
    await assert.rejects(outputs(stack), {
      name: "EngineError",
      message: new RegExp(
        `^"${stack.stateFile}" is not a state of deployment version 3: .*; delete it to start over$`,
      ),
    });
  });

  it("refuses a state that is nested too deep to be one, or cannot be read or written", async () => {
    await stack.up(TWO);
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    writeFileSync(stack.stateFile, stack.stateText().replace('"name": "one"', `"name": ${deep}`));
    await assert.rejects(outputs(stack), {
      name: "EngineError",
      message: /is not a state of deployment version 3: .*; delete it to start over$/,
    });
    rmSync(stack.stateFile);
    mkdirSync(stack.stateFile);
    await assert.rejects(stack.up(TWO), {
      name: "EngineError",
      message: /^cannot read the state /,
    });
    rmSync(path.dirname(stack.stateFile), { recursive: true });
    await assert.rejects(stack.up(TWO), {
      name: "EngineError",
      message: /^cannot write the state /,
    });
  });

  it("refuses what was only looked up, which is not the stack's to delete", async () => {
    await stack.up(TWO);
    writeFileSync(
      stack.stateFile,
      stack.stateText().replace('"id": "one-id"', '"id": "one-id", "external": true'),
    );
    await assert.rejects(
      outputs(stack),
      /is not a state of deployment version 3: .*Expected false/,
    );
  });

  it("refuses encrypted secrets, which earlier versions wrote", async () => {
    await stack.up({ resources: [{ name: "one", props: { key: { secret: "s3cret" } } }] });
    const text = stack.stateText();
    assert.match(text, /"plaintext": "\\"s3cret\\""/);
    writeFileSync(stack.stateFile, text.replaceAll('"plaintext"', '"ciphertext"'));
    await assert.rejects(outputs(stack), {
      name: "EngineError",
      message: "the state holds encrypted secrets; delete it to start over",
    });
  });
});

describe("saving", () => {
  it("writes once for all who ask while a write is under way, and passes a failure on", async () => {
    let release: () => void = () => undefined;
    let writes = 0;
    const snapshot = new Snapshot({ resources: [], pending: [] }, () => {
      writes += 1;
      if (writes === 3) return Promise.reject(new Error("disk full"));
      return new Promise((resolve) => {
        release = resolve;
      });
    });
    const first = snapshot.save();
    await Promise.resolve();
    const others = [snapshot.save(), snapshot.save()];
    await Promise.resolve();
    release();
    await first;
    await new Promise((resolve) => setImmediate(resolve));
    release();
    await Promise.all(others);
    assert.equal(writes, 2);
    await assert.rejects(snapshot.save(), { message: "disk full" });
  });
});
