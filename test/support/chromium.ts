/**
 * A real Chromium for tests of pages, through playwright-core, which brings no browser of its own.
 */
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Context } from "mocha";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/**
 * No graphics card, no sandbox of its own (containers have no rights for it), no talk with its
 * maker.
 */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A running browser with a profile and a home folder of its own. */
export interface RunningChromium {
  readonly browser: Browser;
  /** Ends the browser and removes what it wrote. */
  close(): Promise<void>;
}

/** A page, served on loopback, and what happened on it so far. */
export interface OpenedPage {
  readonly page: Page;
  /** Addresses of all requests, the page's own first. */
  readonly requests: readonly string[];
  /** Warnings and errors of the console, and exceptions that nobody caught. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** The browser's program: Debian's name. Undefined where there is none on PATH. */
export function findChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.map((folder) => path.join(folder, "chromium")).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts Chromium. @throws an error where there is none; see {@link requireChromium} for tests. */
export async function startChromium(): Promise<RunningChromium> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no "chromium" on PATH.');
  const home = await mkdtemp(path.join(tmpdir(), "chromium-home-"));
  const env = { PATH: process.env["PATH"] ?? "", HOME: home, LANG: "C.UTF-8" };
  const removeHome = (): Promise<void> => rm(home, { recursive: true, force: true });
  try {
    const browser = await chromium.launch({ executablePath, args: FLAGS, env });
    return {
      browser,
      close: async () => {
        await browser.close();
        await removeHome();
      },
    };
  } catch (error) {
    await removeHome();
    throw error;
  }
}

/** The title of a suite that needs Chromium: says why it is skipped, where it is. */
export function chromiumSuite(title: string): string {
  return findChromium() === undefined ? `${title} (skipped: no "chromium" on PATH)` : title;
}

/**
 * {@link startChromium} for a suite's "before", whose tests are skipped where there is no Chromium.
 * Not so in CI, which sets the variable `CI`: there it fails.
 */
export async function requireChromium(hook: Context): Promise<RunningChromium> {
  const isOptional = (process.env["CI"] ?? "") === "";
  return findChromium() === undefined && isOptional ? hook.skip() : startChromium();
}

/**
 * Opens a page in a context of its own.
 *
 * @param html the whole document, served at `/` on loopback; every other address is not found, and
 * recorded.
 * @param anchor what follows `#` in the address.
 */
export async function openPage(
  browser: Browser,
  html: string,
  options: BrowserContextOptions = {},
  { anchor = "", prepare }: { readonly anchor?: string; readonly prepare?: () => void } = {},
): Promise<OpenedPage> {
  const server = createServer((request, response) => {
    const found = request.url === "/";
    response.writeHead(found ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
    response.end(found ? html : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const context = await browser.newContext(options);
  if (prepare !== undefined) await context.addInitScript(prepare);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  page.on("console", (message) => {
    if (["warning", "error"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`http://127.0.0.1:${port}/#${anchor}`);
  return {
    page,
    requests,
    complaints,
    close: async () => {
      await context.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
