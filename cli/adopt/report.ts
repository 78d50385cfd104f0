/** What `adopt` says, for people and for programs. */
import { showText } from "../../components/rules/reading/hiddenText";
import { CONFIG_KEYS, DEFAULTS, KEYS } from "../../components/rules/keys";
import { showValue } from "../../components/rules/reading/problem";
import { isRecord } from "../../components/rules/reading/schema";
import type { StackCommands } from "../outputs/outputsSource";
import { when } from "../when";
import type { Description } from "./description";
import type { Conflict } from "./mergeConfig";

/** What became of a description. */
export interface Adoption extends Description {
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
  readonly commands: StackCommands;
}

const HEADINGS: Readonly<Record<Adoption["state"], (file: string) => string>> = {
  written: (file) => `Wrote "${file}"`,
  "as it was": (file) => `"${file}" says so already`,
  "dry run": (file) => `Nothing was written; "${file}" would get`,
};

/** The commands that come next, in order. */
function stepsOf({ imports, commands, isThere }: Adoption): readonly string[] {
  const { createCommand, previewCommand, deployCommand, finishCommand } = commands;
  const steps = [
    isThere ? undefined : createCommand,
    previewCommand,
    deployCommand,
    ...when(Object.keys(imports).length > 0, finishCommand, deployCommand),
  ];
  return steps.filter((step) => step !== undefined);
}

/** For people, a line each. */
export function reportLines(adoption: Adoption): readonly string[] {
  const { config, imports, leftAlone, changes, warnings, mode } = adoption;
  const parts = Object.keys(imports).length;
  const keys = Object.keys(config).join(", ");
  const imported = parts === 0 ? "" : `, with ${parts} import ids`;
  const lines = [
    `The registration "${adoption.name}" (client id ${adoption.clientId}) of the tenant ${adoption.tenantId}.`,
    `${HEADINGS[adoption.state](adoption.file)}: ${keys}${imported}.`,
    ...section(
      "Know first:",
      warnings.map(({ text }) => text),
    ),
    ...section(
      "Left alone, as it is:",
      leftAlone.map(({ code, name, reason }) => {
        const [kind = "", why] = code.split(".");
        const what = why === undefined ? name : `${kind.replaceAll("-", " ")} "${name}"`;
        return `${what}: ${reason}.`;
      }),
    ),
    ...section(
      'The next "pulumi up" changes in the directory:',
      changes.length > 0
        ? changes.map(({ text }) => text)
        : [mode === "adopt" ? "Nothing. It only imports." : "Nothing."],
    ),
    ...section("Next:", stepsOf(adoption)),
  ];
  return lines.map(showText);
}

/** For programs: one JSON object. */
export function toJson(adoption: Adoption): string {
  const { config, imports, leftAlone, changes, warnings, file, state } = adoption;
  const next = stepsOf(adoption);
  const whole = { config, imports, leftAlone, changes, warnings, file, state, next };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** What the file says, and what the registration has: the first place of each key that differs. */
export function conflictLines(
  conflicts: readonly Conflict[],
  mode: Adoption["mode"],
): readonly string[] {
  const lines = conflicts.map(({ key, written, found }) => {
    if (!CONFIG_KEYS.includes(key)) {
      return `  "${key}" is ${showValue(written)}; it is not a setting of this program`;
    }
    if (mode === "adopt" && KEYS_REFUSED.includes(key)) {
      return `  "${key}" is ${showValue(written)}; it must be left out in mode adopt`;
    }
    const [place, here, there] = firstDifference(key, written, found ?? DEFAULTS[key]);
    const has = there === undefined ? "has none" : `comes to ${showValue(there)}`;
    return `  "${place}" is ${showValue(here)}; the registration ${has}`;
  });
  return lines.map(showText);
}

const KEYS_REFUSED = Object.entries<{ readonly notAdopted?: string }>(KEYS).flatMap(
  ([key, { notAdopted }]) => (notAdopted === undefined ? [] : [key]),
);

/** Where two values of a key differ first: two long lists may begin alike. */
function firstDifference(
  place: string,
  here: unknown,
  there: unknown,
): readonly [place: string, here: unknown, there: unknown] {
  const isList = Array.isArray(here) && Array.isArray(there);
  if (!isList && !(isRecord(here) && isRecord(there))) return [place, here, there];
  const [a, b] = [here as Fields, there as Fields];
  const name = Object.keys({ ...a, ...b }).find(
    (each) => JSON.stringify(a[each]) !== JSON.stringify(b[each]),
  );
  if (name === undefined) return [place, here, there];
  const inside = isList ? `${place}[${name}]` : `${place}.${name}`;
  return firstDifference(inside, a[name], b[name]);
}

type Fields = Readonly<Record<string, unknown>>;

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}
