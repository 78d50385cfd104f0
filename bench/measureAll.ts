/** One run of everything. */
import path from "node:path";
import { writeProbe } from "./installProbe";
import type { Measurements } from "./measurements";
import { measureConnections } from "./measures/connections";
import { measureGrowth } from "./measures/growth";
import { measureStartUp } from "./measures/startUp";
import { measureSteps } from "./measures/steps";
import { measureToken } from "./measures/token";
import type { Plan } from "./plan";
import { thisMachine } from "./report/machine";

/**
 * Measures as the plan says.
 *
 * @param folder for whatever has to lie on disk meanwhile.
 * @param tell gets a line before each round.
 */
export async function measureAll(
  plan: Plan,
  folder: string,
  tell: (line: string) => void,
): Promise<Measurements> {
  const round = (what: string, rounds: number) => (number: number) =>
    tell(number > 0 ? `${what}: round ${number} of ${rounds}` : `${what}: warming up`);
  const probe = await writeProbe(folder);
  const { startUp, growth, connections, steps } = plan;
  const token = await measureToken(plan.token.rounds, round("getting a token", plan.token.rounds));
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: thisMachine(),
    startUp: await measureStartUp(
      path.join(folder, "startUp"),
      probe,
      startUp,
      round("evaluating the program", startUp.rounds),
    ),
    growth: await measureGrowth(
      probe,
      growth.sizes,
      growth.rounds,
      round("first preview and up by size", growth.rounds),
    ),
    connections: await measureConnections(
      connections.rounds,
      connections.count,
      round("requests a second", connections.rounds),
    ),
    steps: await measureSteps(probe, steps.most, (step) => tell(`requests of a step: ${step}`)),
    ...(token !== undefined && { token }),
  };
}
