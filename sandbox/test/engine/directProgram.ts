/**
 * Declares a scenario without a program: what the SDK would send is handed to the engine directly,
 * in milliseconds. Each resource waits for those that it refers to; there are no aliases of
 * parents, which the SDK works out.
 */
import type { Goal } from "../../engine/state/resource";
import { UNKNOWN, makeSecret, type StateProperties, type StateValue } from "../../engine";
import type { ProgramRun, Registered } from "../../engine/program/programRun";
import type { Scenario, ScenarioResource } from "./scenario";

const STACK = "pulumi:pulumi:Stack";
const REFERENCE = /^\$\{([^.]+)\.([^.]+)\}$/;
const PLAIN: Goal = {
  type: "",
  name: "",
  custom: true,
  inputs: {},
  dependencies: [],
  propertyDependencies: {},
  protect: false,
  ignoreChanges: [],
  replaceOnChanges: [],
  additionalSecretOutputs: [],
  aliases: [],
  version: "",
};

/** Declares all of a scenario. @returns when the engine has done everything, or has stopped. */
export async function declare(engine: ProgramRun, scenario: Scenario): Promise<void> {
  const stack = await engine.register({
    ...PLAIN,
    type: STACK,
    name: "scenario-dev",
    custom: false,
  });
  const made = new Map<string, Promise<Registered>>();
  for (const spec of scenario.resources ?? []) made.set(spec.name, registerOne(engine, spec, made));
  const all = await Promise.allSettled(made.values());
  if (all.some(({ status }) => status === "rejected")) return;
  const outputs = await resolveAll(scenario.outputs ?? {}, made);
  await engine.registerOutputs(stack.urn, outputs.values);
  await engine.finish();
}

async function registerOne(
  engine: ProgramRun,
  spec: ScenarioResource,
  made: ReadonlyMap<string, Promise<Registered>>,
): Promise<Registered> {
  const { parent, deletedWith, dependsOn = [], import: importId, ...options } = spec.options ?? {};
  const urnOf = async (name: unknown): Promise<string | undefined> =>
    typeof name === "string" ? (await made.get(name))?.urn : undefined;
  // Of the made-up types only: others refuse what they do not know.
  const named = spec.type?.startsWith("test:") === false ? {} : { name: spec.name };
  const { values, urns } = await resolveAll({ ...named, ...spec.props }, made);
  const explicit = await Promise.all(dependsOn.map(urnOf));
  const goal: Goal = {
    ...PLAIN,
    ...options,
    type: spec.kind === "group" ? "test:index:Group" : (spec.type ?? "test:index/thing:Thing"),
    name: spec.name,
    custom: spec.kind !== "group",
    parent: await urnOf(parent),
    deletedWith: await urnOf(deletedWith),
    importId: typeof importId === "string" ? importId : undefined,
    inputs: spec.kind === "group" ? {} : values,
    dependencies: [...Object.values(urns).flat(), ...explicit.filter((urn) => urn !== undefined)],
    propertyDependencies: urns,
  };
  const registered = await engine.register(goal);
  if (spec.kind === "group") await engine.registerOutputs(registered.urn, { size: 1 });
  return registered;
}

/** Replaces references and secrets, and tells by property which resources the references are to. */
async function resolveAll(
  props: Readonly<Record<string, unknown>>,
  made: ReadonlyMap<string, Promise<Registered>>,
): Promise<{ readonly values: StateProperties; readonly urns: Record<string, string[]> }> {
  const values: Record<string, StateValue> = {};
  const urns: Record<string, string[]> = {};
  for (const [key, value] of Object.entries(props)) {
    const used: string[] = [];
    values[key] = await resolveValue(value, made, used);
    urns[key] = used;
  }
  return { values, urns };
}

async function resolveValue(
  value: unknown,
  made: ReadonlyMap<string, Promise<Registered>>,
  used: string[],
): Promise<StateValue> {
  if (typeof value === "string") {
    const [, name = "", property = ""] = REFERENCE.exec(value) ?? [];
    const resource = await made.get(name);
    if (resource === undefined) return value;
    used.push(resource.urn);
    return (property === "id" ? resource.id : resource.outputs[property]) ?? UNKNOWN;
  }
  if (Array.isArray(value)) return Promise.all(value.map((each) => resolveValue(each, made, used)));
  if (typeof value === "object" && value !== null) {
    if ("secret" in value) return makeSecret(await resolveValue(value.secret, made, used));
    const entries = Object.entries(value).map(
      async ([key, each]) => [key, await resolveValue(each, made, used)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}
