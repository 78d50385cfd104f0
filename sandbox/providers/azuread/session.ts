/**
 * What the resources and functions of one provider share: the client, the caller, the locks, the
 * waits.
 */
import type { Properties } from "../../engine/provider";
import type { Fetch } from "../../http";
import type { ProviderCloud } from "./cloud";
import { createGraphClient, type GraphClient } from "./graphClient";
import { during } from "./graphError";
import type { Sleep } from "./retry";
import { logIn, type Environment, type Login } from "./token";

/** One provider's session with the directory. */
export interface Session {
  readonly graph: GraphClient;
  /** Who the provider is. Signs in when first asked. */
  caller(): Promise<Omit<Login, "accessToken">>;
  /** Runs work while nobody else of this provider runs any on the same object. */
  exclusively<T>(objectId: string, work: () => Promise<T>): Promise<T>;
  /** Asks again until the directory agrees. @throws when it never does. */
  waitUntil(what: string, holds: () => Promise<boolean>): Promise<void>;
  /** Deletes the object at `path`, `id` in messages, and waits until it is gone. */
  deleteObject(id: string, path: string): Promise<void>;
}

// The real provider asks five more times over 20 s although the directory agrees already; here one
// agreement is enough.
const MOST_POLLS = 30;
const POLL_MILLISECONDS = 5000;

/** Opens a session; it signs in with the first request. */
export function openSession(
  environment: Environment,
  fetch: Fetch,
  sleep: Sleep,
  cloud: () => ProviderCloud,
): Session {
  let login: Promise<Login> | undefined;
  // Kept, failure included: the real provider asks once, when it is configured.
  const signedIn = (): Promise<Login> => (login ??= logIn(environment, fetch, sleep, cloud()));
  const graph = createGraphClient(
    fetch,
    async () => (await signedIn()).accessToken,
    sleep,
    () => cloud().graph,
  );
  const locks = new Map<string, Promise<unknown>>();

  async function waitUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (let poll = 1; !(await holds()); poll++) {
      if (poll === MOST_POLLS) throw new Error(`timed out whilst waiting for ${what}`);
      await sleep(POLL_MILLISECONDS);
    }
  }

  return {
    graph,
    async caller() {
      const { tenantId, clientId, objectId } = await signedIn();
      return { tenantId, clientId, objectId };
    },
    async exclusively(objectId, work) {
      const before = locks.get(objectId) ?? Promise.resolve();
      // Whether the work before succeeded is its owner's business.
      const mine = before.then(work, work);
      locks.set(objectId, mine);
      return mine;
    },
    waitUntil,
    async deleteObject(id, path) {
      await during(`deleting "${id}"`, () => graph.delete(path));
      await waitUntil(`deletion of "${path}"`, async () => (await graph.find(path)) === undefined);
    },
  };
}

/** The object id that a body of the directory names. @throws where it names none. */
export function objectIdOf(object: Properties): string {
  const id = object["id"];
  if (typeof id !== "string" || id === "") {
    throw new Error("Bad API response: the object ID returned is nil/empty");
  }
  return id;
}
