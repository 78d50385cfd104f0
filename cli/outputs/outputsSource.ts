import type { StackOutputs } from "../../components/rules/outputs";

/** What a command line knows of its stack, and where that came from. */
export interface Stack {
  readonly outputs: StackOutputs;
  /** How people call it: `stack "dev"`, `file "outputs.json"`. */
  readonly label: string;
  /** Somebody gave it as a file: whether its tenant is the user's is not known. */
  readonly isHandedOver?: true;
  /**
   * The command that makes the directory agree with the stack again; undefined where the stack's
   * name is not known.
   */
  readonly deployCommand?: string;
  /** The command that takes the import ids out of the stack's config; undefined likewise. */
  readonly finishCommand?: string;
  /** The options that lead another tool to this stack; undefined where it needs none. */
  readonly options?: string;
  /**
   * Variables that lead `az` to the stack's directory, on top of the user's own; undefined takes
   * one away. Empty but for the sandbox.
   */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The sandbox's state folder, where none is named. */
export const DEFAULT_STATE_DIR = ".sandbox";

/** Where outputs are read from: as the options of every command say it. Exactly one. */
export type OutputsSource =
  /** `pulumi stack output --json` of a stack; without a name the selected one. */
  | {
      readonly kind: "pulumi";
      readonly stack: string | undefined;
      readonly cwd: string | undefined;
    }
  /** A file or pipe, or standard input: {@link isStandardInput}. */
  | { readonly kind: "file"; readonly file: string }
  /** The sandbox's state folder. */
  | { readonly kind: "sandbox"; readonly stateDir: string; readonly stack: string | undefined };

/**
 * Whether a file's name means standard input. The device cannot be opened where that is a socket.
 */
export function isStandardInput(file: string): boolean {
  return ["-", "/dev/stdin", "/dev/fd/0"].includes(file);
}

/** Whether the user named the stack. Where not, commands that can do without one do. */
export function isNamed(source: OutputsSource): boolean {
  return source.kind !== "pulumi" || source.stack !== undefined || source.cwd !== undefined;
}
