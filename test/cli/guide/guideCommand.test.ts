/**
 * Proves the command "guide" from its arguments to the file or standard output, with outputs from a
 * file. Reading outputs from Pulumi and from the sandbox is the business of every command and
 * proved there.
 */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CliError, UsageError } from "../../../cli/cliError";
import { createProgram } from "../../../cli/commands";
import type { Deps } from "../../../cli/deps";
import { makeGuide } from "../../../cli/guide/guideModel";
import { renderHtml } from "../../../cli/guide/html";
import { renderMarkdown } from "../../../cli/guide/markdown";
import { MADE_AT, sampleOutputs } from "./sample";

const outputs = sampleOutputs();
const facts = { stack: undefined, madeAt: MADE_AT, owners: [] };

describe("the command guide", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "guide-"));
    await writeFile(path.join(folder, "outputs.json"), JSON.stringify(outputs));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function guide(...options: readonly string[]) {
    const written = { out: "", talk: "" };
    const deps: Deps = {
      io: {
        out: (text) => (written.out += text),
        talk: (line) => (written.talk += `${line}\n`),
        readInput: () => Promise.reject(new Error("standard input is not read here")),
        now: () => MADE_AT,
        environment: {},
        cwd: folder,
        platform: process.platform,
      },
      run: () => Promise.reject(new Error("no program is started here")),
    };
    const program = createProgram(deps, deps, () => undefined);
    await program.parseAsync(["guide", "--outputs", "outputs.json", ...options], { from: "user" });
    return written;
  }

  it("prints the page and says nothing else", async () => {
    const html = await renderHtml(makeGuide(outputs, facts));
    assert.deepEqual(await guide(), { out: html, talk: "" });
  });

  it("prints Markdown where asked, with the owners", async () => {
    const owners = ["dana@contoso.example", "Robin"];
    assert.deepEqual(
      await guide("--markdown", "--owner", "dana@contoso.example", "--owner", "Robin"),
      {
        out: renderMarkdown(makeGuide(outputs, { ...facts, owners })),
        talk: "",
      },
    );
  });

  it("replaces a file and leaves nothing beside it", async () => {
    await writeFile(path.join(folder, "guide.html"), "old");
    assert.deepEqual(await guide("--output", "guide.html"), {
      out: "",
      talk: 'Wrote "guide.html".\n',
    });
    const html = await readFile(path.join(folder, "guide.html"), "utf8");
    assert.equal(html, await renderHtml(makeGuide(outputs, facts)));
    assert.deepEqual((await readdir(folder)).sort(), ["guide.html", "outputs.json"]);
  });

  it("says why a file cannot be written", async () => {
    await assert.rejects(guide("--output", "missing/guide.html"), (error) => {
      assert.ok(error instanceof CliError);
      const { code, message, remedy } = error;
      assert.deepEqual(
        { code, message, remedy },
        {
          code: "guide.unwritable",
          message: '"missing/guide.html" cannot be written: its folder does not exist.',
          remedy: ["Make the folder, or name another file."],
        },
      );
      return true;
    });
    await assert.rejects(guide("--output", "."), /cannot be written: it is a folder/);
  });

  it("writes nothing where an owner looks like a secret", async () => {
    const secret = `abc8Q~${"a1".repeat(17)}`;
    await assert.rejects(
      guide("--output", "guide.html", "--owner", secret),
      /^CliError: "owners\[0\]" holds something that looks like a client secret/,
    );
    assert.deepEqual(await readdir(folder), ["outputs.json"]);
  });

  for (const option of ["--output", "--owner"]) {
    it(`refuses an empty "${option}"`, async () => {
      await assert.rejects(guide(option, ""), (error) => {
        assert.ok(error instanceof UsageError);
        assert.match(error.message, new RegExp(`^"${option}" is "": it must name`));
        return true;
      });
    });
  }
});
