/** Fails in the way that the variable FAILURE names, after it has declared one resource. */
import * as pulumi from "@pulumi/pulumi";

class Thing extends pulumi.CustomResource {
  declare readonly token: pulumi.Output<string>;

  constructor(name: string, opts: pulumi.CustomResourceOptions = {}) {
    super("test:index/thing:Thing", name, { name, token: undefined }, opts);
  }
}

const thing = new Thing("survivor");

switch (process.env["FAILURE"]) {
  case "RunError":
    throw new pulumi.RunError('two problems:\n  * "a" is wrong\n  * "b" is too');
  case "Error":
    throw new Error("a mistake in the program");
  case "apply":
    // Node 20 takes half a minute to colour the frames of Pulumi's own source maps.
    Error.stackTraceLimit = 1;
    thing.token.apply(() => {
      throw new Error("a mistake in an apply");
    });
    break;
  case "exit":
    thing.token.apply(() => process.exit(7));
    break;
  case "endless":
    setInterval(() => undefined, 1000);
    break;
  case "prints":
    // oxlint-disable-next-line no-console -- what the program prints is under test
    thing.token.apply(() => console.log("printed by the program"));
    void pulumi.log.warn("a warning of the program");
    break;
  case "nothing":
    new Thing("unwanted");
    break;
  case "transforms":
    new Thing("transformed", { transforms: [() => undefined] });
    break;
  case "hooks":
    new Thing("hooked", {
      hooks: { beforeCreate: [new pulumi.ResourceHook("hook", () => undefined)] },
    });
    break;
  case "get":
    new Thing("looked-up", { id: "foreign" });
    break;
  default:
}

export const token = thing.token;
