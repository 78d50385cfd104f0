/** What each step of a stack's life asks of the directory, next to what the real tools were recorded to ask. */
import type { Result } from "../../sandbox/engine";
import { type Config, startStack, type StackRun } from "../../test/support/stackRun";
import { probeVariables } from "../installProbe";
import { RECORDED, type StepKey } from "../recorded";
import { expectSuccess } from "../success";
import { withVariables } from "../variables";

/** A step's requests. Neither figure has sign-ins in it. */
export interface StepMeasure {
  readonly name: string;
  readonly requests: number;
  /** What the real tools sent for the same, without the look-up that the program here does not need. */
  readonly recorded: number;
}

interface Step {
  readonly key: StepKey;
  /** What it changes of the config that the steps before left. */
  readonly config?: Config;
  readonly run: (stack: StackRun) => Promise<Result>;
}

const up = (stack: StackRun): Promise<Result> => stack.up(false);
const scopes = (text: string, ...others: readonly string[]) => ({
  scopes: [
    { value: "access_as_producer", adminConsentDisplayName: text },
    ...others.map((value) => ({ value })),
  ],
});
const roles = (...values: readonly string[]) => ({ appRoles: values.map((value) => ({ value })) });

const STEPS: readonly Step[] = [
  { key: "create", config: { ...scopes("Access"), ...roles("Access.All") }, run: up },
  { key: "noChange", run: up },
  { key: "refresh", run: (stack) => stack.up(true) },
  { key: "consentText", config: scopes("Other"), run: up },
  { key: "addScope", config: scopes("Other", "read"), run: up },
  { key: "addClient", config: { clients: ["azureCli", "azurePowerShell"] }, run: up },
  { key: "rename", config: { displayName: "Renamed" }, run: up },
  { key: "removeScope", config: scopes("Other"), run: up },
  { key: "removeClient", config: { clients: ["azureCli"] }, run: up },
  { key: "addRole", config: roles("Access.All", "Access.Read"), run: up },
  { key: "removeRole", config: roles("Access.All"), run: up },
  { key: "refreshPreview", run: (stack) => stack.preview(true) },
  {
    key: "refreshUp",
    config: { displayName: "Again renamed" },
    run: (stack) => stack.up(true),
  },
  { key: "destroy", run: (stack) => stack.destroy() },
];

/**
 * Takes one stack through the steps and counts.
 *
 * @param probe for the programs, so that none outlives an interrupted run.
 * @param most how many of the steps, from the first.
 */
export async function measureSteps(
  probe: string,
  most: number | undefined,
  onStep: (name: string) => void,
): Promise<readonly StepMeasure[]> {
  const variables = probeVariables(probe, `${probe}.json`);
  const stack = await withVariables(variables, () => startStack());
  const measures: StepMeasure[] = [];
  let config: Config = {};
  try {
    for (const step of STEPS.slice(0, most)) {
      onStep(RECORDED[step.key].name);
      config = { ...config, ...step.config };
      await stack.configure(config);
      const before = stack.directory.journal.length;
      expectSuccess(await step.run(stack));
      const requests = stack.directory.journal
        .slice(before)
        .filter(({ url }) => !url.endsWith("/oauth2/v2.0/token"));
      const { name, requests: all, overhead } = RECORDED[step.key];
      measures.push({ name, requests: requests.length, recorded: all - overhead });
    }
    return measures;
  } finally {
    await stack.close();
  }
}
