/** Task: a client that asks the directory the same question many times, as fast as it can. */
import { subscribe } from "node:diagnostics_channel";
import * as v from "valibot";
import { type Fetch, sandboxFetch } from "../../sandbox/http";
import { lazyLogin } from "../../sandbox/providers/azuread/token";
import { answerTask, taskInput } from "../child";

const InputSchema = v.object({
  environment: v.record(v.string(), v.string()),
  /** How many requests, and how many of them at a time. */
  count: v.number(),
  parallel: v.number(),
});

// A short answer to a question that the directory has to search for: what comes before each "up" of a registration.
const QUESTION = "https://graph.microsoft.com/v1.0/applications?$filter=displayName eq 'none'";

async function requestMany(): Promise<void> {
  const { environment, count, parallel } = v.parse(InputSchema, taskInput());
  const client = sandboxFetch(environment);
  try {
    const login = lazyLogin(environment, client.fetch, () => Promise.resolve());
    const headers = { Authorization: `Bearer ${(await login()).accessToken}` };
    // Code that runs for the first time is slow, on both sides.
    await askTimes(client.fetch, headers, Math.ceil(count / 4), parallel);
    let connections = 0;
    subscribe("undici:client:connected", (message) => {
      connections += isDirectory(message) ? 1 : 0;
    });
    const started = performance.now();
    await askTimes(client.fetch, headers, count, parallel);
    answerTask({ milliseconds: performance.now() - started, connections });
  } finally {
    await client.close();
  }
}

const ConnectedSchema = v.object({ connectParams: v.object({ protocol: v.literal("https:") }) });

/** Whether a connection leads to the directory: those to the proxy below it have no TLS. */
function isDirectory(message: unknown): boolean {
  return v.is(ConnectedSchema, message);
}

async function askTimes(
  fetch: Fetch,
  headers: Readonly<Record<string, string>>,
  count: number,
  parallel: number,
): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const response = await fetch(QUESTION, { headers });
      await response.text();
      if (response.status !== 200) {
        throw new Error(`The directory answered ${response.status} to "${QUESTION}".`);
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}

void requestMany();
