/**
 * Runs the real program in this process, with the embedded engine, and a directory that is asked
 * without a network: many times faster than {@link startStack}, for what takes many steps. That
 * the SDK's own runner does the same is for the other end-to-end tests to show.
 */
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import program from "../../index";
import { createApp } from "../../sandbox/directory/app";
import { createFaults } from "../../sandbox/directory/faults";
import { createJournal } from "../../sandbox/directory/journal";
import { createTokenKeys, generateSigningKey } from "../../sandbox/directory/keys";
import { createSeed } from "../../sandbox/directory/seed";
import { createStore } from "../../sandbox/directory/state";
import { type DirectoryState, SEED } from "../../sandbox/directory";
import { lookFirst } from "../../sandbox/engine/apply/settle";
import { startMonitor } from "../../sandbox/engine/program/monitor";
import { ProgramRun } from "../../sandbox/engine/program/programRun";
import { execute, type Project, stackOutputs } from "../../sandbox/engine/run/execute";
import { destroy, outputs, type Result, revealValue } from "../../sandbox/engine";
import type { Fetch } from "../../sandbox/http";
import { createAzureadProvider } from "../../sandbox/providers/azuread";
import type { StackRun } from "./stackRun";

const REPOSITORY = path.resolve(__dirname, "..", "..");
const SECRET = "not much of a secret";

/** A stack named "dev", used as one of {@link startStack} is. */
export interface InProcessRun extends Pick<
  StackRun,
  "configure" | "preview" | "up" | "destroy" | "outputs"
> {
  readonly directory: { readonly state: DirectoryState; readonly tenantId: string };
  /** The directory as seeded, and a stack that was never deployed. */
  restart(): void;
  close(): void;
}

/** Makes one. */
export async function makeInProcessRun(): Promise<InProcessRun> {
  const folder = mkdtempSync(path.join(tmpdir(), "management-api-test-"));
  const stateFile = path.join(folder, "dev-state.json");
  symlinkSync(path.join(REPOSITORY, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
  const keys = await createTokenKeys(await generateSigningKey());
  const seed = () => createStore(createSeed({ deployerSecret: SECRET, userPassword: SECRET }));
  let store = seed();
  const makeProject = (): Project => {
    const answer = createApp({
      store,
      keys,
      clock: () => new Date(),
      faults: createFaults(),
      journal: createJournal(),
    });
    // What tests type differs from undici's own type only by name.
    const fetch = (async (url: string, init: RequestInit) =>
      answer(new Request(url, init), () => undefined)) as unknown as Fetch;
    const provider = createAzureadProvider(
      {
        ARM_CLIENT_ID: SEED.deployer.clientId,
        ARM_CLIENT_SECRET: SECRET,
        ARM_TENANT_ID: SEED.tenantId,
      },
      { fetch, sleep: () => Promise.resolve() },
    );
    return { directory: folder, stack: "dev", stateFile, providers: [provider], environment: {} };
  };
  return {
    directory: {
      get state() {
        return store.state;
      },
      tenantId: SEED.tenantId,
    },
    async configure(config) {
      const entries = Object.entries(config).map(([key, value]) => [
        `management-api:${key}`,
        value,
      ]);
      const text = stringify({ config: Object.fromEntries(entries) as unknown });
      await writeFile(path.join(folder, "Pulumi.dev.yaml"), text);
    },
    preview: () => deployInProcess(makeProject(), "preview"),
    up: () => deployInProcess(makeProject(), "up"),
    destroy: () => destroy(makeProject()),
    async outputs() {
      const all = await outputs({ stateFile });
      return Object.fromEntries(
        Object.entries(all).map(([name, value]) => [name, revealValue(value)]),
      );
    },
    restart() {
      store = seed();
      rmSync(stateFile, { force: true });
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function deployInProcess(project: Project, kind: "preview" | "up"): Promise<Result> {
  return execute(project, kind, {}, async (run, { file, config, isRefreshed }) => {
    await lookFirst(run, isRefreshed);
    const programRun = new ProgramRun(run);
    const monitor = await startMonitor(programRun);
    const { address } = monitor;
    try {
      const { resetOptions } = pulumi.runtime;
      resetOptions(file.name, run.stack, -1, address, address, run.dryRun, "organization");
      pulumi.runtime.setAllConfig({ ...config });
      // What a program that refuses has not declared is not to be deleted.
      const ended = runToEnd().then((refusal) =>
        refusal === undefined ? programRun.finish() : run.report.say("error", refusal),
      );
      // A program whose resources fail waits for answers that never come.
      await Promise.race([ended, run.halt.requested]);
      ended.catch(() => undefined);
    } catch (error) {
      run.report.say("error", error instanceof Error ? error.message : String(error));
    } finally {
      await programRun.settled();
      await programRun.close();
      monitor.close();
      // Others in this process must not find an engine that is gone.
      pulumi.runtime.resetOptions("", "", -1, "", "", false, "");
    }
    return stackOutputs(run.snapshot);
  });
}

/** Runs the program. @returns its refusal, which the SDK would take for an error of this process. */
async function runToEnd(): Promise<string | undefined> {
  let refusal: string | undefined;
  await pulumi.runtime.runInPulumiStack(() =>
    program().catch((error: unknown) => {
      refusal = error instanceof Error ? error.message : String(error);
      return {};
    }),
  );
  await pulumi.runtime.disconnect();
  return refusal;
}
