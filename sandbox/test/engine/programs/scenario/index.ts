/**
 * Declares the resources that the variable SCENARIO lists, so that one program serves many tests.
 */
import * as pulumi from "@pulumi/pulumi";
import type { Scenario, ScenarioResource } from "../../scenario";

class Thing extends pulumi.CustomResource {
  declare readonly token: pulumi.Output<string>;
  declare readonly label: pulumi.Output<string>;

  constructor(spec: ScenarioResource, props: pulumi.Inputs, opts: pulumi.CustomResourceOptions) {
    super(spec.type ?? "test:index/thing:Thing", spec.name, { token: undefined, ...props }, opts);
  }
}

class Group extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("test:index:Group", name, {}, opts);
    this.registerOutputs({ size: 1 });
  }
}

const scenario = JSON.parse(process.env["SCENARIO"] ?? "{}") as Scenario;
const made = new Map<string, pulumi.Resource>();

function find(name: string): pulumi.Resource {
  const resource = made.get(name);
  if (resource === undefined) throw new pulumi.RunError(`no "${name}" before its use`);
  return resource;
}

/** Text may hold "${name.token}"; a map { secret: … } stands for a secret. */
function resolve(value: unknown): unknown {
  if (typeof value === "string") {
    const [, name = "", property = ""] = /^\$\{([^.]+)\.([^.]+)\}$/.exec(value) ?? [];
    return name === "" ? value : (find(name) as unknown as pulumi.Inputs)[property];
  }
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === "secret") return pulumi.secret(resolve(only[1]));
  return Object.fromEntries(entries.map(([key, each]) => [key, resolve(each)]));
}

for (const spec of scenario.resources ?? []) {
  const { parent, dependsOn = [], deletedWith, ...plain } = spec.options ?? {};
  const options = {
    ...plain,
    ...(parent !== undefined && { parent: find(parent) }),
    ...(deletedWith !== undefined && { deletedWith: find(deletedWith) }),
    dependsOn: dependsOn.map(find),
  };
  const props = { name: spec.name, ...(resolve(spec.props ?? {}) as pulumi.Inputs) };
  made.set(
    spec.name,
    spec.kind === "group" ? new Group(spec.name, options) : new Thing(spec, props, options),
  );
}

export = async (): Promise<pulumi.Inputs> => {
  const outputs = resolve(scenario.outputs ?? {}) as pulumi.Inputs;
  const invoked = scenario.invoke && {
    invoked: (await pulumi.runtime.invoke("test:index:greet", {
      name: scenario.invoke,
    })) as pulumi.Inputs,
  };
  return { ...outputs, ...invoked, ...(scenario.showConfig && pulumi.runtime.allConfig()) };
};
