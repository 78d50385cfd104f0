import * as pulumi from "@pulumi/pulumi";
import { formatProblems, keyOf, type Problem } from "./rules/reading/problem";

/** The error for a stack that cannot be deployed. Pulumi shows its message and no stack trace. */
export function refusal(problems: readonly Problem[]): pulumi.RunError {
  const error = new pulumi.RunError(
    formatProblems(`Stack "${pulumi.getStack()}" cannot be deployed`, hideSecrets(problems)),
  );
  // Nobody reads the stack, but Pulumi's runner formats every error for a trace, and Node 20 takes
  // half a minute to colour the paths of Pulumi's own source maps
  // ("…/node_modules/@pulumi/output.ts").
  error.stack = error.message;
  return error;
}

/** Nothing here needs to be secret, but whoever encrypts a value does not want to read it. */
function hideSecrets(problems: readonly Problem[]): readonly Problem[] {
  const secretKeys: unknown = JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]");
  const secrets = new Set(Array.isArray(secretKeys) ? secretKeys : []);
  const project = pulumi.getProject();
  return problems.map(({ said, ...problem }) => {
    const key = keyOf(problem);
    // A whole key is told for its name alone.
    if (secrets.has(key)) return { ...problem, value: "[secret]" };
    return secrets.has(`${project}:${key}`)
      ? { ...problem, value: "[secret]", remedy: "correct the encrypted value" }
      : { ...problem, ...(said !== undefined && { said }) };
  });
}
