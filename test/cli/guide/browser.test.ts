/**
 * Proves that the page works in a real Chromium: copying, search, keyboard, themes, narrow screens,
 * accessibility as far as axe-core can see, and that hostile values stay text. Cannot prove how a
 * screen reader reads it, nor other browsers.
 */
import assert from "node:assert/strict";
import { type run, source as axeSource } from "axe-core";
import type { Page } from "playwright-core";
import type { Guide } from "../../../cli/guide/document";
import { makeGuide } from "../../../cli/guide/guideModel";
import { renderHtml } from "../../../cli/guide/html";
import {
  chromiumSuite,
  openPage,
  type OpenedPage,
  requireChromium,
  type RunningChromium,
} from "../../support/chromium";
import { MADE_AT, replaceTexts, SAMPLE, sampleOutputs } from "./sample";

const outputs = sampleOutputs({
  producers: SAMPLE.group,
  clients: ["azureCli", "azurePowerShell"],
});
const facts = { stack: "dev", madeAt: MADE_AT, owners: ["dana@contoso.example", "Robin"] };
const guide = makeGuide(outputs, facts);

/** What each copy button must copy, by the id that it names. */
function texts({ sections, summary }: Guide): Readonly<Record<string, string>> {
  const blocks = [...summary, ...sections.flatMap((section) => section.blocks)];
  return Object.fromEntries(
    blocks.flatMap((block): (readonly [string, string])[] => {
      if (block.kind === "snippet") return [[block.id, block.code]];
      if (block.kind === "facts" && block.copyable) {
        return block.facts.flatMap(({ value }, index): (readonly [string, string])[] =>
          value === undefined ? [] : [[`${block.id}-${index + 1}`, value]],
        );
      }
      return block.kind === "remedies"
        ? block.remedies.flatMap(({ command }): (readonly [string, string])[] =>
            command === undefined ? [] : [[command.id, command.code]],
          )
        : [];
    }),
  );
}

/** In the page: whether a copy button has told that it copied. */
const said = (): boolean =>
  document.getElementById("status")?.textContent.startsWith("Copied: ") === true;

const openAll = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const each of document.querySelectorAll("details")) each.open = true;
  });

