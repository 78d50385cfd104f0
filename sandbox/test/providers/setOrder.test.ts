/**
 * Proves: sets are sent in the order in which the real provider 6.9.1 was seen to send the same
 * values. Cannot prove: the same of values that nobody recorded.
 */
import assert from "node:assert/strict";
import { applicationFields } from "../../providers/azuread/applicationFields";
import { setOf, setOfTexts, text } from "../../providers/schema/fields";
import { inSetOrder } from "../../providers/schema/setOrder";

describe("inSetOrder", () => {
  const FIRST = "078c5405-1d2e-5931-bfe2-8b4f83e25cf0";
  const SECOND = "e08f5ca9-e4cf-5a27-ba4f-ea55b729b597";
  const role = (id: string, value: string, displayName: string, description: string) => ({
    allowedMemberTypes: ["Application"],
    description,
    displayName,
    enabled: true,
    id,
    value,
  });
  const all = role(
    "02b36f77-2827-51ec-8ce4-80a6da6b2505",
    "ManagementAPI.AccessAll",
    "AccessAll",
    "Access to Management API",
  );
  const read = role("32146e55-5f78-597b-b623-6c0841e4e2fe", "ManagementAPI.Read", "Read", "Read");

  it("orders texts as recorded, however they are written down", () => {
    for (const ids of [
      [FIRST, SECOND],
      [SECOND, FIRST],
    ]) {
      assert.deepEqual(inSetOrder({ ids: setOf(text()) }, { ids }), { ids: [FIRST, SECOND] });
    }
  });

  it("orders entries with members as recorded, their defaults included", () => {
    const { enabled, ...readWithoutDefault } = read;
    assert.equal(enabled, true);
    for (const appRoles of [
      [all, read],
      [read, all],
    ]) {
      assert.deepEqual(inSetOrder(applicationFields, { appRoles }), { appRoles: [read, all] });
    }
    assert.deepEqual(inSetOrder(applicationFields, { appRoles: [all, readWithoutDefault] }), {
      appRoles: [readWithoutDefault, all],
    });
  });

  it("orders sets within objects, and leaves lists and unknown names as they are", () => {
    const inputs = {
      api: { knownClientApplications: [SECOND, FIRST] },
      elsewhere: [SECOND, FIRST],
      optionalClaims: { idTokens: [{ name: "b" }, { name: "a" }] },
    };
    assert.deepEqual(inSetOrder(applicationFields, inputs), {
      ...inputs,
      api: { knownClientApplications: [FIRST, SECOND] },
    });
  });

  it("orders the few sets that are hashed as bare texts differently", () => {
    // CRC-32 "4287579527" and "635592334": the first digit decides.
    assert.deepEqual(inSetOrder({ ids: setOfTexts(text()) }, { ids: [FIRST, SECOND] }), {
      ids: [SECOND, FIRST],
    });
  });
});
