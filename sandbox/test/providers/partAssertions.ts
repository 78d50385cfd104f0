/** What holds for every part of an application, whichever it is. */
import assert from "node:assert/strict";

import type { ResourceState } from "../../engine/provider";
import { TYPE } from "./applicationFixtures";
import { request, useHarness, type Harness } from "./harness";

/** The request that reads the application. */
export const GET = request("GET", "/v1.0/applications/<app>");
/** The request that writes some of it. */
export const patch = (body: object): string =>
  request("PATCH", "/v1.0/applications/<app>", { ...TYPE, ...body });

/** A suite's harness, with a registration that each test begins with. */
export interface PartHarness {
  readonly harness: Harness;
  readonly registration: ResourceState;
  readonly applicationId: string;
  readonly objectId: () => string;
  /** Requests since the last call. */
  readonly requests: () => readonly string[];
}

/** Starts a harness for the tests of a suite. */
export function useRegistration(): PartHarness {
  const harness = useHarness();
  let registration: ResourceState;
  beforeEach(async () => {
    registration = await harness.make("ApplicationRegistration", { displayName: "Root" });
    harness.requests({});
  });
  const objectId = (): string => registration.id.replace("/applications/", "");
  return {
    harness,
    get registration() {
      return registration;
    },
    get applicationId() {
      return registration.id;
    },
    objectId,
    requests: () => harness.requests({ [objectId()]: "<app>" }),
  };
}

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
