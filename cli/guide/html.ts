import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
// Under its own name Prettier would reformat the templates as HTML, and blanks count in them.
import { html as markup, raw } from "hono/html";
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

/** Escaped markup; a promise only in the library's type, as no value here is one. */
type Html = ReturnType<typeof markup>;

/** Before and after blanks and line ends. */
const BETWEEN_WORDS = /(?<=[ \n])(?=[^ \n])|(?<=[^ \n])(?=[ \n])/;

/** After the slashes of a path, not after those of "https://". */
const AFTER_SLASH = /(?<=[^/:]\/)/;

/**
 * The guide as one HTML page that needs nothing else: style and script stand in it, and its content
 * security policy lets in nothing but these two, by their hashes. Without scripts it reads the
 * same, only without copy buttons and search.
 */
export async function renderHtml(guide: Guide): Promise<string> {
  const { madeAt, sections, stack, summary, title } = guide;
  const style = ["theme.css", "parts.css", "layout.css"].map(asset).join("");
  const script = asset("script.js");
  const policy = [
    "default-src 'none'",
    `style-src '${hash(style)}'`,
    `script-src '${hash(script)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
  const page = await markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the steps</a>
<div class="page">
<header class="masthead">
<p class="eyebrow">Management API${stack === undefined ? "" : markup` <span aria-hidden="true">·</span> stack <b>${stack}</b>`}</p>
<h1>${title}</h1>
${summary.map(block)}</header>
${contents(sections)}
<main id="content" tabindex="-1">
${sections.map(section)}</main>
<footer>
<p>Made <time datetime="${madeAt.toISOString()}">${madeAtText(madeAt)}</time> from the outputs of ${stack === undefined ? "the stack" : markup`the stack <b>${stack}</b>`}. Make it again after each deployment. It holds no secret.</p>
</footer>
</div>
<p id="status" class="unseen" role="status"></p>
<script>${raw(script)}</script>
</body>
</html>
`;
  return page.toString();
}

/**
 * With the line ends that a browser makes of any others before it compares hashes: a checkout on
 * Windows may have others.
 */
function asset(name: string): string {
  return readFileSync(path.join(__dirname, "page", name), "utf8").replaceAll("\r\n", "\n");
}

/** As content security policies want it: https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function contents(sections: readonly Section[]): Html {
  const items = sections.map(({ id, step, title }, index) => {
    const isLastStep = step !== undefined && sections[index + 1]?.step === undefined;
    return markup`<li${isLastStep ? raw(' class="last-step"') : ""}><a href="#${id}"><span class="number">${step}</span>${title}</a></li>
`;
  });
  return markup`<nav class="contents" aria-label="On this page">
<ol>
${items}</ol>
</nav>`;
}

function section({ blocks, id, step, title }: Section): Html {
  const number =
    step === undefined
      ? ""
      : markup`<span class="number"><span class="unseen">Step </span>${step}</span> `;
  return markup`<section id="${id}" aria-labelledby="${id}-title"${step === undefined ? "" : raw(' class="step"')}>
<h2 id="${id}-title">${number}${title}</h2>
${blocks.map(block)}</section>
`;
}

function block(content: Block): Html {
  switch (content.kind) {
    case "paragraph":
      return markup`<p>${inline(content.text)}</p>
`;
    case "note":
      return markup`<p class="note ${content.tone}"><strong>${content.tone === "warning" ? "Attention." : "Note."}</strong> ${inline(content.text)}</p>
`;
    case "list":
      return markup`<ul>
${content.items.map((item) => markup`<li>${inline(item)}</li>\n`)}</ul>
`;
    case "snippet":
      return snippet(content);
    case "facts":
      return markup`<dl class="facts">
${content.facts.map((fact, index) => definition(fact, content.copyable ? `${content.id}-${index + 1}` : undefined))}</dl>
`;
    case "remedies":
      return remedies(content.remedies);
  }
}

function inline(text: Prose): readonly Html[] {
  return text.map((span) => {
    switch (span.kind) {
      case "text":
        return markup`${span.text}`;
      case "code":
        return markup`<code>${span.text}</code>`;
      case "link":
        return markup`<a href="${span.href}" rel="noreferrer">${span.text}</a>`;
    }
  });
}

/**
 * What the button copies is the text of the element that it names: what is seen is what is copied.
 */
function copyButton(id: string, label: string): Html {
  return markup`<button type="button" class="copy" data-copies="${id}" data-label="${label}" hidden>Copy<span class="unseen"> ${label}</span></button>`;
}

function snippet({ code, id, label, main }: Snippet): Html {
  return markup`<figure class="snippet${main === true ? " main" : ""}">
<figcaption>${label}</figcaption>
<div class="box"><pre><code id="${id}">${pieces(code, BETWEEN_WORDS)}</code></pre>${copyButton(id, label)}</div>
</figure>
`;
}

/**
 * Marks the pieces that stay whole where a line breaks, such as ids. The text remains exactly the
 * same.
 */
function pieces(text: string, boundary: RegExp): readonly Html[] {
  return text
    .split(boundary)
    .map((piece) => (/^[ \n]/.test(piece) ? markup`${piece}` : markup`<span>${piece}</span>`));
}

/** @param id of the element with the value; undefined where nobody needs to copy it. */
function definition({ name, note, value }: Datum, id: string | undefined): Html {
  const shown =
    value === undefined
      ? ""
      : markup`<dd class="value"><code${id === undefined ? "" : markup` id="${id}"`}>${pieces(value, AFTER_SLASH)}</code>${id === undefined ? "" : copyButton(id, name)}</dd>`;
  const about = note === undefined ? "" : markup`<dd class="about">${inline(note)}</dd>`;
  return markup`<div class="fact"><dt>${name}</dt>${shown}${about}</div>
`;
}

function remedies(all: readonly ErrorHelp[]): Html {
  return markup`<div class="search" hidden>
<label for="error">Paste the message, or type a word of it</label>
<input id="error" type="search" autocomplete="off" spellcheck="false">
<p id="found" role="status"></p>
</div>
<div class="remedies">
${all.map(remedy)}</div>
`;
}

function remedy(content: ErrorHelp): Html {
  const { cause, command, id, links, matches, summary, title } = content;
  return markup`<details id="${id}" data-matches="${matches.source}" data-flags="${matches.flags}">
<summary><span class="code">${title}</span> <span class="short">${summary}</span></summary>
<div class="remedy">
<p>${inline(cause)}</p>
<p>${inline(content.remedy)}</p>
${command === undefined ? "" : snippet(command)}<p class="source">More: ${inline(join(links))}</p>
</div>
</details>
`;
}
