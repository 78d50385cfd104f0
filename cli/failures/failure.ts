/**
 * What a failure is: one entry of the catalogue. A text is read (`readText.ts`), its messages are
 * compared with the entries, what was found is ranked (`diagnose.ts`), and only then told in the
 * stack's terms (`explain.ts`). `token`, `doctor`, `check`, the guide and the README's table of
 * troubleshooting say what stands here and nothing else.
 */
import { isUuid } from "../../components/rules/reading/schema";
import { AZURE_CLI_CLIENT_ID } from "../../components/rules/values/clients";
import type { StackOutputs } from "../../components/rules/outputs";
import type { FailureCode } from "./failureCodes";
import type { Message, Speaker } from "./message";

/** What may be said of the stack. */
export interface ExplainedStack {
  readonly outputs: StackOutputs;
  /** Makes the directory agree with the stack; undefined where the stack's name is not known. */
  readonly deployCommand?: string;
  /** The options that lead a tool to it; undefined where it needs none. */
  readonly options?: string;
}

/** A way out. Where there are commands, running them in order, as printed, heals. */
export interface Remedy {
  /** An instruction, a sentence. */
  readonly text: string;
  /** A line each, in a form that bash, zsh, cmd and PowerShell read alike. */
  readonly commands?: readonly string[];
  /**
   * What to do where that was done already and the failure came back: no advice goes in a circle.
   */
  readonly otherwise?: string;
}

/** What a refusal of the sign-in service is about; each kind has one way out. */
export type RefusalKind =
  | "signIn"
  | "consent"
  | "assignment"
  | "secondFactor"
  | "place"
  | "account"
  | "application"
  | "tenant"
  | "request"
  | "service";

/** What a failure is about, as far as something follows from that. */
export type FailureKind =
  | RefusalKind
  | "missing"
  | "signedOut"
  | "network"
  | "denied"
  | "notFound"
  /** Microsoft Graph wants another token than the one az holds. */
  | "graphToken"
  | "other";

/** The stack, and the message in which the failure was found. */
export interface Case extends ExplainedStack {
  readonly message: Message;
}

/** One possible cause. */
export interface Cause {
  /** A sentence or two, in terms of the stack. */
  readonly text: string;
  /** A command whose answer tells whether it is this one. */
  readonly tell?: string;
}

/** What is said of a failure, in terms of the stack. */
export type Told<T> = (found: Case) => T;

/** What can be told of a text. No request is made for it. */
export interface Failure {
  /** Stable; programs match it: `AADSTS65001`, `IDX10205`, `az.missing`. */
  readonly code: string;
  /**
   * What heads the answer where no code stands in the text, and names the entry for readers;
   * default: the code.
   */
  readonly name?: string;
  /** That one, and others with the same cause and way out. The one that was found heads the answer. */
  readonly codes: readonly string[];
  /** What the text says, any of these; see `phrase.ts`. */
  readonly says?: readonly string[];
  /**
   * Besides a code or a phrase: what must be in the message, any of these. A regular expression,
   * where a phrase would be found inside another word, sees the message on one line.
   */
  readonly only?: readonly (string | RegExp)[];
  /** What must not be in the message, none of these. */
  readonly unless?: readonly string[];
  /**
   * Who can say it. Default: anybody. An entry that names the speaker comes before one that does
   * not.
   */
  readonly from?: readonly Speaker[];
  readonly kind: FailureKind;
  /** The code that `token` ends with. */
  readonly failureCode: FailureCode;
  /** A short sentence without the stack. */
  readonly title: string;
  /** Why, in order of likelihood. */
  readonly cause: Told<readonly Cause[]>;
  readonly remedy: Told<Remedy>;
  /** Where it was seen or is documented. */
  readonly links: readonly string[];
  /**
   * It is told whichever tenant, client or API the message names: the entry itself says what that
   * means.
   */
  readonly any: readonly ("tenant" | "client" | "resource")[];
  /** Which list for people has it: readers of a guide, and of the README. */
  readonly shownIn?: readonly ("guide" | "readme")[];
}

