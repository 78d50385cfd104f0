/**
 * Proves that the state is saved whole, in step with what is done, and that interrupted and failed runs leave what the next one
 * needs. It cannot prove that a disk keeps what it was told to.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
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

  it("tells the next run of an interrupted one, until a refresh", async () => {
    let interrupted = "";
    stack.cloud.before = (request) => {
      if (request === "create two") interrupted = stack.stateText();
    };
    await stack.up(TWO);
    stack.cloud.things.delete("two-id");
    // As the file would be if the process had died while it waited for the answer.
    writeFileSync(stack.stateFile, interrupted);
    const warning =
      "warning: an earlier run was interrupted while it was at work on:\n" +
      "  * urn:pulumi:dev::scenario::test:index/thing:Thing::two, interrupted while creating\n" +
      "Nobody knows how that ended. Look there; delete by hand what has been created, or import it. " +
      "A refresh then drops this note.";
    const planned = await stack.preview(TWO);
    assert.deepEqual([planned.ok, messagesOf(planned)], [true, [warning]]);
    assert.deepEqual(planOf(planned), ["same scenario-dev", "same one", "create two"]);
    assert.deepEqual(messagesOf(await stack.refresh()), [warning]);
    assert.deepEqual(messagesOf(await stack.up(TWO)), []);

    writeFileSync(stack.stateFile, interrupted);
    assert.deepEqual(messagesOf(await stack.up(TWO)), [warning]);
    assert.equal(stored().pending_operations, undefined, "what has been made is not pending");
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
