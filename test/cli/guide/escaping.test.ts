/**
 * Proves that no value of a stack becomes markup, in HTML and in Markdown, whatever characters it
 * has. What a real browser makes of hostile values is proved in browser.test.ts.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { makeGuide } from "../../../cli/guide/guideModel";
import { renderHtml } from "../../../cli/guide/html";
import { cell, codeSpan, escapeText, fence, linkTo } from "../../../cli/guide/markdownText";
import { anyCharacter } from "../../../sandbox/test/support/anyCharacter";
import { MADE_AT, replaceTexts, SAMPLE, sampleOutputs } from "./sample";

const outputs = sampleOutputs({ producers: SAMPLE.group });

function page(text: string): Promise<string> {
  const facts = { stack: text, madeAt: MADE_AT, owners: [text] };
  return renderHtml(makeGuide(replaceTexts(outputs, text), facts));
}

/**
 * Tags in order, but for the marks around words and for the errors, whose number of quoted words
 * depends on quotes.
 */
function tags(html: string): readonly string[] {
  const body = html.slice(html.indexOf("<body>"), html.indexOf("<script>"));
  return [...body.matchAll(/<\/?([a-z0-9]+)(?=[\s>])[^<>]*>/g)]
    .map(([tag, name]) => (tag.startsWith("</") ? `/${name ?? ""}` : (name ?? "")))
    .filter((name) => !/^\/?(span|code)$/.test(name));
}

describe("escaping in HTML", () => {
  it("leaves the page's elements as they are, for every text", async () => {
    const plain = tags(await page("plain"));
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: anyCharacter, minLength: 1 }), async (text) => {
        assert.deepEqual(tags(await page(`x${text}`)), plain);
      }),
      {
        numRuns: 60,
        examples: [
          ["<script>alert(1)</script>"],
          ['"><img src=x onerror=alert(1)>'],
          ["</code></pre></main><h1>"],
          ["' onclick='alert(1)"],
          ["<!--"],
          ["${1}`"],
        ],
      },
    );
  });

  it("shows the text itself", async () => {
    const html = await page(`<b a="1">&amp;'</b>`);
    assert.ok(
      html.includes("<h1>Get a token for &lt;b a=&quot;1&quot;&gt;&amp;amp;&#39;&lt;/b&gt;</h1>"),
    );
  });
});

describe("escaping in Markdown", () => {
  it("escapes what begins markup in a line, and joins lines", () => {
    assert.equal(
      escapeText("a*b _c_ `d` [e](f) <g> &amp; h|i ~j~ # !k $l$ \\ m\n\n# n#"),
      "a\\*b \\_c\\_ \\`d\\` \\[e\\](f) \\<g\\> \\&amp; h\\|i \\~j\\~ \\# \\!k \\$l\\$ \\\\ m \\# n#",
    );
    assert.equal(escapeText("plain, text. (1) - ok: yes"), "plain, text. (1) - ok: yes");
  });

  it("fences code with more backticks than it has", () => {
    assert.equal(codeSpan("plain"), "`plain`");
    assert.equal(codeSpan("a `` b"), "```a `` b```");
    assert.equal(codeSpan("`a`"), "`` `a` ``");
    assert.equal(fence("a", "sh"), "```sh\na\n```");
    assert.equal(fence("a\n```\nb", "sh"), "````sh\na\n```\nb\n````");
  });

  it("never lets code end its own fence", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "a", " ", "\n") }), (text) => {
        const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
        const marks = (found: string): number => /^`+/.exec(found)?.[0].length ?? 0;
        assert.ok(marks(fence(text, "sh")) > Math.max(2, longest));
        if (!text.startsWith("`")) assert.ok(marks(codeSpan(text)) > longest);
      }),
    );
  });

  it("keeps a bar inside its cell, escaped once", () => {
    assert.equal(cell("`a|b` c"), "`a\\|b` c");
    assert.equal(cell(escapeText("a|b")), "a\\|b");
    assert.equal(cell("plain"), "plain");
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("|", "\\", "a") }), (text) => {
        assert.doesNotMatch(cell(text), /(?<!\\)(?:\\\\)*\|/);
      }),
    );
  });

  it("keeps an address inside its link", () => {
    assert.equal(
      linkTo("a]b", "https://example.com/a>b\\ c"),
      "[a\\]b](https://example.com/a%3Eb%5C%20c)",
    );
    assert.equal(linkTo("a", "https://example.com/)(b"), "[a](<https://example.com/)(b>)");
  });
});