/** What is a text and nothing else may be written as one. */
type Causes = string | readonly (string | Cause)[];
type WayOut = string | Remedy;

/** What is written down in a shorter form; `kinds.ts` has what follows from the rest. */
interface Written {
  /** One alone, or the stable one first. */
  readonly code: string | readonly string[];
  /** Default: "other". */
  readonly kind?: FailureKind;
  /** Default: by the kind. */
  readonly failureCode?: FailureCode;
  /** Default: by the kind; of "other", the title says all that is known. */
  readonly cause?: Causes | Told<Causes>;
  /** Default: by the kind, for a refusal. */
  readonly remedy?: WayOut | Told<WayOut>;
  /**
   * Addresses, and threads on GitHub as "owner/repository#number". Default: where all such codes are
   * documented.
   */
  readonly links?: readonly string[];
  /** Besides what the kind has. */
  readonly any?: Failure["any"];
}

/** A failure as it is written down. Only refusals have a way out by their kind. */
export type Entry = Omit<Failure, keyof Written | "codes"> &
  Written &
  ({ readonly kind: RefusalKind } | { readonly remedy: WayOut | Told<WayOut> });

/** Microsoft's list of refusals. */
export const DOCUMENTED =
  "https://learn.microsoft.com/entra/identity-platform/reference-error-codes";

/** The codes of the library that validates tokens in .NET. */
export const VALIDATION_CODES =
  "https://github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet/wiki";

/** Microsoft's own page of a refusal. */
export function errorPage(number: string): string {
  return `https://login.microsoftonline.com/error?code=${number}`;
}

/** Ways out by commands of the stack, each with what to do where that did not help. */
export function byCommands(
  commandsOf: (outputs: StackOutputs) => readonly string[],
): (text: string, otherwise?: string) => Told<Remedy> {
  return (text, otherwise) =>
    ({ outputs }) => ({
      text,
      commands: commandsOf(outputs),
      ...(otherwise !== undefined && { otherwise }),
    });
}

/** Commands after which az has no token from before: it keeps old tokens beside the new ones. */
export function freshSignIn({ loginCommand }: StackOutputs): readonly string[] {
  return ["az logout", loginCommand];
}

/** Signing in for this API. */
export const signIn = byCommands(({ loginCommand }) => [loginCommand]);

/** Signing out and in. */
export const signInAnew = byCommands(freshSignIn);

/** Asking for a token as the stack prints it. */
export const askAgain = byCommands(({ tokenCommand }) => [tokenCommand]);

/** Deploying again, where the stack's name is known. */
export function deployAgain(text: string, otherwise?: string): Told<Remedy> {
  return (found) => {
    const { deployCommand, outputs } = found;
    const isOthers = outputs.declared.registration === "existing";
    if (deployCommand !== undefined && !isOthers) {
      return byCommands(() => [deployCommand])(text, otherwise)(found);
    }
    const who = isOthers
      ? "The registration is others': \"doctor\" says what is the stack's to mend, and what its owner's."
      : 'Whoever deploys the stack does it with "pulumi up".';
    return { text: `${text} ${who}`, ...(otherwise !== undefined && { otherwise }) };
  };
}

/** The API's name as people see it, in quotes. */
export function apiName({ outputs }: Case): string {
  return `"${outputs.declared.displayName}"`;
}

/** The client that a message names, where the stack knows none of those that it names. */
export function undeclaredClient({ message, outputs }: Case): string | undefined {
  const known = [outputs.clientId, AZURE_CLI_CLIENT_ID, ...Object.keys(outputs.declared.clients)];
  const isKnown = message.clients.some((id) => known.includes(id));
  return isKnown || !isUuid(outputs.clientId) ? undefined : message.clients[0];
}
