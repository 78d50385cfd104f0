import { LIMITS } from "../components/rules/reading/limits";
import { CliError } from "./cliError";

/**
 * Reads text to its end: UTF-8, or what its byte order mark says. Windows PowerShell's ">" writes
 * UTF-16.
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
  const bytes = Buffer.concat(chunks);
  const mark = bytes.toString("hex", 0, 2);
  const encoding = mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
