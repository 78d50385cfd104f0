/** What holds for every part of an application, whichever it is. */
import assert from "node:assert/strict";

import type { ResourceState } from "../../engine/provider";
import type { Harness } from "./harness";

/**
 * After making: nothing differs, reading gives the same again, importing gives inputs that ask for
 * nothing new.
 */
export async function assertSettled(
  harness: Harness,
  name: string,
  made: ResourceState,
): Promise<void> {
  const type = harness.type(name);
  assert.deepEqual(type.diff(made, made.inputs), { changed: [], replaces: [] });
  assert.deepEqual(await type.read(made.id, made), made);
  const imported = await type.read(made.id);
  assert.ok(imported);
  assert.deepEqual(type.check(imported.inputs).failures, []);
  assert.deepEqual(type.diff(imported, made.inputs), { changed: [], replaces: [] });
  harness.requests({});
}

/** Making it again is refused in the real provider's words. */
export async function assertExists(
  harness: Harness,
  name: string,
  made: ResourceState,
  terraformName: string,
): Promise<void> {
  await assert.rejects(harness.type(name).create(made.inputs), (error: Error) => {
    assert.ok(
      error.message.endsWith(
        `A resource with the ID "${made.id}" already exists - to be managed via Terraform this resource needs to be ` +
          `imported into the State. Please see the resource documentation for "${terraformName}" for more information.`,
      ),
      error.message,
    );
    return true;
  });
  harness.requests({});
}
