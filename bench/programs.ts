/** Program folders to measure: the real program, and an empty one, each loaded in several ways. */
import { cp, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";

/** The folder with the real `Pulumi.yaml`. */
const REPOSITORY = path.resolve(__dirname, "..");

const SOURCES = {
  empty: "export {};\n",
  smallest: `import * as azuread from "@pulumi/azuread";
const registration = new azuread.Application("registration", { displayName: "Smallest" });
export const clientId = registration.clientId;
`,
};

/** How Node gets at the program: as it is, type-checked at every start, or compiled to JavaScript before. */
export type Loading = "transpiled" | "typeChecked" | "compiled";

/** A program to measure. */
export interface ProgramVariant {
  /** `smallest` registers one application and does nothing else. */
  readonly program: "empty" | "smallest" | "real";
  readonly loading: Loading;
}

/**
 * Writes a program folder: copies, because a folder of links is another one to the type checker; only the packages are
 * linked.
 *
 * @returns its path, below `parent`.
 */
export async function writeProgram(parent: string, variant: ProgramVariant): Promise<string> {
  const folder = path.join(parent, `${variant.program}-${variant.loading}`);
  await mkdir(folder);
  await symlink(
    path.join(REPOSITORY, "node_modules"),
    path.join(folder, "node_modules"),
    "junction",
  );
  await cp(path.join(REPOSITORY, "package.json"), path.join(folder, "package.json"));
  await writeFile(path.join(folder, "tsconfig.json"), await compilerSettings(variant.loading));
  if (variant.program === "real") {
    await cp(path.join(REPOSITORY, "index.ts"), path.join(folder, "index.ts"));
    await cp(path.join(REPOSITORY, "components"), path.join(folder, "components"), {
      recursive: true,
    });
  } else {
    await writeFile(path.join(folder, "index.ts"), SOURCES[variant.program]);
  }
  await writeFile(path.join(folder, "Pulumi.yaml"), await projectFile(variant));
  if (variant.loading === "compiled") await compile(folder);
  return folder;
}

async function compilerSettings(loading: Loading): Promise<string> {
  const file = path.join(REPOSITORY, "tsconfig.json");
  const settings = ts.parseConfigFileTextToJson(file, await readFile(file, "utf8"))
    .config as object;
  return JSON.stringify({
    ...settings,
    include: ["index.ts", "components"],
    "ts-node": { transpileOnly: loading !== "typeChecked" },
  });
}

async function projectFile({ program, loading }: ProgramVariant): Promise<string> {
  const text =
    program === "real"
      ? await readFile(path.join(REPOSITORY, "Pulumi.yaml"), "utf8")
      : `name: ${program}\nruntime: nodejs\n`;
  return loading === "compiled"
    ? text.replace(
        /^runtime: nodejs$/m,
        "runtime: { name: nodejs, options: { typescript: false } }",
      )
    : text;
}

/** Puts JavaScript beside each TypeScript file; Node then takes that. */
async function compile(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true });
  const sources = entries.filter(
    (entry) => entry.endsWith(".ts") && !entry.startsWith("node_modules"),
  );
  for (const source of sources) {
    const file = path.join(folder, source);
    const { outputText } = ts.transpileModule(await readFile(file, "utf8"), {
      fileName: file,
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    await writeFile(file.replace(/\.ts$/, ".js"), outputText);
  }
}
