import { getRequestListener } from "@hono/node-server";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Fetch } from "../http";
import { type ApiStack, managementApi } from "./managementApi";

export interface RunningApi {
  /** `http://127.0.0.1:<port>`; loopback only, a free port. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the API on loopback. See {@link managementApi} for the parameters. */
export async function startManagementApi(stack: ApiStack, fetch: Fetch): Promise<RunningApi> {
  const listener = getRequestListener(managementApi(stack, fetch).fetch);
  const server = createServer((request, response) => void listener(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close().closeAllConnections();
      await once(server, "close");
    },
  };
}
