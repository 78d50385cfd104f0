import {
  type Block,
  type Datum,
  type Guide,
  join,
  type Prose,
  type ErrorHelp,
  type Section,
  type Snippet,
} from "./document";
import { madeAtText } from "./madeAtText";
import { cell, codeSpan, escapeText, fence, linkTo } from "./markdownText";

/** The guide as Markdown (GitHub's flavour, for its tables): the same content as the HTML page. */
export function renderMarkdown(guide: Guide): string {
  const { madeAt, sections, stack, summary, title } = guide;
  const source = stack === undefined ? "the stack" : `the stack **${escapeText(stack)}**`;
  return `${[
    `# ${escapeText(title)}`,
    ...summary.map(block),
    ...sections.map(section),
    "---",
    `Made ${madeAtText(madeAt)} from the outputs of ${source}. Make it again after each deployment. It holds no secret.`,
  ].join("\n\n")}\n`;
}

function section({ blocks, step, title }: Section): string {
  const heading = step === undefined ? escapeText(title) : `${step}. ${escapeText(title)}`;
  return [`## ${heading}`, ...blocks.map(block)].join("\n\n");
}

function block(content: Block): string {
  switch (content.kind) {
    case "paragraph":
      return inline(content.text);
    case "note":
      return `> **${content.tone === "warning" ? "Attention." : "Note."}** ${inline(content.text)}`;
    case "list":
      return content.items.map((item) => `- ${inline(item)}`).join("\n");
    case "snippet":
      return snippet(content);
    case "facts":
      return facts(content.facts);
    case "remedies":
      return content.remedies.map(remedy).join("\n\n");
  }
}

function inline(text: Prose): string {
  const line = text
    .map((span) => {
      switch (span.kind) {
        case "text":
          return escapeText(span.text);
        case "code":
          return codeSpan(span.text);
        case "link":
          return linkTo(span.text, span.href);
      }
    })
    .join("");
  // At the beginning of a line these would start a list; elsewhere they are harmless.
  return line.replace(/^([-+=]|\d+(?=[.)]))/, "\\$1").replace(/^\\(\d+)([.)])/, "$1\\$2");
}

function snippet({ code, label, language }: Snippet): string {
  return `${escapeText(label)}:\n\n${fence(code, language)}`;
}

function facts(all: readonly Datum[]): string {
  const withNotes = all.some(({ note }) => note !== undefined);
  const row = (cells: readonly string[]): string =>
    `| ${cells.slice(0, withNotes ? 3 : 2).join(" | ")} |`;
  return [
    row(["Name", "Value", "Note"]),
    row(["---", "---", "---"]),
    ...all.map(({ name, note, value }) =>
      row([
        cell(escapeText(name)),
        cell(value === undefined ? "" : codeSpan(value)),
        cell(note === undefined ? "" : inline(note)),
      ]),
    ),
  ].join("\n");
}

function remedy({ cause, command, links, remedy: wayOut, summary, title }: ErrorHelp): string {
  return [
    `### ${escapeText(title)}: ${escapeText(summary)}`,
    inline(cause),
    inline(wayOut),
    ...(command === undefined ? [] : [snippet(command)]),
    `More: ${inline(join(links))}`,
  ].join("\n\n");
}
