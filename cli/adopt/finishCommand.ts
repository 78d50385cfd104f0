import { showText } from "../../components/rules/reading/hiddenText";
import { chooseFrom } from "../../components/rules/reading/suggestion";
import { isRecord } from "../../components/rules/reading/schema";
import { CliError } from "../cliError";
import type { Deps, StackOptions } from "../deps";
import { stackCommands } from "../stackCommands";
import { readStackFile } from "../stackFile";
import { placeOf } from "./adoptCommand";
import { readDeployed } from "../outputs/deployed";
import { withoutImports } from "./mergeConfig";

/** The options of `adopt --finish`. */
export interface FinishOptions extends StackOptions {
  readonly json: boolean;
}

/**
 * Takes the import ids out of a stack's file, once the stack has adopted the registration.
 *
 * @throws CliError "adopt.unfinished" before that, "stack-file.missing" where there is no such file;
 * nothing is written then.
 */
export async function finishCommand(options: FinishOptions, deps: Deps): Promise<void> {
  const { io } = deps;
  const { folder, stack } = placeOf(options, io.cwd);
  const file = await readStackFile(folder, stack);
  if (!file.isThere) {
    const others = [...(await file.others()).keys()];
    throw new CliError(
      "stack-file.missing",
      `There is no "${file.name}", so there is nothing to finish.`,
      others.length === 0
        ? []
        : [`For "--stack", ${chooseFrom(file.identity.stack, others.map(showText))}.`],
    );
  }
  const { registration } = file.config;
  const { deployCommand: up = "pulumi up" } = stackCommands(options.source, io.cwd);
  const isThere = isRecord(registration) && "imports" in registration;
  if (isThere) {
    const deployed = await readDeployed(options, deps);
    const { mode, clientId } = deployed.registration ?? {};
    const unread = deployed.state === "unread" ? deployed.failure?.message : undefined;
    const isOfStack = mode === "adopt" && clientId === registration["clientId"];
    const missing = isOfStack ? missingParts(registration, await deployed.resources()) : [];
    if (!isOfStack || missing.length > 0) {
      throw new CliError(
        "adopt.unfinished",
        missing.length > 0
          ? `The stack "${stack}" has not adopted these parts yet: ${missing.map((part) => `"${showText(part)}"`).join(", ")}.`
          : `The stack "${stack}" has not adopted the registration yet${unread === undefined ? "" : `, as far as can be seen: ${unread}`}.`,
        ["The import ids are needed for that:", up],
      );
    }
    await file.write(file.edited({ registration: withoutImports(registration) }));
  }
  const next = isThere ? [up] : [];
  if (options.json) {
    const whole = { file: file.name, state: isThere ? "written" : "as it was", next };
    io.out(`${JSON.stringify(whole, null, 2)}\n`);
    return;
  }
  io.out(
    isThere
      ? `Took the import ids out of "${file.name}". The next "pulumi up" changes nothing but what others have changed since:\n  ${up}\n`
      : `There is nothing to finish: "${file.name}" has no import ids.\n`,
  );
}

/** Parts with import ids that the stack's state lacks. */
function missingParts(
  { imports }: Readonly<Record<string, unknown>>,
  resources: readonly string[],
): readonly string[] {
  return Object.keys(isRecord(imports) ? imports : {}).filter(
    (part) => !resources.some((urn) => urn.endsWith(`::management-api-${part}`)),
  );
}
