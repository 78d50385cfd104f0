import * as pulumi from "@pulumi/pulumi";
import { formatProblems, type Problem } from "./spec/problem";

/** The error for a stack that cannot be deployed: Pulumi shows its message, all problems in one, without a stack trace. */
export function refusal(problems: readonly Problem[]): pulumi.RunError {
  const error = new pulumi.RunError(
    formatProblems(`Stack "${pulumi.getStack()}" cannot be deployed`, problems),
  );
  // Nobody reads the stack, but Pulumi formats it for a log where an output rejects, and Node 20 takes half a minute to colour
  // the paths of Pulumi's own source maps ("…/node_modules/@pulumi/output.ts").
  error.stack = error.message;
  return error;
}
