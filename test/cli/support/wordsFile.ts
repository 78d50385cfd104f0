/**
 * What people are told in each case, word for word, kept in a file of "fixtures". After a change of
 * words that is meant, write the file anew and read the difference: WRITE_FIXTURES=1 npx mocha
 * test/cli/faults.test.ts
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";

const isWriting = (process.env["WRITE_FIXTURES"] ?? "") !== "";

/** The words of one suite, by the titles of its cases. */
export class WordsFile {
  readonly #file: string;
  readonly #kept: Readonly<Record<string, unknown>>;
  readonly #told: Record<string, unknown> = {};

  /** @param name of the file, without folder. */
  public constructor(name: string) {
    this.#file = path.join(__dirname, "..", "fixtures", name);
    const text = existsSync(this.#file) ? readFileSync(this.#file, "utf8") : "{}";
    this.#kept = JSON.parse(text) as Readonly<Record<string, unknown>>;
  }

  /** Holds what is told against what stands in the file. Times and the run's own folder aside. */
  public assertSame(title: string, told: unknown): void {
    this.#told[title] = withoutChance(told);
    if (!isWriting) assert.deepEqual(this.#told[title], this.#kept[title]);
  }

  /** Holds that the file has no other cases. To be asked after the last one. */
  public async assertComplete(): Promise<void> {
    if (isWriting) {
      const text = JSON.stringify(this.#told);
      writeFileSync(this.#file, await format(text, { parser: "json", printWidth: 100 }));
    } else {
      assert.deepEqual(Object.keys(this.#told), Object.keys(this.#kept));
    }
  }
}

function withoutChance(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replace(/\d{4}-\d\d-\d\dT(?!00:00:00Z)[\d:.]+Z/g, "TIME")
    .replace(/file \\"[^"]+\\"/g, 'file \\"outputs.json\\"')
    .replace(/until \d\d:\d\d \((59|60) min\)/g, "until TIME (60 min)");
  return JSON.parse(text) as unknown;
}
