/** A provider whose resources live in memory, with a journal of the requests made to it. */
import { UNKNOWN, type Properties, type Provider, type ResourceType } from "../../engine";

/** The made-up world behind the provider. */
export interface FakeCloud {
  readonly provider: Provider;
  /** What exists, by id: the properties of each. */
  readonly things: Map<string, Properties>;
  /**
   * The requests in order: "create first", "delete second", … Cleared by {@link
   * FakeCloud.takeJournal}.
   */
  takeJournal(): readonly string[];
  /** When each thing was made, by id. */
  readonly made: Map<string, Date>;
  /**
   * Whether ids are kept while things are created. Things of type "test:index:Findable" can be
   * found without.
   */
  keepsIds: boolean;
  /** Called before each request; what it throws is the request's failure, and it may wait. */
  before: (request: string) => Promise<void> | void;
}

/** Inputs that cannot be changed in place. */
const FIXED = ["kind"];

/** Makes an empty world. */
export function makeFakeCloud(): FakeCloud {
  const things = new Map<string, Properties>();
  const created = new Map<string, number>();
  const made = new Map<string, Date>();
  let journal: string[] = [];
  const cloud: FakeCloud = {
    provider: { name: "test", version: "1.0.0", resources: [], functions: [] },
    things,
    made,
    keepsIds: false,
    takeJournal() {
      const taken = journal;
      journal = [];
      return taken;
    },
    before: () => undefined,
  };
  const request = async (verb: string, properties: Properties | undefined): Promise<void> => {
    const line = `${verb} ${text(properties?.["name"])}`;
    journal.push(line);
    await cloud.before(line);
  };

  const thing: ResourceType = {
    token: "test:index/thing:Thing",
    computed: ["token"],
    recomputed: { label: ["token"] },
    check: (inputs) => ({
      inputs: { size: 1, ...inputs },
      failures:
        inputs["label"] === ""
          ? [{ property: "label", reason: "it must not be empty" }]
          : inputs["label"] === "none"
            ? [{ property: "", reason: "it has no label" }]
            : [],
    }),
    diff: (old, inputs) => {
      const names = Object.keys({ ...old.inputs, ...inputs }).sort();
      const changed = names.filter(
        (name) =>
          text(old.inputs[name]) !== text(inputs[name]) && old.inputs[name] !== inputs[name],
      );
      return { changed, replaces: changed.filter((name) => FIXED.includes(name)) };
    },
    plan: (inputs, old) => request(old === undefined ? "plan create" : "plan update", inputs),
    async create(inputs, keepId) {
      const name = text(inputs["name"]);
      const count = (created.get(name) ?? 0) + 1;
      const id = count === 1 ? `${name}-id` : `${name}-id-${count}`;
      if (cloud.keepsIds) await keepId?.(id);
      await request("create", inputs);
      created.set(name, count);
      made.set(id, new Date());
      const outputs = { ...inputs, token: `token of ${text(inputs["label"])}` };
      things.set(id, outputs);
      return { id, outputs };
    },
    async read(id) {
      const outputs = things.get(id);
      await request("read", outputs ?? { name: id });
      if (outputs === undefined) return undefined;
      const inputs = Object.fromEntries(
        Object.entries(outputs).filter(([name]) => name !== "token"),
      );
      return { id, inputs, outputs };
    },
    async update(old, inputs) {
      await request("update", inputs);
      const outputs = { ...inputs, token: `token of ${text(inputs["label"])}` };
      things.set(old.id, outputs);
      return outputs;
    },
    async delete(old) {
      await request("delete", old.inputs);
      things.delete(old.id);
    },
  };
  const find: ResourceType["find"] = (inputs, since) => {
    const found = [...things].find(
      ([id, { name }]) => name === inputs["name"] && (made.get(id) ?? since) >= since,
    );
    return Promise.resolve(found?.[0]);
  };
  return Object.assign(cloud, {
    provider: {
      name: "test",
      version: "1.0.0",
      resources: [
        thing,
        { ...thing, token: "test:index:Findable", find },
        { ...thing, token: "test:index:Leaky", spreadsSecrets: true },
        // Tells itself that its output "token" changes with its label, as providers made from
        // Terraform's do.
        {
          ...thing,
          token: "test:index:Telling",
          recomputed: {},
          diff(old, inputs) {
            const { changed, replaces } = thing.diff(old, inputs);
            return {
              changed: changed.includes("label") ? [...changed, "token"] : changed,
              replaces,
            };
          },
        },
      ],
      functions: [
        {
          token: "test:index:greet",
          call: async (args: Properties) => {
            await request("greet", args);
            if (args["name"] === "nobody") throw new Error("there is nobody");
            return { text: `hello, ${text(args["name"])}` };
          },
        },
      ],
    },
  });
}

function text(value: unknown): string {
  if (value === UNKNOWN) return "something unknown";
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
