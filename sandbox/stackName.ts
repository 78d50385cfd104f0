/**
 * Pulumi's own rule: https://www.pulumi.com/docs/iac/concepts/stacks/#create-stack. Such a name is
 * safe in paths and in every shell.
 */
const NAME = /^[A-Za-z0-9_.-]{1,100}$/;

/** What is wrong with a stack's name, as a sentence; undefined: nothing. */
export function stackNameProblem(name: string): string | undefined {
  return NAME.test(name)
    ? undefined
    : `The stack ${JSON.stringify(name)} has a name that Pulumi does not take: write at most 100 letters, digits, "_", "." and "-".`;
}
