/**
 * Makes the pictures of the documentation from the real thing: `node --require ts-node/register
 * docs/images/make.ts`. Needs Debian's `chromium` on PATH. The ids in them are the tests' sample;
 * there is no such tenant.
 */
import path from "node:path";
import { makeGuide } from "../../cli/guide/guideModel";
import { renderHtml } from "../../cli/guide/html";
import { MADE_AT, SAMPLE, sampleOutputs } from "../../test/cli/guide/sample";
import { openPage, startChromium } from "../../test/support/chromium";

async function main(): Promise<void> {
  const outputs = sampleOutputs({ producers: SAMPLE.group });
  const guide = makeGuide(outputs, { stack: "dev", madeAt: MADE_AT });
  const chromium = await startChromium();
  try {
    const opened = await openPage(chromium.browser, await renderHtml(guide), {
      colorScheme: "light",
      viewport: { width: 1280, height: 1340 },
    });
    await opened.page.screenshot({ path: path.join(__dirname, "guide.png") });
    await opened.close();
  } finally {
    await chromium.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
