/**
 * A directory and a stack of which every moment can be had again. What a killed process leaves is
 * what lies on the disk at that moment: the directory's state and the stack's. So one run gives all
 * its moments, and each is a kill without a process.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createApp } from "../../directory/app";
import { Faults } from "../../directory/faults";
import { Journal } from "../../directory/journal";
import { createTokenKeys, generateSigningKey } from "../../directory/keys";
import { createSeed, SEED } from "../../directory/seed";
import { Store, type DirectoryState } from "../../directory/state";
import { destroy, refresh, type Project, type Result } from "../../engine";
import type { Fetch } from "../../http";
import { createAzureadProvider } from "../../providers/azuread";
import { runDirectly, type RunOptions } from "../engine/harness";
import type { Scenario } from "../engine/scenario";

/** What lies on the disk at one moment. */
export interface Moment {
  /** What has just begun or ended: a request, a step. */
  readonly after: string;
  readonly directory: DirectoryState;
  /** The text of the stack's file; undefined: there is none yet. */
  readonly stack: string | undefined;
}

/** A directory and one stack on it. Remove it in the end. */
export interface World {
  up(scenario: Scenario, options?: RunOptions): Promise<Result>;
  refresh(): Promise<Result>;
  destroy(): Promise<Result>;
  /** Does something. @returns its moments, those that differ from each other. */
  momentsOf(work: () => Promise<unknown>): Promise<readonly Moment[]>;
  /** Puts the disk back to a moment. */
  goTo(moment: Moment): void;
  readonly directory: DirectoryState;
  remove(): void;
}

const SECRET = "not much of a secret";

/** Makes a world: the seed's directory, and a stack that was never deployed. */
export async function makeWorld(): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), "management-api-test-"));
  const stateFile = path.join(folder, "dev.json");
  const keys = await createTokenKeys(await generateSigningKey());
  let store = new Store(createSeed({ deployerSecret: SECRET, userPassword: SECRET }));
  let moments: Moment[] | undefined;

  const readStack = (): string | undefined =>
    existsSync(stateFile) ? readFileSync(stateFile, "utf8") : undefined;
  const capture = (after: string): void => {
    if (moments === undefined) return;
    const last = moments.at(-1);
    const stack = readStack();
    const directory = structuredClone(store.state);
    const isNew =
      stack !== last?.stack || JSON.stringify(directory) !== JSON.stringify(last?.directory);
    if (isNew) moments.push({ after, directory, stack });
  };
  const makeProject = (): Project => {
    const clock = (): Date => new Date();
    const answer = createApp({
      store,
      keys,
      clock,
      faults: new Faults(),
      journal: new Journal(),
    });
    // Requests reach the directory without a network; what tests type differs from undici's own
    // type only by name.
    const fetch = (async (url: string, init: RequestInit) => {
      const request = `${init.method ?? "GET"} ${new URL(url).pathname}`;
      capture(`before ${request}`);
      const response = await answer(new Request(url, init), () => undefined);
      capture(`after ${request}`);
      return response;
    }) as unknown as Fetch;
    const provider = createAzureadProvider(
      {
        ARM_CLIENT_ID: SEED.deployer.clientId,
        ARM_CLIENT_SECRET: SECRET,
        ARM_TENANT_ID: SEED.tenantId,
      },
      { fetch, sleep: () => Promise.resolve() },
    );
    return {
      directory: path.join(__dirname, "..", "engine", "programs", "scenario"),
      stack: "dev",
      stateFile,
      providers: [provider],
      environment: {},
      onEvent: (event) => {
        if (event.kind !== "step") return;
        const { duration, step } = event;
        capture(`${duration === undefined ? "started" : "ended"} ${step.op} ${step.name}`);
      },
    };
  };
  return {
    up: (scenario, options) => runDirectly(makeProject(), "up", scenario, options),
    refresh: () => refresh(makeProject()),
    destroy: () => destroy(makeProject()),
    async momentsOf(work) {
      const taken: Moment[] = [];
      moments = taken;
      await work();
      capture("the end");
      moments = undefined;
      return taken;
    },
    goTo({ directory, stack }) {
      store = new Store(directory);
      if (stack === undefined) rmSync(stateFile, { force: true });
      else writeFileSync(stateFile, stack);
    },
    get directory() {
      return store.state;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * What stacks made in a directory, without what is different each time (ids that it gave, times,
 * the order of lists) and whether a text that is not there is "" or null.
 */
export function madeIn(state: DirectoryState, given: string): unknown {
  const seeded = JSON.stringify(createSeed({ deployerSecret: SECRET, userPassword: SECRET }));
  const { applications, servicePrincipals, groups, appRoleAssignments } = state;
  const isNew = ({ id }: { readonly id: string }): boolean => !seeded.includes(id);
  const plain = (value: unknown): unknown => {
    if (typeof value === "string") {
      return value.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) =>
        given.includes(id) || seeded.includes(id) ? id : "<id>",
      );
    }
    if (Array.isArray(value)) {
      const lines = value.map((each) => [JSON.stringify(plain(each)), plain(each)] as const);
      return lines.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
    }
    if (typeof value !== "object" || value === null) return value ?? "";
    const kept = Object.entries(value).filter(
      ([name]) => !["createdDateTime", "mailNickname"].includes(name),
    );
    return Object.fromEntries(kept.map(([name, each]) => [name, plain(each)]));
  };
  return plain({
    applications: applications.filter(isNew),
    servicePrincipals: servicePrincipals.filter(isNew),
    groups: groups.filter(isNew),
    appRoleAssignments: appRoleAssignments.filter(isNew),
  });
}
