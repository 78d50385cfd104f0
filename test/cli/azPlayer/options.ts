/**
 * Command lines of az: words, and the options that a played command knows. Everything else is
 * refused by name.
 */
import { NotPlayed } from "./azError";

/** What a command was given. */
export interface Options {
  /** The value of an option that must be there. */
  readonly need: (name: string) => string;
  /** The value of an option, if it was given. */
  readonly find: (name: string) => string | undefined;
  readonly has: (name: string) => boolean;
  /** Whether nothing is to be printed: "--output none". */
  readonly isSilent: boolean;
}

/** The options of one command by name. "flag": it has no value. */
export type KnownOptions = Readonly<Record<`--${string}`, "value" | "flag">>;

const OUTPUT = "--output";
const EVERYWHERE: KnownOptions = { [OUTPUT]: "value" };

/** The words before the first option: the command's name. */
export function commandName(args: readonly string[]): string {
  const end = args.findIndex((arg) => arg.startsWith("-"));
  return args.slice(0, end === -1 ? args.length : end).join(" ");
}

/**
 * Reads the options after the name. @throws NotPlayed for an option or an output form that is not
 * played.
 */
export function readOptions(args: readonly string[], known: KnownOptions): Options {
  const name = commandName(args);
  const given = new Map<string, string>();
  const words = args.slice(name.split(" ").length);
  while (words.length > 0) {
    const option = (words.shift() ?? "").replace(/^-o$/, OUTPUT);
    const kind = { ...EVERYWHERE, ...known }[option as keyof KnownOptions];
    if (kind === undefined) throw new NotPlayed(`"${option}" of "az ${name}"`);
    given.set(option, kind === "flag" ? "" : (words.shift() ?? ""));
  }
  const output = given.get(OUTPUT) ?? "json";
  if (!["json", "none"].includes(output)) throw new NotPlayed(`the output form "${output}"`);
  return {
    need: (option) => {
      const value = given.get(option);
      if (value === undefined) throw new NotPlayed(`"az ${name}" without "${option}"`);
      return value;
    },
    find: (option) => given.get(option),
    has: (option) => given.has(option),
    isSilent: output === "none",
  };
}

/**
 * The words of a printed command: bare, or between double quotes (`formatCommand` writes no
 * others).
 */
export function splitCommand(line: string): readonly string[] {
  const words = line.match(/"[^"]*"|[^\s"]+/g) ?? [];
  // What a shell would change: what stands between double quotes is safe but for these.
  const isShells = /[$`!]|\\\\/.test(line) || /[^\w./:=+ -]/.test(line.replace(/"[^"]*"/g, ""));
  if (words.join(" ") !== line || isShells) {
    throw new NotPlayed(`a shell that reads ${JSON.stringify(line)}`);
  }
  return words.map((word) => word.replace(/^"|"$/g, ""));
}

/**
 * The text of `--body` as az reads it: JSON, or a Python literal. @throws NotPlayed for anything
 * else.
 */
export function readLiteral(text: string): unknown {
  const json = text
    // Strings first, so that nothing inside them is taken for something else.
    .replace(/'((?:[^'\\]|\\.)*)'|\b(None|True|False)\b/g, (_, string?: string, word?: string) =>
      string === undefined
        ? ({ None: "null", True: "true", False: "false" }[word ?? ""] ?? "")
        : JSON.stringify(unescapePython(string)),
    );
  try {
    return JSON.parse(json);
  } catch {
    throw new NotPlayed(`the body ${text}`);
  }
}

function unescapePython(text: string): string {
  return text.replace(/\\(?:x(..)|u(.{4})|U(.{8}))/g, (_, ...codes: readonly unknown[]) => {
    const code = codes.slice(0, 3).find((each) => typeof each === "string");
    return String.fromCodePoint(Number.parseInt(code ?? "", 16));
  });
}
