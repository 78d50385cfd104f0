/**
 * Proves what hangs on an application besides its own properties: owners, secrets, federated
 * credentials.
 */
import assert from "node:assert/strict";
import { SEED } from "../../directory";
import { refusalOf, text, useTestDirectory } from "./client";
import { register } from "./registration";

describe("owners and credentials of applications", () => {
  const test = useTestDirectory();

  it("adds and removes owners by reference", async () => {
    const { objectId } = await register(test);
    const path = `/v1.0/applications/${objectId}/owners`;
    const reference = {
      "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${SEED.user.objectId}`,
    };
    assert.equal((await test.graph("POST", `${path}/$ref`, reference)).status, 204);
    assert.deepEqual(refusalOf(await test.graph("POST", `${path}/$ref`, reference)), [
      400,
      "Request_BadRequest",
      "One or more added object references already exist for the following modified properties: 'owners'.",
    ]);
    const found = await test.graph("GET", `${path}?$filter=id+eq+'${SEED.user.objectId}'`);
    assert.equal((found.body["value"] as unknown[]).length, 1);
    const remove = `${path}/${SEED.user.objectId}/$ref`;
    assert.equal((await test.graph("DELETE", remove)).status, 204);
    assert.equal((await test.graph("DELETE", remove)).status, 404);
  });

  it("makes secrets that are shown once and stored as hashes", async () => {
    const { objectId } = await register(test);
    const path = `/v1.0/applications/${objectId}`;
    const made = await test.graph("POST", `${path}/addPassword`, {
      passwordCredential: { displayName: "ci" },
    });
    const secret = text(made, "secretText");
    const stored = JSON.stringify(test.directory.state);
    assert.equal(stored.includes(secret), false);
    const removed = await test.graph("POST", `${path}/removePassword`, {
      keyId: text(made, "keyId"),
    });
    assert.equal(removed.status, 204);
  });

  it("keeps federated credentials", async () => {
    const { objectId } = await register(test);
    const path = `/v1.0/applications/${objectId}/federatedIdentityCredentials`;
    const body = {
      audiences: ["api://AzureADTokenExchange"],
      description: null,
      issuer: "https://issuer.example",
      name: "ci",
      subject: "repo:one",
    };
    const created = await test.graph("POST", path, body);
    assert.equal(created.status, 201);
    const one = `${path}/${text(created, "id")}`;
    assert.equal((await test.graph("PATCH", one, { subject: "repo:two" })).status, 204);
    assert.equal((await test.graph("GET", one)).body["subject"], "repo:two");
    assert.equal((await test.graph("DELETE", one)).status, 204);
    assert.equal((await test.graph("GET", one)).status, 404);
  });
});
