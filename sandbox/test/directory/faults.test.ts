/**
 * Proves that faults hit the request that a test chose, and do there what a bad network or a
 * lagging replica does.
 */
import assert from "node:assert/strict";
import { refusalOf, useTestDirectory } from "./client";
import { register } from "./registration";

describe("faults of the directory", () => {
  const test = useTestDirectory();

  const create = () => test.graph("POST", "/v1.0/applications", { displayName: "x" });
  const count = (): number => test.directory.state.applications.length;

  it("answer before anything happens, at the request that was chosen, with the headers that were chosen", async () => {
    test.directory.faults.add({
      method: "POST",
      path: "/v1.0/applications",
      nth: 2,
      times: 2,
      status: 429,
      headers: { "Retry-After": "0" },
    });
    assert.equal((await create()).status, 201);
    const second = await create();
    assert.deepEqual([second.status, second.headers.get("retry-after")], [429, "0"]);
    assert.equal((await create()).status, 429);
    assert.equal((await create()).status, 201);
    assert.equal(count(), 3);
  });

  it("answer after the change was made", async () => {
    test.directory.faults.add({
      method: "POST",
      path: /^\/v1\.0\/applications$/,
      status: 503,
      when: "afterCommit",
      body: { mine: true },
    });
    assert.deepEqual((await create()).body, { mine: true });
    assert.equal(count(), 2);
  });

  for (const [when, stored] of [
    ["beforeCommit", 1],
    ["afterCommit", 2],
  ] as const) {
    it(`reset the connection ${when === "beforeCommit" ? "before" : "after"} the change`, async () => {
      await test.deployerToken();
      test.directory.faults.add({ method: "POST", path: "/v1.0/applications", drop: true, when });
      await assert.rejects(create(), ({ cause }: Error) => {
        assert.ok(cause instanceof Error && "code" in cause);
        return cause.code === "ECONNRESET";
      });
      assert.equal(count(), stored);
      assert.equal(test.directory.journal.at(-1)?.status, 0);
    });
  }

  it("hide an object, and answer from before the last change", async () => {
    const { objectId } = await register(test);
    const one = `/v1.0/applications/${objectId}`;
    test.directory.faults.add({ method: "GET", path: one, hide: true });
    assert.deepEqual(refusalOf(await test.graph("GET", one)), [
      404,
      "Request_ResourceNotFound",
      `Resource '${objectId}' does not exist or one of its queried reference-property objects are not present.`,
    ]);
    assert.equal((await test.graph("GET", one)).status, 200);
    await test.graph("PATCH", one, { displayName: "New" });
    test.directory.faults.add({ method: "GET", path: one, stale: true });
    assert.equal((await test.graph("GET", one)).body["displayName"], "Management API");
    assert.equal((await test.graph("GET", one)).body["displayName"], "New");
  });

  it("are refused when they say nothing or too much, and go when cleared", async () => {
    const { faults } = test.directory;
    const where = { method: "POST", path: "/v1.0/applications" };
    assert.throws(() => faults.add(where), /exactly one of "status", "drop", "hide" and "stale"/);
    assert.throws(() => faults.add({ ...where, drop: true, hide: true }), /exactly one/);
    assert.throws(() => faults.add({ ...where, stale: true }), /only a GET/);
    faults.add({ ...where, status: 500 });
    faults.clear();
    assert.equal((await create()).status, 201);
  });
});
