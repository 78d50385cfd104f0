/** `output`: a stack's outputs, as `pulumi stack output` prints them. */
import type { Deployer } from "../deployers/deployer";
import { SandboxError } from "../sandboxError";

export async function printOutput(
  deployer: Deployer,
  stack: string,
  options: {
    readonly name?: string | undefined;
    readonly json: boolean;
    /** The state folder as the user named it; undefined: the default one. */
    readonly state: string | undefined;
    readonly print: (text: string) => void;
  },
): Promise<void> {
  const outputs = await deployer.outputs();
  if (outputs === undefined) {
    throw new SandboxError(
      `Stack "${stack}" has no outputs yet. Deploy it first: npm run sandbox -- up --stack ${stack}${inState(options.state)}`,
    );
  }
  options.print(`${format(outputs, options)}\n`);
}

/** Names that no shell reads in its own way; of others the user knows how to write them. */
function inState(state: string | undefined): string {
  if (state === undefined) return "";
  return /^[\w./:+-]+$/.test(state) ? ` --state ${state}` : ', with the same "--state"';
}

function format(
  outputs: Readonly<Record<string, unknown>>,
  { name, json }: { readonly name?: string | undefined; readonly json: boolean },
): string {
  if (name !== undefined) {
    if (!Object.hasOwn(outputs, name)) {
      throw new SandboxError(
        `There is no output "${name}". There are: ${Object.keys(outputs).sort().join(", ")}`,
      );
    }
    const value = outputs[name];
    return typeof value === "string" && !json ? value : JSON.stringify(value, null, json ? 2 : 0);
  }
  if (json) return JSON.stringify(outputs, null, 2);
  const width = Math.max(...Object.keys(outputs).map((key) => key.length));
  return Object.keys(outputs)
    .sort()
    .map((key) => {
      const value = outputs[key];
      return `${key.padEnd(width)}  ${typeof value === "string" ? value : JSON.stringify(value)}`;
    })
    .join("\n");
}
