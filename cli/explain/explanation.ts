import type { StackOutputs } from "../../components/rules/outputs";
import type { FailureCode } from "../failureCodes";

/** What an explanation may say of the stack. */
export interface ExplainedStack {
  readonly outputs: StackOutputs;
  /** Makes the directory agree with the stack; undefined where the stack's name is not known. */
  readonly deployCommand?: string;
}

/** A way out. Where there are commands, running them in order, as printed, heals. */
export interface Remedy {
  /** An instruction, a sentence. */
  readonly text: string;
  /** One line each, the same in every shell. */
  readonly commands?: readonly string[];
}

/** What one error means for a stack. Data and two small texts: no request is made. */
export interface Explanation {
  /** The code as people search for it: `AADSTS65001`, `IDW10201`, `HTTP 403`. */
  readonly id: string;
  /** The code that `token` ends with; absent where `token` cannot meet it. */
  readonly failureCode?: FailureCode;
  /** Finds the error in a pasted text. */
  readonly matches: RegExp;
  /** A short sentence without the stack. */
  readonly title: string;
  /** Why, in terms of the stack. A sentence or two. */
  readonly cause: (stack: ExplainedStack) => string;
  readonly remedy: (stack: ExplainedStack) => Remedy;
  /** Where it was seen or is documented. */
  readonly links: readonly string[];
}

/** The sign-in that clears most refusals. */
export function signIn(text: string): Explanation["remedy"] {
  return ({ outputs }) => ({ text, commands: [outputs.loginCommand] });
}

/** Deploying again, where the stack's name is known. */
export function deployAgain(text: string): Explanation["remedy"] {
  return ({ deployCommand }) =>
    deployCommand === undefined
      ? { text: `${text} Whoever deploys the stack does it with "pulumi up".` }
      : { text, commands: [deployCommand] };
}
