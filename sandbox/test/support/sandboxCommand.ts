/** Runs the sandbox's command line as a process of its own, as people do. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

const REPOSITORY = path.resolve(__dirname, "..", "..", "..");

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is running. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when standard output has held the text; rejects when the command ends before. */
  saw(text: string): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Ends the commands that a failed test has left running. For "afterEach". */
export function endSandboxCommands(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Starts `npm run sandbox -- …` without npm; what is compiled must be up to date. */
export function startSandboxCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Running {
  const child = spawn(process.execPath, ["sandbox/bin.js", ...args], {
    cwd: REPOSITORY,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("close", () => running.delete(child));
  let stdout = "";
  let stderr = "";
  const watchers = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    for (const check of watchers) check();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  return {
    child,
    ended,
    saw: (text) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (stdout.includes(text)) resolve();
        };
        watchers.add(check);
        check();
        void ended.then(() => reject(new Error(`ended without "${text}": ${stdout}${stderr}`)));
      }),
  };
}

/** Runs it to its end. */
export function sandboxCommand(
  args: readonly string[],
  environment?: Readonly<Record<string, string | undefined>>,
): Promise<Ended> {
  return startSandboxCommand(args, environment).ended;
}
