/**
 * What a guide says, as data: sections of blocks of text. It knows nothing of HTML or Markdown, so
 * both renderings say the same, and nothing in it is markup: every text, from wherever, is shown as
 * the characters it has.
 */

/**
 * Where a link may lead. Nothing else can be written, so no value of a stack becomes a script or a
 * file.
 */
export type Href = `https://${string}` | `mailto:${string}`;

/** A run of text of one kind. */
export type Span =
  | { readonly kind: "text"; readonly text: string }
  /** To be read or typed exactly as it stands. */
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: Href };

/** Prose: runs of text one after another. */
export type Prose = readonly Span[];

/** Text to be read or typed exactly. */
export function code(text: string): Span {
  return { kind: "code", text };
}

/** A link, shown as `text`. */
export function link(text: string, href: Href): Span {
  return { kind: "link", text, href };
}

/**
 * A template tag for {@link Prose}: interpolated strings are plain text, spans and prose stay what
 * they are.
 */
export function prose(
  strings: TemplateStringsArray,
  ...values: readonly (string | Span | Prose)[]
): Prose {
  return strings.flatMap((text, index): Prose => {
    const value = values[index];
    return [...plain(text), ...(value === undefined ? [] : spans(value))];
  });
}

/** Joins spans as `a, b, c`. */
export function join(items: readonly Span[]): Prose {
  return items.flatMap((item, index) => (index === 0 ? [item] : [...plain(", "), item]));
}

function plain(text: string): Prose {
  return text === "" ? [] : [{ kind: "text", text }];
}

function spans(value: string | Span | Prose): Prose {
  if (typeof value === "string") return plain(value);
  return "kind" in value ? [value] : value;
}

/** A text to copy, one or more lines. */
export interface Snippet {
  readonly kind: "snippet";
  /** Unique in the guide; lower-case words with hyphens. */
  readonly id: string;
  /** What it is, as a short phrase. */
  readonly label: string;
  /** The exact text. */
  readonly code: string;
  /** For syntax colouring in Markdown. */
  readonly language: "sh" | "powershell" | "http" | "text";
  /** The one text that the whole guide is about. At most one snippet has it. */
  readonly main?: true;
}

/** One value with its name. */
export interface Datum {
  readonly name: string;
  /** The exact value; absent where the reader has to supply it. */
  readonly value?: string;
  /** What to know about it. */
  readonly note?: Prose;
}

/** What to do about one error. */
export interface ErrorHelp {
  /** Unique in the guide, and a stable anchor to link to: `aadsts65001`. */
  readonly id: string;
  /** As people know it: a code, or the words that they see. */
  readonly title: string;
  /** What it means, in a sentence. */
  readonly summary: string;
  /**
   * Finds the error in a message; a code that stands in the message is tried alone first. No flag
   * but "i".
   */
  readonly matches: RegExp;
  /** Why it happens, in terms of this stack. */
  readonly cause: Prose;
  /** What to do. */
  readonly remedy: Prose;
  /** The commands of the remedy, one line each. */
  readonly command?: Snippet;
  /** Where it is discussed or documented. */
  readonly links: readonly Span[];
}

/** A piece of a section. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: Prose }
  | { readonly kind: "note"; readonly tone: "hint" | "warning"; readonly text: Prose }
  | { readonly kind: "list"; readonly items: readonly Prose[] }
  | Snippet
  | {
      readonly kind: "facts";
      /** Unique in the guide. */
      readonly id: string;
      /** Whether people take the values over into another tool. */
      readonly copyable: boolean;
      readonly facts: readonly Datum[];
    }
  | { readonly kind: "remedies"; readonly remedies: readonly ErrorHelp[] };

/** A paragraph. */
export function paragraph(text: Prose): Block {
  return { kind: "paragraph", text };
}

/** A warning, or a hint. */
export function note(tone: "hint" | "warning", text: Prose): Block {
  return { kind: "note", tone, text };
}

/** A list. */
export function list(...items: readonly Prose[]): Block {
  return { kind: "list", items };
}

/** A text to copy: see {@link Snippet}. */
export function snippet(
  id: string,
  label: string,
  code: string,
  language: Snippet["language"] = "sh",
): Snippet {
  return { kind: "snippet", id, label, code, language };
}

/** A part of a guide with a heading. */
export interface Section {
  /** Unique in the guide, and a stable anchor to link to. */
  readonly id: string;
  readonly title: string;
  /** Its number, where it is one of the steps to do in order. */
  readonly step?: number;
  readonly blocks: readonly Block[];
}

/** A whole guide. */
export interface Guide {
  readonly title: string;
  /** The name of the stack that it is about, where it is known. */
  readonly stack: string | undefined;
  /** What the reader gets, before the first step. */
  readonly summary: readonly Block[];
  readonly sections: readonly Section[];
  readonly madeAt: Date;
}
