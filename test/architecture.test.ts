/**
 * Proves the direction of imports: the program is whole without what stands beside it, the rules
 * know no Pulumi, each part of the sandbox keeps to its floor, and no files import each other in a
 * circle. It asks the compiler, so it cannot see what is loaded by a computed name.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const REPOSITORY = path.resolve(__dirname, "..");

/**
 * Which files may import what. A file belongs to the first row that matches; targets are folders,
 * files or packages.
 */
const FLOORS: readonly {
  readonly from: RegExp;
  readonly may: RegExp;
  readonly because: string;
}[] = [
  {
    from: /^index\.ts$/,
    may: /^(components\/|@pulumi\/)/,
    because: "the entry point only joins settings, component and outputs",
  },
  {
    from: /^components\/rules\/reading\//,
    may: /^(components\/rules\/reading\/|valibot$|fastest-levenshtein$)/,
    because: "how a value is read and refused is the same for every key",
  },
  {
    from: /^components\/rules\/values\//,
    may: /^(components\/rules\/(reading\/|values\/|ids\.ts$)|valibot$|uuid$)/,
    because: "what a key holds depends on no other key, and on nothing that the directory says",
  },
  {
    from: /^components\/rules\/facts\//,
    may: /^components\/rules\/(?!outputs)/,
    because: "what the directory says is judged before there are outputs",
  },
  {
    from: /^components\/rules\//,
    may: /^(components\/rules\/|valibot$|uuid$|fastest-levenshtein$)/,
    because: "rules are plain data, shared with tools that must not wait for Pulumi to load",
  },
  {
    from: /^components\//,
    may: /^(components\/|@pulumi\/)/,
    because: "delete sandbox/ and cli/, and pulumi up still works",
  },
  {
    from: /^cli\/sandboxSource\.ts$/,
    may: /^(cli\/|components\/rules\/|management-api-sandbox\/stacks$|node:)/,
    because: "the one door from the tools to the sandbox",
  },
  {
    from: /^cli\//,
    may: /^(cli\/|components\/rules\/|node:|hono\/html$|[a-z][a-z0-9-]*$)/,
    because: "tools start fast, and need neither Pulumi nor the sandbox",
  },
  { from: /^((sandbox\/)?test|bench|docs)\//, may: /./, because: "they look at everything" },
  {
    from: /^sandbox\/directory\//,
    may: /^(sandbox\/(directory\/|wholeFile\.ts$)|node:|[a-z@][a-z0-9-/]*$)(?<!@pulumi.*)/,
    because:
      "the directory imitates Microsoft, and must not know the rules that are tested against it",
  },
  {
    from: /^sandbox\/engine\//,
    may: /^(sandbox\/(engine\/|(process|wholeFile)\.ts$)|node:|@pulumi\/pulumi|@grpc\/grpc-js$|google-protobuf|[a-z][a-z0-9-]*$)/,
    because: "the engine is handed its providers, and knows no directory",
  },
  {
    from: /^sandbox\/providers\//,
    may: /^(sandbox\/(providers|engine)\/|sandbox\/(http|process)\.ts$|node:|[a-z][a-z0-9-]*$)/,
    because: "providers reach the directory over HTTP, as the real one reaches Graph",
  },
  {
    from: /^sandbox\/api\//,
    may: /^(sandbox\/(api\/|http\.ts$)|node:|@hono\/|[a-z][a-z0-9-]*$)/,
    because: "the API knows tokens and its settings, nothing else",
  },
  {
    from: /^sandbox\//,
    may: /^(sandbox\/|node:|@azure\/|[a-z][a-z0-9-]*$)/,
    because: "the sandbox is a package of its own, of use without this program",
  },
];

function sources(folder: string): readonly string[] {
  return readdirSync(path.join(REPOSITORY, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => path.relative(REPOSITORY, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => !/\/(dist|node_modules)\//.test(file));
}

/** What a file names in its imports, as the compiler sees it. */
function namesIn(file: string): readonly string[] {
  const text = readFileSync(path.join(REPOSITORY, file), "utf8");
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** What a file imports: packages by name, own files by path from the top. */
function importsOf(file: string): readonly string[] {
  return namesIn(file).map((fileName) => {
    if (!fileName.startsWith(".")) return fileName;
    const resolved = path.posix.join(path.posix.dirname(file), fileName);
    const found = path.join(REPOSITORY, resolved);
    if (!existsSync(found)) return `${resolved}.ts`;
    return statSync(found).isDirectory() ? `${resolved}/index.ts` : resolved;
  });
}

/**
 * The files of each circle of imports, sorted; a circle inside another one is part of it. Imports
 * of types count too.
 *
 * Tarjan's algorithm: a file is the root of a circle where nothing that it reaches leads to a file
 * that was met before it.
 */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[][] {
  const numbers = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];

  /** Visits a file. @returns the number of the earliest open file that it reaches. */
  const visit = (file: string): number => {
    const number = numbers.size;
    numbers.set(file, number);
    open.push(file);
    let earliest = number;
    for (const target of imports.get(file) ?? []) {
      if (!numbers.has(target)) earliest = Math.min(earliest, visit(target));
      else if (open.includes(target)) earliest = Math.min(earliest, numbers.get(target) ?? number);
    }
    if (earliest === number) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return earliest;
  };
  for (const file of imports.keys()) {
    if (!numbers.has(file)) visit(file);
  }
  return circles;
}

describe("imports", () => {
  const files = [
    "index.ts",
    ...["components", "cli", "sandbox", "test", "bench", "docs"].flatMap((folder) =>
      sources(folder),
    ),
  ];

  it("go one way", () => {
    const offences = files.flatMap((file) => {
      const floor = FLOORS.find(({ from }) => from.test(file));
      assert.ok(floor, `no floor for ${file}`);
      return importsOf(file)
        .filter((target) => !floor.may.test(target))
        .map((target) => `${file} imports "${target}": ${floor.because}`);
    });
    assert.deepEqual(offences, []);
  });

  it("have no circles", () => {
    const imports = new Map(files.map((file) => [file, importsOf(file)]));
    assert.deepEqual(circlesIn(imports), []);
  });

  it("have circles only where files lead back to themselves", () => {
    const imports = {
      top: ["left", "right", "package"],
      left: ["bottom"],
      right: ["bottom", "a"],
      a: ["b"],
      b: ["c", "bottom"],
      c: ["a", "d"],
      d: ["c"],
      bottom: [],
    };
    assert.deepEqual(circlesIn(new Map(Object.entries(imports))), [["a", "b", "c", "d"]]);
  });

  for (const { manifest, folders, loadedByName } of [
    {
      manifest: "package.json",
      folders: ["components", "cli"],
      // Pulumi's runner loads the program with these; "npm run build" compiles with one of them.
      loadedByName: ["@pulumi/pulumi", "@swc/core", "ts-node", "typescript"],
    },
    { manifest: "sandbox/package.json", folders: ["sandbox"], loadedByName: [] },
  ]) {
    it(`of what is packed are the dependencies that ${manifest} declares`, () => {
      const { dependencies } = JSON.parse(
        readFileSync(path.join(REPOSITORY, manifest), "utf8"),
      ) as { dependencies: Readonly<Record<string, string>> };
      const packages = folders
        .flatMap((folder) => sources(folder))
        .filter((file) => !file.includes("/test/"))
        .flatMap(namesIn)
        .filter((name) => !/^(\.|node:)/.test(name))
        .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
        // The tools say so where it is missing.
        .filter((name) => name !== "management-api-sandbox");
      assert.deepEqual(
        [...new Set([...packages, ...loadedByName])].sort(),
        Object.keys(dependencies).sort(),
      );
    });
  }

  it("are seen by this test", () => {
    assert.deepEqual(importsOf("index.ts"), [
      "components/lookUps.ts",
      "components/managementApi.ts",
      "components/settings.ts",
    ]);
  });

  it("of the program do not name the sandbox in any other way", () => {
    const naming = ["index.ts", ...sources("components")].filter((file) =>
      /sandbox|emulat/i.test(readFileSync(path.join(REPOSITORY, file), "utf8")),
    );
    assert.deepEqual(naming, []);
  });
});

describe("components", () => {
  it("register their outputs as the last thing that their constructor does", () => {
    const without = sources("components").filter((file) => {
      const text = readFileSync(path.join(REPOSITORY, file), "utf8");
      return (
        (text.includes("extends pulumi.ComponentResource") ||
          /extends\s+pulumi\.ComponentResource/.test(text)) &&
        !/\n {4}this\.registerOutputs\(\{[^}]*\}\);\n {2}\}\n/.test(text)
      );
    });
    assert.deepEqual(without, []);
  });
});
