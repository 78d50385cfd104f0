/** The stack files of `examples`, as config. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import type { Config } from "./stackRun";

const FOLDER = path.join(__dirname, "..", "..", "examples");

/** Config by the name of its file, in order of name. */
export function readExamples(): Readonly<Record<string, Config>> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml"));
  return Object.fromEntries(
    names.sort().map((name) => {
      const file = parse(readFileSync(path.join(FOLDER, name), "utf8")) as { config: Config };
      const config = Object.entries(file.config).map(([key, value]) => [
        key.replace(/^management-api:/, ""),
        value,
      ]);
      return [name, Object.fromEntries(config) as Config];
    }),
  );
}
