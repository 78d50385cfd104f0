/** A project with a stack to adopt with, and a registration that somebody made by hand. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { run } from "../../../cli/main";
import type { ProcessRunner, RunResult } from "../../../cli/process/processRunner";
import { createAzPlayer } from "../azPlayer/azPlayer";
import {
  type AzSandbox,
  azIsMissing,
  REAL_AZ,
  startAzSandbox,
  type TestAz,
} from "../support/azSandbox";
import { createMemoryIo } from "../support/memoryIo";
import { register } from "../../support/registrations";
import { byHand } from "./byHand";

const NO_STACK = { exitCode: 255, stdout: "", stderr: "error: no stack named 'old' found\n" };

/** What the stack outputs, as far as "adopt" reads it. */
export const OUTPUTS = (registration: string, clientId: string) => ({
  exitCode: 0,
  stdout: JSON.stringify({ tokenCommand: "az", clientId, declared: { registration } }),
  stderr: "",
});

/** What tests of "adopt" work with, made anew for each. */
export interface AdoptWorld {
  readonly sandbox: AzSandbox;
  /** The project's folder. */
  readonly folder: string;
  /** What every command of Pulumi ends with: at first there is no stack. */
  pulumi: { exitCode: number; stdout: string; stderr: string };
  /** Parts that the stack's state has; undefined: it cannot be read. */
  parts: readonly string[] | undefined;
  /** The stack's file. */
  readonly fileOf: (stack: string) => string;
  readonly write: (stack: string, text: string) => void;
  readonly configOf: (stack: string) => Record<string, unknown>;
  /** Runs the command. */
  readonly adopt: (
    ...args: readonly string[]
  ) => Promise<{ exitCode: number; stdout: string; stderr: string }>;
}

/** What `pulumi stack export` prints. */
function stateOf({ parts }: AdoptWorld): RunResult {
  if (parts === undefined) return { kind: "ended", exitCode: 255, stdout: "", stderr: "error: no" };
  const resources = parts.map((part) => ({
    urn: `urn:pulumi:old::management-api::x:y:Z::management-api-${part}`,
  }));
  return {
    kind: "ended",
    exitCode: 0,
    stdout: JSON.stringify({ deployment: { resources } }),
    stderr: "",
  };
}

/** What plays az, or the real one. */
interface Az {
  readonly title: string;
  readonly isMissing: string | undefined;
  readonly make: () => TestAz;
}
export const PLAYED_AZ: Az = { title: "played", isMissing: undefined, make: createAzPlayer };
export const THE_REAL_AZ: Az = {
  title: "the real one",
  isMissing: azIsMissing(),
  make: () => REAL_AZ,
};

/** Describes something of "adopt" with an az, and skips where there is none. */
export function describeAdopt(subject: string, by: Az, body: (world: AdoptWorld) => void): void {
  const { title, isMissing, make } = by;
  const skipped = isMissing === undefined ? "" : ` (skipped: ${isMissing})`;
  describe(`${subject}, with az ${title}${skipped}`, function () {
    this.timeout(120_000);
    let sandbox: AzSandbox;
    let az: TestAz;
    let folder: string;
    const fileOf = (stack: string): string => path.join(folder, `Pulumi.${stack}.yaml`);
    const world: AdoptWorld = {
      get sandbox() {
        return sandbox;
      },
      get folder() {
        return folder;
      },
      pulumi: NO_STACK,
      parts: [],
      fileOf,
      write: (stack, text) => writeFileSync(fileOf(stack), text),
      configOf: (stack) =>
        (parse(readFileSync(fileOf(stack), "utf8")) as { config: Record<string, unknown> }).config,
      async adopt(...args) {
        const io = createMemoryIo({ environment: sandbox.environment, cwd: folder });
        const runner: ProcessRunner = (program, given, options) =>
          program === "pulumi"
            ? Promise.resolve(
                given.includes("export") ? stateOf(world) : { kind: "ended", ...world.pulumi },
              )
            : az.run(program, given, options);
        const exitCode = await run(["adopt", ...args], { io, run: runner });
        return { exitCode, stdout: io.stdout(), stderr: io.stderr() };
      },
    };

    before(async function () {
      if (isMissing !== undefined) return this.skip();
      az = make();
      sandbox = await startAzSandbox(az);
    });
    after(() => (isMissing === undefined ? sandbox.close() : undefined));
    beforeEach(() => {
      sandbox.restore();
      register(sandbox.state, byHand());
      folder = mkdtempSync(path.join(tmpdir(), "adopt-test-"));
      writeFileSync(path.join(folder, "Pulumi.yaml"), "name: management-api\nruntime: nodejs\n");
      world.pulumi = NO_STACK;
      world.parts = [];
    });
    afterEach(() => {
      chmodSync(folder, 0o755);
      rmSync(folder, { recursive: true, force: true });
    });

    body(world);
  });
}
