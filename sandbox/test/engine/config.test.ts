/**
 * Proves that Pulumi.yaml and the stack file are read by the CLI's rules and refused in its words.
 * The texts are those of CLI 3.248.0 as far as they were recorded, else of its source.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readProject, type ProjectFile } from "../../engine/program/project";
import { readStackConfig, type StackConfig } from "../../engine/program/stackConfig";

describe("project and stack files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "engine-config-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const project = (text: string): Promise<ProjectFile> => {
    writeFileSync(join(folder, "Pulumi.yaml"), text);
    return readProject(folder);
  };
  /**
   * The config of stack "c1", given what the project declares (lines below "config:") and the stack
   * file.
   */
  const config = async (declared: string, stackFile?: string): Promise<StackConfig> => {
    if (stackFile !== undefined) writeFileSync(join(folder, "Pulumi.c1.yaml"), stackFile);
    return readStackConfig(await project(`name: p\nruntime: nodejs\nconfig:\n${declared}`), "c1");
  };

  it("reads what a project says", async () => {
    assert.deepEqual(
      await project(
        "name: p\nruntime: { name: nodejs, options: { typescript: true, packagemanager: npm } }\n" +
          "description: d\noptions: { refresh: always }\nconfig: { a: 1, b: { description: d, default: [] }, c: }",
      ),
      {
        name: "p",
        directory: folder,
        config: {
          a: 1,
          b: [],
          c: undefined,
        },
        refreshAlways: true,
      },
    );
    assert.deepEqual(await project("name: p\nruntime: nodejs"), {
      name: "p",
      directory: folder,
      config: {},
      refreshAlways: false,
    });
  });

  const unimplemented = (what: string): string =>
    `embedded engine: "${what} in Pulumi.yaml" is not implemented; use the Pulumi CLI for it`;
  for (const [name, text, message] of [
    ["another runtime", "name: p\nruntime: python", unimplemented("runtime: python")],
    ["plugins", "name: p\nruntime: nodejs\nplugins: {}", unimplemented("plugins")],
    ["packages", "name: p\nruntime: nodejs\npackages: {}", unimplemented("packages")],
    ["another main", "name: p\nruntime: nodejs\nmain: src", unimplemented("main")],
    ["a backend", "name: p\nruntime: nodejs\nbackend: {}", unimplemented("backend")],
    [
      "an unknown option",
      "name: p\nruntime: nodejs\noptions: { x: 1 }",
      unimplemented("options.x"),
    ],
    ...["nodeargs: --a", "tsconfig: t.json", "typescript: false", "x: 1"].map(
      (text) =>
        [
          `the runtime option ${text}`,
          `name: p\nruntime: { name: nodejs, options: { ${text} } }`,
          unimplemented(`runtime.options.${text.split(":")[0] ?? ""}`),
        ] as const,
    ),
    [
      "another refresh",
      "name: p\nruntime: nodejs\noptions: { refresh: never }",
      '"options.refresh" in Pulumi.yaml can only be "always"; it is "never"',
    ],
    [
      "a name that is none",
      "name: a b\nruntime: nodejs",
      '"name" in Pulumi.yaml must be 1 to 100 letters, digits, "-", "_" or "."; it is "a b"',
    ],
    ...["type: string", "items: { type: string }", "secret: true", "value: 1"].map(
      (text) =>
        [
          text,
          `name: p\nruntime: nodejs\nconfig: { a: { ${text} } }`,
          unimplemented(`config.a.${text.split(":")[0] ?? ""}`),
        ] as const,
    ),
    [
      "a key of another namespace",
      "name: p\nruntime: nodejs\nconfig: { 'azuread:x': { value: a } }",
      unimplemented("config.azuread:x"),
    ],
  ] as const) {
    it(`refuses in a project: ${name}`, async () => {
      await assert.rejects(project(text), { name: "EngineError", message });
    });
  }

  it("refuses a folder without a project, and a file that is not YAML", async () => {
    await assert.rejects(readProject(folder), {
      message: `no "Pulumi.yaml" in "${folder}"; a Pulumi project is a folder that has one`,
    });
    await assert.rejects(project("a: ["), /"[^"]+Pulumi.yaml" is not valid YAML: /);
  });

  it("merges defaults and stack values; lists and maps arrive as JSON, a stack's value wins whole", async () => {
    const declared =
      "  text: { default: '' }\n  list: { default: [azureCli] }\n  map: { default: {} }\n" +
      "  flag: { default: false }\n  count: { default: 3 }\n  untyped: { default: { a: 1 } }\n  part: 1.5";
    assert.deepEqual(await config(declared), {
      "p:text": "",
      "p:list": '["azureCli"]',
      "p:map": "{}",
      "p:flag": "false",
      "p:count": "3",
      "p:untyped": '{"a":1}',
      "p:part": "1.5",
    });
    const stackFile =
      "config:\n  p:text: 12\n  p:list: [a]\n  p:map: { b: 2 }\n  p:flag: 'true'\n  p:count: '12'\n  p:extra: [1, { c: d }]\n  other:key: true";
    assert.deepEqual(await config(declared, stackFile), {
      "p:text": "12",
      "p:list": '["a"]',
      "p:map": '{"b":2}',
      "p:flag": "true",
      "p:count": "12",
      "p:untyped": '{"a":1}',
      "p:extra": '[1,{"c":"d"}]',
      "other:key": "true",
      "p:part": "1.5",
    });
  });

  const invalid = (text: string): string => `validating stack config: Stack 'c1' ${text}`;
  for (const [name, declared, stackFile, message] of [
    [
      "a missing value",
      "  displayName: { description: x }",
      undefined,
      invalid("is missing configuration value 'displayName'"),
    ],
    [
      "missing values, all at once",
      "  c:\n  a: {}\n  b: { description: x }",
      undefined,
      invalid("is missing configuration values 'a', 'b' and 'c'"),
    ],
    [
      "an encrypted value",
      "  a: 1",
      "encryptionsalt: v1:x\nconfig: { 'p:x': { secure: v1:abc } }",
      'embedded engine: "encrypted value of p:x in Pulumi.c1.yaml" is not implemented; use the Pulumi CLI for it',
    ],
    [
      "an environment",
      "  a: 1",
      "environment: [e]",
      'embedded engine: "environment in Pulumi.c1.yaml" is not implemented; use the Pulumi CLI for it',
    ],
    [
      "a key without a namespace",
      "  a: 1",
      "config: { x: 1 }",
      '"x" in Pulumi.c1.yaml has no namespace; write it as "p:x"',
    ],
  ] as const) {
    it(`refuses in a stack: ${name}`, async () => {
      await assert.rejects(config(declared, stackFile), { name: "EngineError", message });
    });
  }
});
