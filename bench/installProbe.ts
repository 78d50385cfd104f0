/** Puts the probe into programs and reads what it leaves. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import * as v from "valibot";
import { PROBE_FILE, type ProbeReport } from "./probeReport";

const PARTS = ["probe", "probeReport", "memory"];

const ReportSchema = v.object({
  node: v.number(),
  loading: v.record(v.string(), v.number()),
  files: v.record(v.string(), v.number()),
  transpiling: v.number(),
  total: v.number(),
  processor: v.number(),
  peakMemory: v.exactOptional(v.number()),
});

/**
 * Writes the probe as JavaScript into a folder: as TypeScript it would bring a compiler along.
 *
 * @returns the file for {@link probeVariables}.
 */
export async function writeProbe(folder: string): Promise<string> {
  for (const part of PARTS) {
    const source = await readFile(path.join(__dirname, `${part}.ts`), "utf8");
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        esModuleInterop: true,
      },
    });
    await writeFile(path.join(folder, `${part}.js`), outputText);
  }
  return path.join(folder, "probe.js");
}

/** The variables that make a Node program load the probe and leave its report in a file. */
export function probeVariables(probe: string, reportFile: string): Record<string, string> {
  return { NODE_OPTIONS: `--require ${JSON.stringify(probe)}`, [PROBE_FILE]: reportFile };
}

/** Reads a report. @throws where the program was ended before it could leave one. */
export async function readProbeReport(reportFile: string): Promise<ProbeReport> {
  return v.parse(ReportSchema, JSON.parse(await readFile(reportFile, "utf8")));
}
