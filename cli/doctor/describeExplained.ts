import type { ExplainedStack, Remedy } from "../explain/explanation";
import { explain } from "../explain/explain";

/** What a text means for a stack. */
export interface DescribedError {
  /** The error's id, `AADSTS65001` say; undefined where nothing in the text is known. */
  readonly id?: string;
  readonly summary: string;
  readonly remedy: Remedy;
  readonly links: readonly string[];
}

/** Explains a text that holds an error, in the stack's terms. No request is made. */
export function describeExplained(text: string, stack: ExplainedStack): DescribedError {
  const explained = explain(text);
  switch (explained.kind) {
    case "known": {
      const { id, title, cause, remedy, links } = explained.explanation;
      return { id, summary: `${title} ${cause(stack)}`, remedy: remedy(stack), links };
    }
    case "unknownCode":
      return {
        summary: `The code "${explained.code}" has no explanation here.`,
        remedy: { text: `Microsoft's page about it: ${explained.link}` },
        links: [explained.link],
      };
    case "nothing":
      return {
        summary: "Nothing in the text is known here.",
        remedy: { text: "Run the doctor without it: it looks for the cause itself." },
        links: [],
      };
  }
}