describe(chromiumSuite("the page in Chromium"), () => {
  let chromium: RunningChromium;
  let html: string;
  let opened: OpenedPage | undefined;

  before(async function () {
    chromium = await requireChromium(this);
    html = await renderHtml(guide);
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });
  after(async () => {
    // Undefined where the suite was skipped.
    await (chromium as RunningChromium | undefined)?.close();
  });

  async function open(
    options: Parameters<typeof openPage>[2] = {},
    more: Parameters<typeof openPage>[3] = {},
    content = html,
  ): Promise<Page> {
    opened = await openPage(chromium.browser, content, options, more);
    return opened.page;
  }

  /** Presses every copy button. @returns what each one copied, by the id that it names. */
  async function pressAll(page: Page, read: () => Promise<string>) {
    await openAll(page);
    await page.clock.install(); // What a button says goes after a while: not before it is read here.
    const copied: Record<string, string> = {};
    for (const button of await page.locator("button[data-copies]").all()) {
      await button.click();
      await page.waitForFunction(said);
      copied[(await button.getAttribute("data-copies")) ?? ""] = await page.evaluate(read);
      await page.evaluate(() => {
        const status = document.getElementById("status");
        if (status !== null) status.textContent = "";
      });
    }
    return copied;
  }

  it("copies the exact text with each button", async () => {
    const page = await open({ permissions: ["clipboard-read", "clipboard-write"] });
    const copied = await pressAll(page, () => navigator.clipboard.readText());
    assert.deepEqual(copied, texts(guide));
    assert.deepEqual(opened?.complaints, []);
  });

  it("copies the exact text where the clipboard may not be written directly", async () => {
    const page = await open(
      { permissions: ["clipboard-read"] },
      {
        prepare: () => {
          Object.assign(window, { theClipboard: navigator.clipboard });
          Object.defineProperty(navigator, "clipboard", { value: undefined });
        },
      },
    );
    const copied = await pressAll(page, () =>
      (window as unknown as { theClipboard: Clipboard }).theClipboard.readText(),
    );
    assert.deepEqual(copied, texts(guide));
  });

  it("selects the text and says which keys to press where nothing can be copied", async () => {
    const page = await open(
      {},
      {
        prepare: () => {
          Object.defineProperty(navigator, "clipboard", { value: undefined });
          Object.assign(document, { execCommand: () => false });
        },
      },
    );
    const button = page.locator('[data-copies="token-command"]');
    await button.click();
    assert.deepEqual(
      {
        selected: await page.evaluate(() => getSelection()?.toString()),
        button: await button.textContent(),
        status: await page.locator("#status").innerText(),
      },
      {
        selected: outputs.tokenCommand,
        button: "Press Ctrl+C or ⌘C Token command",
        status: "Press Ctrl+C or ⌘C: Token command",
      },
    );
  });

  it("asks for nothing but itself, and complains of nothing", async () => {
    const page = await open();
    await openAll(page);
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    assert.deepEqual(
      { requests: opened?.requests, complaints: opened?.complaints },
      { requests: ["/"], complaints: [] },
    );
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [360, 1280]) {
      it(`has no accessibility violation that axe-core knows, ${colorScheme}, ${width} px wide`, async () => {
        const page = await open({ colorScheme, viewport: { width, height: 800 } });
        await openAll(page);
        await page.evaluate(axeSource);
        const violations = await page.evaluate(async () => {
          const { axe } = window as unknown as { axe: { run: typeof run } };
          const results = await axe.run();
          return results.violations.map(({ id, nodes }) => ({
            id,
            nodes: nodes.map(({ failureSummary, html }) => `${html}: ${failureSummary ?? ""}`),
          }));
        });
        assert.deepEqual(violations, []);
      });
    }
  }

  it("fits screens from 320 px without scrolling sideways", async () => {
    const page = await open();
    await openAll(page);
    const widths: Record<number, number> = {};
    for (const width of [320, 360, 768, 1216, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      widths[width] = await page.evaluate(() => document.documentElement.scrollWidth);
    }
    assert.deepEqual(widths, { 320: 320, 360: 360, 768: 768, 1216: 1216, 1280: 1280 });
  });

  it("leads the keyboard through everything, from top to bottom", async () => {
    const page = await open();
    const expected = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("a, button, input, summary")]
        .filter((element) => element.checkVisibility())
        .map((element) => element.textContent || element.id),
    );
    const reached: string[] = [];
    for (let press = 0; press < expected.length; press += 1) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.evaluate(() => {
          const { activeElement } = document;
          return activeElement?.textContent || (activeElement?.id ?? "");
        }),
      );
    }
    assert.deepEqual(reached, expected);
    assert.equal(reached[0], "Skip to the steps");
    assert.equal(reached.filter((name) => name === "Copy Token command").length, 1);
  });

  it("takes the keyboard past the contents to the steps", async () => {
    const page = await open();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Windows");
  });

  const visible = (page: Page): Promise<string[]> =>
    page.locator(".remedies > details:visible").evaluateAll((all) => all.map(({ id }) => id));

  it("finds the error in a pasted message, by its code alone, and opens it", async () => {
    const page = await open();
    await page
      .getByLabel("Paste the message")
      .fill(
        "ERROR: AADSTS50076: Due to a configuration change you must use multi-factor authentication. Please run: az login --tenant x. 403 Trace ID: 0",
      );
    assert.deepEqual(await visible(page), ["aadsts50076"]);
    assert.equal(await page.locator("#aadsts50076").getAttribute("open"), "");
    assert.equal(await page.locator("#found").innerText(), "1 match");
  });

  it("tells apart codes of which one begins the other", async () => {
    const page = await open();
    const search = page.getByLabel("Paste the message");
    await search.fill("AADSTS65001: The user has not consented");
    assert.deepEqual(await visible(page), ["aadsts65001"]);
    await search.fill("aadsts650057: Invalid resource");
    assert.deepEqual(await visible(page), ["aadsts650057"]);
  });

  it("says where to look for an error that it does not know, and shows all again afterwards", async () => {
    const page = await open();
    const all = await visible(page);
    const search = page.getByLabel("Paste the message");
    await search.fill("AADSTS99999999");
    assert.deepEqual(await visible(page), []);
    assert.equal(
      await page.locator("#found").innerText(),
      "Not among these. See the end of this section.",
    );
    await search.fill("");
    assert.deepEqual(await visible(page), all);
  });

  it("opens the error that the address names", async () => {
    const page = await open({}, { anchor: "aadsts65001" });
    assert.equal(await page.locator("#aadsts65001").getAttribute("open"), "");
  });

  it("reads the same without scripts, without buttons that would do nothing", async () => {
    const page = await open({ javaScriptEnabled: false });
    assert.equal(await page.locator("button:visible, input:visible").count(), 0);
    assert.equal(await page.locator("#token-command").innerText(), outputs.tokenCommand);
  });

  it("prints every error open and no buttons", async () => {
    const page = await open();
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.locator("details:not([open])").count(), 0);
    assert.equal(await page.locator("button:visible, nav:visible").count(), 0);
  });

  it("shows and copies hostile values as they are, and runs nothing of them", async () => {
    const hostile = `</code><script>window.ran=1</script>"'><img src="/x" onerror="window.ran=1"> \${a} &lt; \`b\``;
    const content = await renderHtml(
      makeGuide(replaceTexts(outputs, hostile), { ...facts, stack: hostile, owners: [hostile] }),
    );
    const page = await open({ permissions: ["clipboard-read", "clipboard-write"] }, {}, content);
    await page.locator('[data-copies="token-command"]').click();
    await page.waitForFunction(said);
    assert.deepEqual(
      {
        title: await page.title(),
        heading: await page.locator("h1").textContent(),
        copied: await page.evaluate(() => navigator.clipboard.readText()),
        ran: await page.evaluate(() => "ran" in window),
        requests: opened?.requests,
        complaints: opened?.complaints,
      },
      {
        title: `Get a token for ${hostile}`,
        heading: `Get a token for ${hostile}`,
        copied: hostile,
        ran: false,
        requests: ["/"],
        complaints: [],
      },
    );
  });
});
