import type { StackOutputs } from "../../components/rules/outputs";

/**
 * Commands on a stack, in a form that bash, zsh, cmd and PowerShell read alike. One is missing
 * where the stack is not known, or a name has no form that all shells share.
 */
export interface StackCommands {
  /** Makes the stack, where Pulumi does not know it; the sandbox needs none. */
  readonly createCommand?: string;
  readonly previewCommand?: string;
  /** Makes the directory agree with the stack again. */
  readonly deployCommand?: string;
  /** Takes the import ids out of the stack's config. */
  readonly finishCommand?: string;
  /** The options that lead another tool to the stack; missing also where it is the selected one. */
  readonly options?: string;
}

/** What a command line knows of its stack, and where that came from. */
export interface Stack extends StackCommands {
  readonly outputs: StackOutputs;
  /** How people call it: `stack "dev"`, `file "outputs.json"`. */
  readonly label: string;
  /** Somebody gave it as a file: whether its tenant is the user's is not known. */
  readonly isHandedOver?: true;
  /** Variables by which `az` finds the stack's directory: the user's own, but for the sandbox. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What is read of a stack, wherever it is. */
export interface FoundStack extends Pick<Stack, "label" | "isHandedOver"> {
  /** As `pulumi stack output --json` would print them; not checked yet. */
  readonly outputs: unknown;
  /** The state as `pulumi stack export` has it; undefined where that fails. None: of a file. */
  readonly exported?: () => Promise<unknown>;
  /** Default: the user's own. */
  readonly environment?: Stack["environment"];
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
  | { readonly kind: "sandbox"; readonly stateDir: string; readonly stack: string };

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
