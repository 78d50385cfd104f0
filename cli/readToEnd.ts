import { LIMITS } from "../components/rules/limits";
import { CliError } from "./cliError";

/**
 * Reads text to its end.
 *
 * @throws CliError "input.too-large" after {@link LIMITS.input} bytes: an endless pipe must not
 * fill the memory.
 */
export async function readToEnd(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > LIMITS.input) {
      throw new CliError("input.too-large", `The input has more than ${LIMITS.input} bytes.`, [
        "Give the token, the error or the outputs alone.",
      ]);
    }
  }
  return Buffer.concat(chunks).toString("utf8");
}
