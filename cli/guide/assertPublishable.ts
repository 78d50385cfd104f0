import { hiddenIn } from "../../components/rules/reading/hiddenText";
import { CliError } from "../cliError";
import { secretIn } from "../secrets";

/**
 * Refuses what a guide must not show, wherever in the input it stands: secrets, because the page is
 * handed round, and hidden characters, because what people copy must be what they see.
 *
 * @param input plain data; `name` is what messages call it.
 * @throws CliError "guide.secret" or "guide.hidden-text", which names the place and never shows the
 * value.
 */
export function assertPublishable(input: unknown, name: string): void {
  for (const { path, text } of texts(input, name)) {
    const secret = secretIn(text);
    if (secret !== undefined) {
      throw new CliError(
        "guide.secret",
        `"${path}" holds something that looks like ${secret}: a guide is for everybody and must hold none.`,
        ["Take it out of the stack's outputs. If it is real, it has been seen: revoke it."],
      );
    }
    const hidden = hiddenIn(text);
    if (hidden !== undefined) {
      throw new CliError(
        "guide.hidden-text",
        `"${path}" holds the character ${hidden}, which people do not see: what they copy must be what they see.`,
        ["Write the text anew, on one line and without such characters."],
      );
    }
  }
}

/** Every text in the data, names of properties included, with the path to it. */
function* texts(
  value: unknown,
  path: string,
): Generator<{ readonly path: string; readonly text: string }> {
  if (typeof value === "string") yield { path, text: value };
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const inside = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    yield { path: `a name in ${path}`, text: key };
    yield* texts(item, inside);
  }
}
