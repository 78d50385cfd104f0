/** Task: one stack of the real program in a fresh sandbox, its first preview and first `up`. */
import { rm, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as v from "valibot";
import type { Result } from "../../sandbox/engine";
import { startStack } from "../../test/support/stackRun";
import { answerTask, taskInput } from "../child";
import { probeVariables, readProbeReport } from "../installProbe";
import { peakMemory } from "../memory";
import { expectSuccess } from "../success";
import { stackOfSize } from "../stackOfSize";
import { withVariables } from "../variables";
import type { DeployMeasure } from "../measures/growth";

const InputSchema = v.object({ scopes: v.number(), clients: v.number(), probe: v.string() });

async function deployOnce(): Promise<void> {
  const { probe, ...size } = v.parse(InputSchema, taskInput());
  const reports = await mkdtemp(path.join(tmpdir(), "bench-deploy-"));
  const reportFile = path.join(reports, "probe.json");
  const stack = await withVariables(probeVariables(probe, reportFile), () =>
    startStack(stackOfSize(size)),
  );
  const measure = async (operation: () => Promise<Result>): Promise<DeployMeasure> => {
    const before = stack.directory.journal.length;
    const processorBefore = process.cpuUsage();
    const result = await operation();
    expectSuccess(result);
    const requests = stack.directory.journal.slice(before);
    const engine = peakMemory();
    const { user, system } = process.cpuUsage(processorBefore);
    const { peakMemory: program, processor } = await readProbeReport(reportFile);
    return {
      requests: requests.length,
      bytesSent: requests.reduce((sum, { body }) => sum + bodySize(body), 0),
      milliseconds: result.duration,
      processor: (user + system) / 1000 + processor,
      ...(engine !== undefined && { engineMemory: engine }),
      ...(program !== undefined && { programMemory: program }),
    };
  };
  try {
    const preview = await measure(() => stack.preview());
    const up = await measure(() => stack.up());
    answerTask({ preview, up });
  } finally {
    await stack.close();
    await rm(reports, { recursive: true, force: true });
  }
}

/** Bytes as JSON; secrets count as the sign that stands for them in the journal. */
function bodySize(body: unknown): number {
  return body === undefined ? 0 : Buffer.byteLength(JSON.stringify(body));
}

void deployOnce();
