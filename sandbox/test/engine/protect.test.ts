/**
 * Proves where the deletion of protected resources stops: with a preview before any request,
 * without one where the CLI stops. It follows the source of CLI 3.248.0 (pkg/resource/deploy).
 */
import assert from "node:assert/strict";
import { outputs, reveal, type Result } from "../../engine";
import { makeTestStack, messagesOf, planOf, type TestStack } from "./harness";
import type { Scenario, ScenarioResource } from "./scenario";

const urnOf = (name: string): string => `urn:pulumi:dev::scenario::test:index/thing:Thing::${name}`;
const kept = (name: string, before = ""): string =>
  `error: ${name}: ${before}resource "${urnOf(name)}" cannot be deleted\nbecause it is protected. To unprotect the ` +
  "resource, either remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`, or use " +
  `the command:\n\`pulumi state unprotect '${urnOf(name)}'\``;
const thing = (
  name: string,
  options: NonNullable<ScenarioResource["options"]> = {},
): ScenarioResource => ({ name, options });

/**
 * "base" <- "kept" (protected) <- "user", and "other" <- "above" <- "top", which takes longer to
 * delete.
 */
const ALL: Scenario = {
  resources: [
    thing("base"),
    thing("kept", { protect: true, dependsOn: ["base"] }),
    thing("user", { dependsOn: ["kept"] }),
    thing("other"),
    thing("above", { dependsOn: ["other"] }),
    thing("top", { dependsOn: ["above"] }),
  ],
  outputs: { old: "old", both: "old" },
};

const GONE = ["delete above", "delete other", "delete top", "delete user"];

describe("protected resources", () => {
  let stack: TestStack;
  beforeEach(async () => {
    stack = makeTestStack();
    await stack.up(ALL);
    stack.cloud.takeJournal();
  });
  afterEach(() => stack.remove());

  const outcome = ({ ok, changes, ...result }: Result): unknown => [
    ok,
    changes,
    messagesOf({ ok, changes, ...result }),
  ];

  it("stop a preview of their removal, all of them told, before any request", async () => {
    const none = await stack.preview({});
    assert.deepEqual(outcome(none), [
      false,
      { same: 1, delete: 4 },
      [kept("kept", "Preview failed: ")],
    ]);
    assert.deepEqual([...planOf(none)].sort(), [
      "delete above",
      "delete kept failed",
      "delete other",
      "delete top",
      "delete user",
      "same scenario-dev",
    ]);
    assert.deepEqual(stack.cloud.takeJournal(), []);
  });

  it("stay when the program drops them, with what they depend on; the rest of the run is carried out", async () => {
    const removed = await stack.up({ resources: [thing("new")], outputs: { both: "new" } });
    assert.deepEqual(outcome(removed), [false, { same: 1, create: 1, delete: 4 }, [kept("kept")]]);
    const journal = stack.cloud.takeJournal();
    assert.deepEqual(journal.slice(0, 2), ["plan create new", "create new"]);
    assert.deepEqual(journal.slice(2).sort(), GONE);
    assert.deepEqual([...stack.cloud.things.keys()].sort(), ["base-id", "kept-id", "new-id"]);
    assert.deepEqual(
      reveal(await outputs(stack)),
      { old: "old", both: "new" },
      "no output is lost",
    );

    const lifted = { resources: [thing("new"), thing("base"), thing("kept")] };
    assert.deepEqual((await stack.up(lifted)).changes, { same: 4 });
    assert.deepEqual(outcome(await stack.up({ resources: [thing("new")] })), [
      true,
      { same: 2, delete: 2 },
      [],
    ]);
  });

  it("stay in a destroy, with what they depend on and the stack; what is not protected goes", async () => {
    const some = await stack.destroy();
    assert.deepEqual(outcome(some), [false, { delete: 4 }, [kept("kept")]]);
    assert.deepEqual([...planOf(some)].sort(), [...GONE, "delete kept failed"].sort());
    assert.deepEqual([...stack.cloud.takeJournal()].sort(), GONE);
    const left = stack.stored().deployment.resources.map(({ urn }) => urn.split("::").at(-1));
    assert.deepEqual(left, ["scenario-dev", "default_1_0_0", "base", "kept"]);
  });

  it("are told all in one destroy, and nothing is asked where everything is protected", async () => {
    const options = { protect: true };
    await stack.up({
      resources: ["base", "kept", "user", "other"].map((name) => thing(name, options)),
    });
    stack.cloud.takeJournal();
    const all = await stack.destroy();
    assert.deepEqual(
      [all.ok, [...messagesOf(all)].sort()],
      [false, ["base", "kept", "other", "user"].map((name) => kept(name))],
    );
    assert.deepEqual(stack.cloud.takeJournal(), []);
  });

  it("are not replaced: a deployment stops there, a preview shows the steps", async () => {
    const of = (kind: string): Scenario => ({
      resources: [{ name: "it", props: { kind }, options: { protect: true } }],
    });
    await stack.up({ resources: [...(ALL.resources ?? []), ...(of("a").resources ?? [])] });
    stack.cloud.takeJournal();
    const changed = { resources: [...(ALL.resources ?? []), ...(of("b").resources ?? [])] };
    const refusal =
      `error: it: unable to replace resource "${urnOf("it")}"\nas it is currently marked for protection. To unprotect ` +
      "the resource, remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`";
    const stopped = await stack.up(changed);
    assert.deepEqual([stopped.ok, messagesOf(stopped)], [false, [refusal]]);
    assert.deepEqual(stack.cloud.takeJournal(), []);
    const planned = await stack.preview(changed);
    assert.deepEqual(
      [planned.ok, messagesOf(planned), planned.changes.replace],
      [false, [refusal], 1],
    );
  });
});
