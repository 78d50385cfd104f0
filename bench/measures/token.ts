/** What `token` costs over plain `az`: both asked for the same token, in turn. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import { tokenArguments } from "../../components/rules/commands";
import { AzureCli } from "../../sandbox/tokenClients/azureCli";
import { startStack } from "../../test/support/stackRun";
import { expectSuccess } from "../success";

/** Wall times in milliseconds, one a round; both from az's cache, as on most days. */
export interface TokenSeries {
  /** The client that was asked, with its version. */
  readonly client: string;
  /** `az account get-access-token --resource …`. */
  readonly az: readonly number[];
  /** `management-api token --outputs FILE`. */
  readonly token: readonly number[];
}

const CLI = path.join(__dirname, "..", "..", "cli", "bin.js");
const Outputs = v.looseObject({ clientId: v.string(), loginCommand: v.string() });
const run = promisify(execFile);

/** Measures `rounds` pairs after one that is not counted. Undefined where there is no `az` on PATH. */
export async function measureToken(
  rounds: number,
  onRound: (round: number) => void,
): Promise<TokenSeries | undefined> {
  const stack = await startStack();
  try {
    const { environment } = stack;
    const az = await AzureCli.find(environment);
    if (az === undefined) return undefined;
    expectSuccess(await stack.up());
    const outputs = v.parse(Outputs, await stack.outputs());
    const file = path.join(stack.folder, "outputs.json");
    await writeFile(file, JSON.stringify(outputs));
    await az.signIn(outputs.loginCommand);

    const time = async (command: string, args: readonly string[]): Promise<number> => {
      const started = performance.now();
      await run(command, [...args], { env: environment });
      return performance.now() - started;
    };
    const [command = "", ...args] = tokenArguments(outputs);
    const times = { az: new Array<number>(), token: new Array<number>() };
    for (let round = 0; round <= rounds; round += 1) {
      onRound(round);
      const pair = {
        az: await time(command, args),
        token: await time(process.execPath, [CLI, "token", "--outputs", file]),
      };
      if (round === 0) continue;
      times.az.push(pair.az);
      times.token.push(pair.token);
    }
    return { client: az.title, ...times };
  } finally {
    await stack.close();
  }
}
