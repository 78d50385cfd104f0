/** The steps of a run with their properties, as the CLI shows them with `--diff`. */
import { formatDifference } from "./difference";
import { INDENT, formatProperties, linesOf } from "./value";
import { WORDS, isHalf } from "./words";
import type { Result, Step, StepOperation } from "../events";
import type { Resource } from "../state/resource";
import { STACK_TYPE } from "../state/urn";

/**
 * The lines for everything that changes; a resource stands below its parent where that changes too.
 */
export function formatDetails({ plan }: Pick<Result, "plan">): readonly string[] {
  const shown = plan.filter(isShown);
  const urns = new Set(shown.map(({ urn }) => urn));
  const parents = new Map(plan.map((step) => [step.urn, (step.new ?? step.old)?.parent] as const));
  const depthOf = (urn: string): number => {
    const parent = parents.get(urn);
    if (parent === undefined) return 0;
    return depthOf(parent) + (urns.has(parent) ? 1 : 0);
  };
  return shown.flatMap((step) => formatStep(step, depthOf(step.urn)));
}

function isShown({ op, type, found }: Step): boolean {
  if (isHalf(op)) return false;
  if (op === "refresh") return found !== "same";
  return op !== "same" || type === STACK_TYPE;
}

function formatStep(step: Step, depth: number): readonly string[] {
  const { op, type, urn, old, new: wanted } = step;
  const indent = INDENT.repeat(depth + 1);
  const id = op === "create" ? undefined : (old?.id ?? wanted?.id);
  const provider = (wanted ?? old)?.provider;
  return [
    `${INDENT.repeat(depth)}${WORDS[op].sign}${type}: (${op})`,
    ...(id === undefined ? [] : [`${indent}[id=${id}]`]),
    `${indent}[urn=${urn}]`,
    ...(provider === undefined ? [] : [`${indent}[provider=${provider}]`]),
    ...linesOf(formatStepProperties(op, old, wanted, depth + 1)),
  ];
}

function formatStepProperties(
  op: StepOperation,
  old: Resource | undefined,
  wanted: Resource | undefined,
  depth: number,
): readonly string[] {
  if (op === "same") return [];
  if (wanted === undefined) return formatProperties(old?.inputs ?? {}, depth);
  return old === undefined
    ? formatProperties(wanted.inputs, depth)
    : formatDifference(old.inputs, wanted.inputs, depth);
}
