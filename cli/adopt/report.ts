/** What `adopt` says, for people and for programs. */
import { showText } from "../../components/rules/hiddenText";
import { showValue } from "../../components/rules/problem";
import type { OutputsSource } from "../outputs/outputsSource";
import { stackCommands } from "../stackCommands";
import type { Description } from "./description";
import type { Conflict } from "./mergeConfig";

/** What became of a description. */
export interface Outcome extends Description {
  readonly mode: "adopt" | "existing";
  /** The registration's. */
  readonly name: string;
  readonly clientId: string;
  readonly tenantId: string;
  /** The stack's file. */
  readonly file: string;
  readonly state: "written" | "as it was" | "dry run";
  /** Whether Pulumi knows the stack. */
  readonly isThere: boolean;
  /** Why it could not be seen whether the stack was deployed before; undefined: it was seen. */
  readonly unread: string | undefined;
  readonly source: OutputsSource;
  /** What relative folders start from. */
  readonly cwd: string;
}

const HEADINGS: Readonly<Record<Outcome["state"], (file: string) => string>> = {
  written: (file) => `Wrote "${file}"`,
  "as it was": (file) => `"${file}" says so already`,
  "dry run": (file) => `Nothing was written; "${file}" would get`,
};

/** The commands that come next, in order. */
function stepsOf({ mode, source, cwd, isThere }: Outcome): readonly string[] {
  const { create, preview, up, finish } = stackCommands(source, cwd);
  const steps = [
    isThere ? undefined : create,
    preview,
    up,
    ...(mode === "adopt" ? [finish, up] : []),
  ];
  return steps.filter((step) => step !== undefined);
}

/** For people, a line each. */
export function reportLines(outcome: Outcome): readonly string[] {
  const { config, imports, leftAlone, changes, warnings, unread, mode } = outcome;
  const parts = Object.keys(imports).length;
  const keys = Object.keys(config).join(", ");
  const imported = parts === 0 ? "" : `, with ${parts} import ids`;
  return [
    `The registration "${showText(outcome.name)}" (client id ${outcome.clientId}) of the tenant ${outcome.tenantId}.`,
    `${HEADINGS[outcome.state](outcome.file)}: ${keys}${imported}.`,
    ...section("Know first:", [
      ...warnings.map(({ text }) => showText(text)),
      ...(unread === undefined
        ? []
        : [`Whether the stack has a registration already was not seen: ${showText(unread)}`]),
    ]),
    ...section(
      "Left alone, as it is:",
      leftAlone.map(({ code, name, reason }) => {
        const [kind = "", why] = code.split(".");
        const what = why === undefined ? name : `${kind.replaceAll("-", " ")} "${name}"`;
        return `${showText(what)}: ${showText(reason)}.`;
      }),
    ),
    ...section(
      'The next "pulumi up" changes in the directory:',
      changes.length > 0
        ? changes.map(({ text }) => showText(text))
        : [mode === "adopt" ? "Nothing. It only imports." : "Nothing."],
    ),
    ...section("Next:", stepsOf(outcome)),
  ];
}

/** For programs: one JSON object. */
export function toJson(outcome: Outcome): string {
  const { config, imports, leftAlone, changes, warnings, file, state } = outcome;
  const next = stepsOf(outcome);
  const whole = { config, imports, leftAlone, changes, warnings, file, state, next };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** What the file says, and what the registration has, a line a key. */
export function conflictLines(conflicts: readonly Conflict[]): readonly string[] {
  return conflicts.map(({ key, written, found }) =>
    showText(
      `  "${key}" is ${showValue(written)}; the registration comes to ${found === undefined ? "the default" : showValue(found)}`,
    ),
  );
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}
