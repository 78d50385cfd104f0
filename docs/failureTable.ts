/**
 * The README's table of troubleshooting, from the catalogue of failures. To write it anew: print
 * it, and put it in the place of the old one.
 */
import { CATALOGUE } from "../cli/failures/catalogue";
import type { Failure } from "../cli/failures/failure";
import { SILENCE } from "../cli/failures/message";
import { placeholderStack } from "../cli/failures/placeholders";

/** What stands for a command: the name of an output of every stack, or the command itself. */
function nameOf(command: string): string {
  const { loginCommand, tokenCommand } = placeholderStack().outputs;
  const names = new Map([
    [loginCommand, "loginCommand"],
    [tokenCommand, "tokenCommand"],
  ]);
  return `\`${names.get(command) ?? command}\``;
}

/** As people see it: codes, words, or a status. */
function seen({ code, codes, name }: Failure): string {
  const status = /^HTTP (\d+)$/.exec(code)?.[1];
  if (status !== undefined) return `${status} from the API`;
  return name === undefined ? codes.join(", ") : `\`${name}\``;
}

/** The rows: what is seen, why, what to do. */
export function failureRows(): readonly (readonly string[])[] {
  const found = { ...placeholderStack(), message: SILENCE };
  return CATALOGUE.filter(({ shownIn }) => shownIn?.includes("readme") === true).map((failure) => {
    const { text, commands = [] } = failure.remedy(found);
    const run = commands.length === 0 ? "" : ` Run ${commands.map(nameOf).join(", then ")}.`;
    return [seen(failure), failure.title, `${text.replaceAll("<", "&lt;")}${run}`];
  });
}
