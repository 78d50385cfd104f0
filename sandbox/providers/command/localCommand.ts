/** command:local:Command: command lines run when a resource is made, changed and removed. */
import { v4 } from "uuid";

import type { CheckFailure, Properties, ResourceType } from "../../engine/provider";
import { checkInputs } from "../schema/checkInputs";
import { compareInputs } from "../schema/compareInputs";
import {
  any,
  flag,
  listOf,
  mapOfTexts,
  replaces,
  text,
  unimplemented,
  type Fields,
} from "../schema/fields";
import { oneOf } from "../schema/rules";
import { record, text as textAt, texts } from "../values";
import { runCommand } from "./runCommand";

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

const fields: Fields = {
  addPreviousOutputInEnv: flag(),
  archivePaths: unimplemented(),
  assetPaths: unimplemented(),
  create: text(),
  delete: text(),
  dir: text(),
  environment: mapOfTexts(),
  interpreter: listOf(text()),
  // How much the live log shows; the embedded engine shows nothing of a command's output.
  logging: text(oneOf("stdout", "stderr", "stdoutAndStderr", "none")),
  stdin: text(),
  triggers: replaces(listOf(any())),
  update: text(),
};

/**
 * The resource type. Its outputs are its inputs and what the last command wrote to "stdout" and
 * "stderr".
 *
 * @param environment what commands see beside their own `environment`: the engine's.
 */
export function localCommand(environment: Environment): ResourceType {
  async function run(
    command: string,
    inputs: Properties,
    previous?: Properties,
  ): Promise<Properties> {
    const directory = textAt(inputs, "dir");
    const interpreter = texts(inputs, "interpreter");
    const { stdout, stderr } = await runCommand({
      command,
      ...(interpreter.length === 0 ? {} : { interpreter }),
      ...(directory === "" ? {} : { directory }),
      stdin: textAt(inputs, "stdin"),
      environment: { ...environment, ...previousOutput(inputs, previous), ...ownOf(inputs) },
    });
    return { ...inputs, stdout, stderr };
  }

  return {
    token: "command:local:Command",
    computed: ["stderr", "stdout"],
    spreadsSecrets: true,
    recomputed: Object.fromEntries(Object.keys(fields).map((name) => [name, ["stderr", "stdout"]])),
    check(inputs) {
      const result = checkInputs("command.local.Command", fields, inputs);
      return { inputs: result.inputs, failures: [...result.failures, ...checkInterpreter(inputs)] };
    },
    diff: (old, inputs) => compareInputs(fields, inputs, old.inputs),
    async create(inputs) {
      const command = textAt(inputs, "create");
      // Without a command there is nothing to run, and nothing was written.
      const outputs =
        command === "" ? { ...inputs, stdout: "", stderr: "" } : await run(command, inputs);
      return { id: `cmd-${v4()}`, outputs };
    },
    read(id, old) {
      // Nothing outside shows what a command did; so it is as it was, and cannot be imported.
      return Promise.resolve(old === undefined ? undefined : { ...old, id });
    },
    update(old, inputs) {
      const command = textAt(inputs, "update") || textAt(inputs, "create");
      const { stdout, stderr } = { stdout: "", stderr: "", ...old.outputs };
      return command === ""
        ? Promise.resolve({ ...inputs, stdout, stderr })
        : run(command, inputs, old.outputs);
    },
    async delete(old) {
      const command = textAt(old.inputs, "delete");
      if (command !== "") {
        await run(command, old.inputs, old.outputs);
      }
    },
  };
}

function previousOutput(inputs: Properties, previous: Properties | undefined): Environment {
  return previous === undefined || inputs["addPreviousOutputInEnv"] === false
    ? {}
    : {
        PULUMI_COMMAND_STDOUT: textAt(previous, "stdout"),
        PULUMI_COMMAND_STDERR: textAt(previous, "stderr"),
      };
}

function ownOf(inputs: Properties): Environment {
  const own = record(inputs, "environment");
  return Object.fromEntries(Object.keys(own).map((name) => [name, textAt(own, name)]));
}

function checkInterpreter(inputs: Properties): readonly CheckFailure[] {
  const interpreter = inputs["interpreter"];
  return Array.isArray(interpreter) && interpreter.length === 0
    ? [{ property: "interpreter", reason: '"interpreter" must name a program, or be left out.' }]
    : [];
}
