/** command:local:Command: a command line that is run when a resource is made and changed. */
import { v4 } from "uuid";

import type { Properties, ResourceType } from "../../engine/provider";
import { checkInputs } from "../schema/checkInputs";
import { compareInputs } from "../schema/compareInputs";
import {
  any,
  listOf,
  mapOfTexts,
  replaces,
  text,
  unimplemented,
  type Fields,
} from "../schema/fields";
import { oneOf } from "../schema/rules";
import { record, text as textAt } from "../values";
import { runCommand } from "./runCommand";

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

const fields: Fields = {
  addPreviousOutputInEnv: unimplemented(),
  archivePaths: unimplemented(),
  assetPaths: unimplemented(),
  create: text(),
  delete: unimplemented(),
  dir: unimplemented(),
  environment: mapOfTexts(),
  interpreter: unimplemented(),
  // How much the live log shows; the embedded engine shows nothing of a command's output.
  logging: text(oneOf("stdout", "stderr", "stdoutAndStderr", "none")),
  stdin: unimplemented(),
  triggers: replaces(listOf(any())),
  update: unimplemented(),
};

/**
 * The resource type. Its outputs are its inputs and what the command wrote to "stdout" and "stderr"
 * the last time. Unlike the real one, it tells a command nothing of its output before.
 *
 * @param environment what commands see beside their own `environment`: the engine's.
 */
export function localCommand(environment: Environment): ResourceType {
  async function run(inputs: Properties): Promise<Properties> {
    const own = record(inputs, "environment");
    const { stdout, stderr } = await runCommand(textAt(inputs, "create"), {
      ...environment,
      ...Object.fromEntries(Object.keys(own).map((name) => [name, textAt(own, name)])),
    });
    return { ...inputs, stdout, stderr };
  }

  return {
    token: "command:local:Command",
    computed: ["stderr", "stdout"],
    spreadsSecrets: true,
    recomputed: Object.fromEntries(Object.keys(fields).map((name) => [name, ["stderr", "stdout"]])),
    check: (inputs) => checkInputs("command.local.Command", fields, inputs),
    diff: (old, inputs) => compareInputs(fields, inputs, old.inputs),
    create: async (inputs) => ({ id: `cmd-${v4()}`, outputs: await run(inputs) }),
    read(id, old) {
      // Nothing outside shows what a command did; so it is as it was, and cannot be imported.
      return Promise.resolve(old === undefined ? undefined : { ...old, id });
    },
    update: (_, inputs) => run(inputs),
    // Nothing is run without "delete".
    delete: () => Promise.resolve(),
  };
}
