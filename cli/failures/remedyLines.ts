import type { Remedy } from "./failure";

/**
 * The lines of a remedy: what to do, commands alone on their line, and what else where that was
 * done already.
 */
export function remedyLines({ text, commands = [], otherwise }: Remedy): readonly string[] {
  return [text, ...commands, ...(otherwise === undefined ? [] : [`Done already? ${otherwise}`])];
}
