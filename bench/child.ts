/** Tasks in processes of their own, so that one run's memory and warm code are not another's. */
import { fork } from "node:child_process";
import path from "node:path";

/** The tasks: files of "tasks/", each with one input and one output, both JSON. */
export type TaskName = "deployOnce" | "requestMany";

/**
 * Runs a task in a fresh process and returns its answer.
 *
 * @throws where the process ends without one; what it said goes to standard error as it stands.
 */
export async function runTask<Output>(
  name: TaskName,
  input: object,
  isOutput: (answer: unknown) => answer is Output,
): Promise<Output> {
  const child = fork(path.join(__dirname, "tasks", `${name}.ts`), [JSON.stringify(input)], {
    execArgv: ["--require", require.resolve("ts-node/register")],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return new Promise((resolve, reject) => {
    let answer: unknown;
    child.on("message", (message) => {
      answer = message;
    });
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0 && isOutput(answer)) resolve(answer);
      else reject(new Error(`The task "${name}" ended with code ${code ?? "none"} and no answer.`));
    });
  });
}

/** What the running task was given. Called first: from then on the task ends when whoever started it is gone. */
export function taskInput(): unknown {
  process.once("disconnect", () => process.exit(1));
  // Listening alone would keep the process alive after its work.
  process.channel?.unref();
  return JSON.parse(process.argv[2] ?? "null");
}

/** Sends the running task's answer. */
export function answerTask(answer: object): void {
  process.send?.(answer);
}
