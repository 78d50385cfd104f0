/**
 * Loaded into a program before anything else (`node --require`): notes which packages cost how much of its start, and how
 * much memory it held at most, and leaves both in a file at its end. It also ends a program whose engine is gone. Imports next
 * to nothing: it would count as the program's own.
 */
import { writeFileSync } from "node:fs";
import Module from "node:module";
import { peakMemory } from "./memory";
import { PROBE_FILE, PROGRAM_FILES, type ProbeReport } from "./probeReport";

/** Packages that are told apart; whatever else one of them loads counts as its part. */
const GROUPS = [
  "@pulumi/pulumi",
  "@pulumi/azuread",
  "@pulumi/command",
  "@npmcli/arborist",
  "@grpc/grpc-js",
  "@opentelemetry",
  "google-protobuf",
  "typescript",
  "ts-node",
  "valibot",
  "uuid",
  "fastest-levenshtein",
];

function groupOf(file: string, parent: string): string {
  const [, ...packages] = file.replace(/\\/g, "/").split("/node_modules/");
  const innermost = packages.at(-1);
  if (innermost === undefined) return PROGRAM_FILES;
  const named = GROUPS.find((group) => innermost.startsWith(`${group}/`));
  return named ?? (parent === PROGRAM_FILES ? "other packages" : parent);
}

const started = performance.now();
const loading: Record<string, number> = {};
const files: Record<string, number> = {};
let transpiling = 0;
// What the file that is being loaded has spent on others so far, and where it belongs.
let inner = 0;
let current = "@pulumi/pulumi";
let isCompilerWatched = false;

/** ts-node keeps itself on the process: https://typestrong.org/ts-node/api/index.html#register_instance */
function watchCompiler(): void {
  const compiler: unknown = Reflect.get(process, Symbol.for("ts-node.register.instance"));
  if (isCompilerWatched || typeof compiler !== "object" || compiler === null) return;
  const compile: unknown = Reflect.get(compiler, "compile");
  if (typeof compile !== "function") return;
  isCompilerWatched = true;
  Reflect.set(compiler, "compile", (...parameters: unknown[]): unknown => {
    const before = performance.now();
    try {
      const compiled: unknown = Reflect.apply(compile, compiler, parameters);
      return compiled;
    } finally {
      transpiling += performance.now() - before;
    }
  });
}

// Node loads every CommonJS file by this method; it is there for tools like this one, but not declared.
const load: unknown = Reflect.get(Module.prototype, "load");
if (typeof load === "function") {
  Reflect.set(Module.prototype, "load", function (this: Module, file: string): void {
    watchCompiler();
    const [before, outer, parent] = [performance.now(), inner, current];
    const group = groupOf(file, parent);
    current = group;
    inner = 0;
    try {
      Reflect.apply(load, this, [file]);
    } finally {
      const elapsed = performance.now() - before;
      loading[group] = (loading[group] ?? 0) + elapsed - inner;
      files[group] = (files[group] ?? 0) + 1;
      inner = outer + elapsed;
      current = parent;
    }
  });
}

// Pulumi's runner waits for an engine that was killed; nobody waits for the runner.
const engine = process.ppid;
setInterval(() => {
  if (process.ppid !== engine) process.exit(1);
}, 500).unref();

process.once("exit", () => {
  const target = process.env[PROBE_FILE];
  if (target === undefined) return;
  const memory = peakMemory();
  const { user, system } = process.cpuUsage();
  const report: ProbeReport = {
    node: started,
    loading,
    files,
    transpiling,
    total: performance.now(),
    processor: (user + system) / 1000,
    ...(memory !== undefined && { peakMemory: memory }),
  };
  writeFileSync(target, JSON.stringify(report));
});
