/** Proves that editing a stack's file keeps what is not edited: comments, order, forms, line ends. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readStackFile } from "../../cli/stackFile";

describe("a stack's file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "stack-file-"));
    writeFileSync(path.join(folder, "Pulumi.yaml"), "name: calls\nruntime: nodejs\n");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function edit(text: string | undefined, changes: Readonly<Record<string, unknown>>) {
    if (text !== undefined) writeFileSync(path.join(folder, "Pulumi.dev.yaml"), text);
    return (await readStackFile(folder, "dev")).edited(changes);
  }

  const EDITS: readonly (readonly [
    name: string,
    before: string | undefined,
    changes: Readonly<Record<string, unknown>>,
    after: string,
  ])[] = [
    ["none yet", undefined, { a: 1 }, "config:\n  calls:a: 1\n"],
    ["an empty one", "", { a: [1] }, "config:\n  calls:a:\n    - 1\n"],
    ["comments alone", "# ours\n", { a: 1 }, "# ours\n\nconfig:\n  calls:a: 1\n"],
    [
      "no config in it",
      "encryptionsalt: v1:x\n",
      { a: 1 },
      "encryptionsalt: v1:x\nconfig:\n  calls:a: 1\n",
    ],
    [
      "an empty config",
      "config:\nencryptionsalt: v1:x\n",
      { a: 1 },
      "config:\n  calls:a: 1\nencryptionsalt: v1:x\n",
    ],
    [
      "comments, blank lines, quotes and other namespaces",
      "# top\nconfig:\n  # why\n  azuread:tenantId: 'x' # ids\n\n  calls:b: \"2\"\n  other:c: {d: [1, 2]}\n# end\n",
      { b: 3, a: "x" },
      "# top\nconfig:\n  # why\n  azuread:tenantId: 'x' # ids\n\n  calls:b: 3\n  other:c: {d: [1, 2]}\n  calls:a: x\n\n# end\n",
    ],
    [
      "lists that are not indented, and a long line",
      `config:\n  calls:l:\n  - ${"long ".repeat(40)}end\n  calls:b: 1\n`,
      { b: undefined },
      `config:\n  calls:l:\n  - ${"long ".repeat(40)}end\n`,
    ],
    [
      "texts that YAML 1.1 would take for something else",
      "config:\n  calls:b: 1\n",
      { a: ["1_000", "0b11", "2024-01-01", "yes"] },
      'config:\n  calls:b: 1\n  calls:a:\n    - "1_000"\n    - "0b11"\n    - "2024-01-01"\n    - "yes"\n',
    ],
    [
      "line ends of Windows",
      "config:\r\n  calls:b: 1\r\n",
      { b: 2 },
      "config:\r\n  calls:b: 2\r\n",
    ],
  ];
  for (const [name, before, changes, after] of EDITS) {
    it(`may be ${name}`, async () => {
      assert.equal(await edit(before, changes), after);
    });
  }

  it("is refused where it is no UTF-8 text", async () => {
    writeFileSync(path.join(folder, "Pulumi.dev.yaml"), Buffer.from([0x61, 0x3a, 0x20, 0xe9]));
    await assert.rejects(readStackFile(folder, "dev"), /it is no UTF-8 text/);
  });

  it("tells its own keys from others", async () => {
    writeFileSync(
      path.join(folder, "Pulumi.dev.yaml"),
      "config:\n  azuread:tenantId: x\n  calls:b: 2\n",
    );
    const { config, all, identity, name } = await readStackFile(folder, "org/calls/dev");
    assert.deepEqual(
      { config, all, identity, name },
      {
        config: { b: 2 },
        all: { "azuread:tenantId": "x", "calls:b": 2 },
        identity: { project: "calls", stack: "dev" },
        name: "Pulumi.dev.yaml",
      },
    );
  });

  it("lies where the project says", async () => {
    writeFileSync(path.join(folder, "Pulumi.yaml"), "name: calls\nstackConfigDir: stacks\n");
    mkdirSync(path.join(folder, "stacks"));
    const file = await readStackFile(folder, "dev");
    await file.write("config: {}\n");
    assert.equal(
      readFileSync(path.join(folder, "stacks", "Pulumi.dev.yaml"), "utf8"),
      "config: {}\n",
    );
  });

  it("keeps its permissions", async () => {
    const file = path.join(folder, "Pulumi.dev.yaml");
    writeFileSync(file, "config: {}\n", { mode: 0o640 });
    await (await readStackFile(folder, "dev")).write("config:\n");
    assert.equal(statSync(file).mode & 0o777, 0o640);
  });
});
