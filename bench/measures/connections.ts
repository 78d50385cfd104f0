/** How many requests a second the directory answers, each on a connection of its own as it insists on, or on kept ones. */
import * as v from "valibot";
import { createApp } from "../../sandbox/directory/app";
import { HOSTS } from "../../sandbox/directory/constants";
import { createFaults } from "../../sandbox/directory/faults";
import { openFolder } from "../../sandbox/directory/folder";
import { createSeed, SEED } from "../../sandbox/directory/seed";
import { type Answer, startServer } from "../../sandbox/directory/server";
import { createStore } from "../../sandbox/directory/state";
import { clientEnvironment } from "../../sandbox/environment";
import { runTask } from "../child";

/** Whether a connection serves one request, or many. */
export type ConnectionUse = "fresh" | "kept";

/** One way of asking, and its rates in requests a second, one a round. */
export interface ConnectionSeries {
  readonly use: ConnectionUse;
  /** How many requests are under way at a time. */
  readonly parallel: number;
  readonly rates: readonly number[];
  /** Connections opened for the requests of a round, by those who measured: evidence that they are what they are called. */
  readonly connections: number;
}

const AnswerSchema = v.object({ milliseconds: v.number(), connections: v.number() });

/** How many requests at a time are measured. */
export const PARALLEL: readonly number[] = [1, 8];

/**
 * Asks the directory `count` times in each way once a round, in turn. Client and directory are two processes.
 *
 * @param count requests a series and round.
 */
export async function measureConnections(
  rounds: number,
  count: number,
  onRound: (round: number) => void,
): Promise<readonly ConnectionSeries[]> {
  const directories = { fresh: await serve("fresh"), kept: await serve("kept") };
  const uses: readonly ConnectionUse[] = ["fresh", "kept"];
  const series = PARALLEL.flatMap((parallel) =>
    uses.map((use) => ({ use, parallel, rates: new Array<number>(), connections: 0 })),
  );
  try {
    for (let round = 1; round <= rounds; round += 1) {
      onRound(round);
      for (const each of series) {
        const { environment } = directories[each.use];
        const answer = await runTask(
          "requestMany",
          { environment, count, parallel: each.parallel },
          (value) => v.is(AnswerSchema, value),
        );
        each.rates.push((count / answer.milliseconds) * 1000);
        each.connections = answer.connections;
      }
    }
    return series;
  } finally {
    await directories.fresh.close();
    await directories.kept.close();
  }
}

/** The directory's own listener and rules; where connections are kept, each answer says so. */
async function serve(use: ConnectionUse) {
  const folder = await openFolder(undefined, new Date());
  const { certificates, keys, deployerSecret, userPassword, caFile } = folder;
  const answer = createApp({
    store: createStore(createSeed({ deployerSecret, userPassword })),
    keys,
    clock: () => new Date(),
    faults: createFaults(),
    journal: [],
  });
  const keep: Answer = async (request, drop) => {
    const response = await answer(request, drop);
    response.headers.set("connection", "keep-alive");
    return response;
  };
  const server = await startServer({
    certificates,
    allowedHosts: Object.values(HOSTS),
    onRefused: () => undefined,
    answer: use === "fresh" ? answer : keep,
  });
  const address = {
    proxyUrl: server.proxyUrl,
    caFile,
    tenantId: SEED.tenantId,
    deployer: { ...SEED.deployer, clientSecret: deployerSecret },
  };
  return {
    environment: {
      ...clientEnvironment(address, { azureConfigDir: "none" }),
    },
    async close() {
      await server.close();
      await folder.dispose();
    },
  };
}
