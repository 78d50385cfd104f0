/**
 * Recordings of the real tools: Pulumi CLI 3.248.0 with its Node language host, azuread provider
 * 6.9.1 and command provider 1.2.1 ran this project's own program against the emulated directory,
 * config after config on one stack.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "../support/stackRun";

/** One edit of the config and what came of it. */
export interface Recording {
  /** "NN-what". */
  readonly name: string;
  readonly config: Config;
  readonly changeSummary: Readonly<Record<string, number>>;
  /**
   * The steps of `pulumi preview --json`: operation, URN without stack and project, reasons as JSON
   * if there are any.
   */
  readonly steps: readonly string[];
  /** `pulumi stack output --json` after the `up`. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Requests to Microsoft Graph of the preview and of the `up`, as `requestLines` writes them. */
  readonly requests: { readonly preview: readonly string[]; readonly up: readonly string[] };
  /** What `pulumi up --yes --skip-preview` printed, line by line, without its spinner. */
  readonly screen: readonly string[];
}

const FOLDER = path.join(__dirname, "fixtures");
const PLAN = ".plan.json";

/** Reads all recordings, in their order. */
export function readRecordings(): readonly Recording[] {
  const names = readdirSync(FOLDER).flatMap((file) =>
    file.endsWith(PLAN) ? [file.slice(0, -PLAN.length)] : [],
  );
  return names.sort().map((name) => {
    const plan = JSON.parse(readFileSync(path.join(FOLDER, `${name}${PLAN}`), "utf8")) as Omit<
      Recording,
      "name" | "screen" | "requests"
    >;
    const requests = JSON.parse(
      readFileSync(path.join(FOLDER, `${name}.requests.json`), "utf8"),
    ) as Recording["requests"];
    const printed = readFileSync(path.join(FOLDER, `${name}.up.txt`), "utf8");
    const lines = printed
      .replace(/\n$/, "")
      .split("\n")
      .map((line) => line.trimEnd());
    return { name, ...plan, requests, screen: lines.filter((line) => !line.startsWith("@ ")) };
  });
}
