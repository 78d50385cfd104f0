import { parseManagementApi } from "../../components/rules/config";
import { stackOutputs } from "../../components/rules/outputs";
import { withoutTokens } from "../az/azFailure";
import { CliError } from "../cliError";
import type { Deps, StackOptions } from "../deps";
import type { ExplainedStack } from "../explain/explanation";
import { isNamed } from "../outputs/outputsSource";
import { readStack } from "../outputs/readStack";
import { describeExplained } from "./describeExplained";

/** The options of `doctor --error`. */
export interface ExplainOptions extends StackOptions {
  readonly text: string;
  readonly json: boolean;
}

/** Explains a pasted error in the stack's terms, or in general ones where no stack was named and none is there. Reads outputs and asks nobody. @returns whether it is known. */
export async function explainCommand(options: ExplainOptions, deps: Deps): Promise<boolean> {
  const { io } = deps;
  const stack = await stackOrPlaceholders(options, deps);
  const described = describeExplained(options.text, stack);
  if (options.json) {
    io.out(`${JSON.stringify(described, null, 2)}\n`);
  } else {
    const { id, summary, remedy, links } = described;
    io.out(
      `${[
        `${id === undefined ? "" : `${id}: `}${summary}`,
        `Fix: ${remedy.text}`,
        ...(remedy.commands ?? []).map((command) => `  ${command}`),
        ...links.map((link) => `See: ${link}`),
      ].join("\n")}\n`,
    );
    if (withoutTokens(options.text) !== options.text) {
      io.talk(
        "The text holds a token. Whoever sees it can use it until it ends: do not paste it elsewhere.",
      );
    }
  }
  return described.id !== undefined;
}

async function stackOrPlaceholders(options: ExplainOptions, deps: Deps): Promise<ExplainedStack> {
  try {
    return await readStack(options.source, { ...deps, timeoutMs: options.timeoutMs });
  } catch (error) {
    if (!(error instanceof CliError) || isNamed(options.source)) throw error;
    deps.io.talk(
      `No stack was found, so ids are left open. (${error.message.split("\n")[0] ?? ""})`,
    );
    return { outputs: placeholders() };
  }
}

/** The outputs of the default stack, with names in place of its ids. */
function placeholders(): ExplainedStack["outputs"] {
  const parsed = parseManagementApi({}, { project: "management-api", stack: "<stack>" });
  if (!parsed.ok) throw new Error("the defaults of the config break its rules");
  return stackOutputs(parsed.value, {
    clientId: "<client-id>",
    tenantId: "<tenant-id>",
    registration: "<object-id>",
    servicePrincipal: "<object-id>",
    producers: undefined,
    consent: [],
    cloud: "public",
  });
}
