/**
 * Proves that the README agrees with the program: its tables of config and outputs, the picture of
 * the resources, its scripts and the files it points to. Its prose is for readers to check.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { CONFIG_KEYS } from "../components/rules/keys";
import { OUTPUTS } from "../components/rules/outputs";
import { failureRows } from "../docs/failureTable";
import { resourceGraph } from "../docs/resourceGraph";
import { errorsOf, startStack } from "./support/stackRun";

const REPOSITORY = path.resolve(__dirname, "..");
const README = readFileSync(path.join(REPOSITORY, "README.md"), "utf8");

/** The text of a section, up to the next one of the same depth. */
function section(title: string): string {
  const start = README.indexOf(`\n## ${title}\n`);
  assert.notEqual(start, -1, `section "${title}"`);
  const end = README.indexOf("\n## ", start + 1);
  return README.slice(start, end === -1 ? undefined : end);
}

/** The code names in the first column of a section's table. */
function firstColumn(title: string): readonly string[] {
  return [...section(title).matchAll(/^\| `(\w+)`/gm)].map(([, name = ""]) => name);
}

describe("the README", () => {
  it("lists every config key, in order", () => {
    assert.deepEqual(firstColumn("Config"), CONFIG_KEYS);
  });

  it("lists every output, in order", () => {
    assert.deepEqual(firstColumn("Outputs"), Object.keys(OUTPUTS));
  });

  it("tells what to do about failures in the words of the tools", () => {
    const rows = section("Troubleshooting")
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .map((line) =>
        line
          .slice(2, -1)
          .split(" | ")
          .map((cell) => cell.trim()),
      );
    assert.deepEqual(rows.slice(2), failureRows());
  });

  it("names only scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(REPOSITORY, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const named = [...README.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(
      ([, name = ""]) => name,
    );
    assert.deepEqual(
      [...new Set(named)].filter((name) => !(name in scripts)),
      [],
    );
    assert.deepEqual(
      Object.entries(scripts).filter(([, text]) => /[|;<>$`']/.test(text)),
      [],
      "scripts hold no shell syntax, so that they run on Windows too",
    );
  });

  it("links only to files and sections that exist", () => {
    const targets = [...README.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
    const headings = [...README.matchAll(/^##+ (.+)$/gm)].map(
      ([, title = ""]) =>
        `#${title
          .toLowerCase()
          .replaceAll(/[^\w\- ]/g, "")
          .replaceAll(" ", "-")}`,
    );
    const broken = targets.filter((target) => {
      if (/^https?:/.test(target)) return false;
      return target.startsWith("#")
        ? !headings.includes(target)
        : !existsSync(path.join(REPOSITORY, target));
    });
    assert.deepEqual(broken, []);
  });

  it("shows the resources of a deployed stack", async () => {
    const stack = await startStack();
    try {
      assert.equal(errorsOf(await stack.up()), "");
      const graph = resourceGraph((await stack.state()).deployment.resources);
      assert.equal(/```mermaid\n([\s\S]*?)\n```/.exec(README)?.[1], graph);
    } finally {
      await stack.close();
    }
  });
});

describe("the other pages for people", () => {
  for (const page of ["CONTRIBUTING.md", "SECURITY.md"]) {
    it(`name only files and folders that exist: ${page}`, () => {
      const text = readFileSync(path.join(REPOSITORY, page), "utf8");
      const names = [
        ...text.matchAll(/`((?:components|cli|sandbox|test|docs)\/[^`]*)`|\]\(([\w./-]+)/g),
      ]
        .map(([, spelled, linked]) => spelled ?? linked ?? "")
        .filter((name) => !name.includes("NAME"));
      assert.notEqual(names.length, 0);
      assert.deepEqual(
        names.filter((name) => !existsSync(path.join(REPOSITORY, name))),
        [],
      );
    });
  }
});
