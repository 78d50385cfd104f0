/**
 * What a preview and an `up` came to, in a form to compare from run to run and with the recordings.
 */
import { makeDisplay, previewJson, type Result } from "../../sandbox/engine";
import type { StackRun } from "../support/stackRun";

/**
 * What a preview and a deployment came to, ready to compare: ids by their role, times blanked,
 * sorted where order is free.
 */
export type Outcome = Readonly<Record<string, unknown>>;

/** Gives the ids that differ from run to run the names of what they belong to. */
export class Roles {
  readonly #roles = new Map<string, string>();

  /**
   * Reads a stack's outputs. The group of a later run is another one than that of an earlier run.
   */
  learn({ clientId, objectIds }: Readonly<Record<string, unknown>>): void {
    for (const [role, id] of Object.entries({ ...(objectIds as object), clientId })) {
      if (!this.#roles.has(String(id))) this.#roles.set(String(id), `<${role}>`);
    }
  }

  name(text: string): string {
    return [...this.#roles].reduce((named, [id, role]) => named.replaceAll(id, role), text);
  }
}

/** The steps of a preview, in the form of the recordings. */
export function stepsOf(result: Result): readonly string[] {
  return stepsIn(JSON.stringify(previewJson(result)));
}

/** The steps in what `pulumi preview --json` prints, in the form of the recordings. */
export function stepsIn(json: string): readonly string[] {
  const { steps } = JSON.parse(json) as {
    readonly steps: readonly {
      readonly op: string;
      readonly urn: string;
      readonly diffReasons?: unknown;
      readonly replaceReasons?: unknown;
    }[];
  };
  return steps.map(({ op, urn, diffReasons, replaceReasons }) =>
    [
      `${op} ${urn.replace("urn:pulumi:dev::management-api::", "")}`,
      ...[diffReasons, replaceReasons].flatMap((each) =>
        each === undefined ? [] : [JSON.stringify(each)],
      ),
    ].join(" "),
  );
}

/** 0: the refresh, 1: the stack, 2: what the program declares, 3: what it no longer does. */
export function phasesOf(steps: readonly string[]): readonly number[] {
  return steps.map((step) => {
    if (step.startsWith("refresh ")) return 0;
    if (step.includes(" pulumi:pulumi:Stack::")) return 1;
    return step.startsWith("delete ") ? 3 : 2;
  });
}

/** Steps with their phase in front, sorted: in a phase they run side by side. */
export function inPhases(steps: readonly string[]): readonly string[] {
  const phases = phasesOf(steps);
  return steps.map((step, index) => `${phases[index] ?? ""} ${step}`).sort();
}

export function screenOf({ events }: StackRun): readonly string[] {
  const lines: string[] = [];
  const display = makeDisplay((line) => lines.push(line));
  for (const event of events) display(event);
  return lines;
}

export function outcomeOf(
  outputs: Readonly<Record<string, unknown>>,
  screen: readonly string[],
  roles: Roles,
): Outcome {
  const start = screen.indexOf("Outputs:");
  const end = screen.indexOf("Resources:");
  const plain = (lines: readonly string[]): readonly string[] =>
    roles
      .name(lines.join("\n"))
      .replace(/\d+(\.\d\d)?s(?=\)|$)/gm, "…")
      .split("\n");
  return {
    ...leavesOf("output ", JSON.parse(roles.name(JSON.stringify(outputs))) as object),
    progress: [...plain(screen.slice(0, start))].sort(),
    counts: plain(screen.slice(end)),
  };
}

/** The values in maps, maps in maps included, by their path. */
function leavesOf(path: string, map: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, value]: [string, unknown]) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(leavesOf(`${path}${key}.`, value))
        : [[`${path}${key}`, value]],
    ),
  );
}

/** The lines of a screen that show outputs. */
export function outputsOn(screen: readonly string[]): readonly string[] {
  return screen.slice(screen.indexOf("Outputs:") + 1, screen.indexOf("Resources:") - 1);
}
