/** `Pulumi.<stack>.yaml`: read, and edited so that comments and order stay. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type Document, isMap, parseDocument } from "yaml";
import { showText } from "../components/rules/reading/hiddenText";
import type { StackIdentity } from "../components/rules/ids";
import { isRecord } from "../components/rules/reading/schema";
import { CliError, UsageError } from "./cliError";
import { writeWhole } from "./writeWhole";

/** A stack's config file. */
export interface StackFile {
  /** How people call it: `Pulumi.dev.yaml`. */
  readonly name: string;
  /** The stack that it is of. */
  readonly identity: StackIdentity;
  /** The program's own keys, without their namespace, as YAML has them. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Keys of all namespaces, in full. */
  readonly all: Readonly<Record<string, unknown>>;
  /** Its text as it is; empty where it is not there. */
  readonly text: string;
  readonly isThere: boolean;
  /** The texts of the other stacks' files of the project, by stack. */
  readonly others: () => Promise<ReadonlyMap<string, string>>;
  /** Its text with some of the program's own keys changed; undefined takes one out. */
  edited(changes: Readonly<Record<string, unknown>>): string;
  /** Replaces it. @throws CliError "stack-file.unwritable"; it is as before then. */
  write(text: string): Promise<void>;
}

/** Pulumi's own rule: https://www.pulumi.com/docs/iac/concepts/stacks/#create-stack. */
const NAME = /^[A-Za-z0-9_.-]{1,100}$/;

/**
 * Reads the file of a stack, which need not be there yet.
 *
 * @param folder of `Pulumi.yaml`.
 * @param stack its name, as Pulumi takes it: with or without organization and project.
 * @throws CliError "stack-file.…"; UsageError for a name that Pulumi does not take.
 */
export async function readStackFile(folder: string, stack: string): Promise<StackFile> {
  const short = stack.split("/").at(-1) ?? "";
  if (!NAME.test(short)) {
    throw new UsageError(
      `"--stack" is ${JSON.stringify(showText(stack))}: it must be at most 100 letters, digits, "_", "." and "-"`,
    );
  }
  const { project, configFolder } = await readProject(folder);
  const name = `Pulumi.${short}.yaml`;
  const file = path.resolve(folder, configFolder, name);
  const found = await readText(file, name);
  const text = found ?? "";
  const all = configOf(parse(text, name), name);
  const prefix = `${project}:`;
  return {
    name,
    identity: { project, stack: short },
    config: Object.fromEntries(
      Object.entries(all)
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value]),
    ),
    all,
    text,
    isThere: found !== undefined,
    others: () => readOthers(path.dirname(file), name),
    edited(changes) {
      const document = parse(text, name);
      if (!isMap(document.getIn(["config"]))) document.setIn(["config"], document.createNode({}));
      for (const [key, value] of Object.entries(changes)) {
        const place = ["config", `${prefix}${key}`];
        if (value === undefined) document.deleteIn(place);
        else document.setIn(place, document.createNode(value));
      }
      return print(document, text, name);
    },
    write: (next) => writeWhole(file, next, { name, code: "stack-file.unwritable" }),
  };
}

/** What cannot be read says nothing. */
async function readOthers(folder: string, own: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(
    names.sort().map(async (name) => {
      const stack = /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1];
      if (stack === undefined || name === own) return [];
      const text = await readText(path.join(folder, name), name).catch(() => undefined);
      return [[stack, text ?? ""] as const];
    }),
  );
  return new Map(texts.flat());
}

async function readProject(
  folder: string,
): Promise<{ readonly project: string; readonly configFolder: string }> {
  const name = "Pulumi.yaml";
  const text = await readText(path.join(folder, name), name);
  if (text === undefined) {
    throw new CliError(
      "stack-file.missing",
      `There is no "${name}" in "${showText(folder)}": it is no Pulumi project.`,
      ['Name the project\'s folder with "--cwd".'],
    );
  }
  const project = dataOf(parse(text, name), name);
  if (!isRecord(project) || typeof project["name"] !== "string") {
    throw broken(name, 'it must have a "name"');
  }
  const { name: projectName, stackConfigDir } = project;
  const configFolder = typeof stackConfigDir === "string" ? stackConfigDir : "";
  return { project: projectName, configFolder };
}

/** @returns undefined where there is no such file. */
async function readText(file: string, name: string): Promise<string | undefined> {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof TypeError) throw broken(name, "it is no UTF-8 text");
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT") return undefined;
    throw broken(name, `it cannot be read (${code})`);
  }
}

function parse(text: string, name: string): Document {
  // Pulumi reads YAML 1.1, where more than in 1.2 is no text without quotes, such as "1_000".
  const document = parseDocument(text, { compat: "yaml-1.1" });
  const [error] = document.errors;
  if (error !== undefined) {
    const why =
      error.code === "MULTIPLE_DOCS"
        ? "it holds several documents, and Pulumi reads one"
        : // What follows quotes the file.
          `it is no YAML: ${showText(error.message.split("\n")[0] ?? "")}`;
    throw broken(name, why);
  }
  return document;
}

function configOf(document: Document, name: string): Readonly<Record<string, unknown>> {
  const { contents } = document;
  if (contents === null) return {};
  if (!isMap(contents)) throw broken(name, "it must hold keys and values");
  const whole = dataOf(document, name);
  const config = isRecord(whole) ? (whole["config"] ?? {}) : {};
  if (!isRecord(config)) throw broken(name, '"config" in it must hold keys and values');
  return config;
}

function dataOf(document: Document, name: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // Aliases that grow beyond measure.
    throw broken(name, `it is no config: ${error instanceof Error ? error.message : ""}`);
  }
}

function print(document: Document, before: string, name: string): string {
  let after: string;
  try {
    after = document.toString({
      lineWidth: 0,
      // As the file has its lists.
      indentSeq: !/^( *)[^\s#-][^\n]*:\s*\n\1- /m.test(before),
      flowCollectionPadding: !/[[{]\S/.test(before),
    });
  } catch {
    throw broken(name, "another value refers, by an alias, to one that would be replaced");
  }
  return before.includes("\r\n") ? after.replaceAll(/\r?\n/g, "\r\n") : after;
}

function broken(name: string, why: string): CliError {
  return new CliError("stack-file.broken", `"${name}" cannot be used: ${why}.`, [
    "Correct it; nothing was written.",
  ]);
}
