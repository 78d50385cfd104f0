import { serve } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import type { Fetch } from "../http";
import { type ApiStack, managementApi } from "./managementApi";

/** A running API. */
export interface RunningApi {
  /** `http://127.0.0.1:<port>`; loopback only, a free port. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the API on loopback. See {@link managementApi} for the parameters. */
export async function startManagementApi(stack: ApiStack, fetch: Fetch): Promise<RunningApi> {
  const app = managementApi(stack, fetch);
  const { server, address } = await new Promise<{
    server: ReturnType<typeof serve>;
    address: AddressInfo;
  }>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, (info) =>
      resolve({ server: started, address: info }),
    );
    started.on("error", reject);
  });
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        if ("closeAllConnections" in server) server.closeAllConnections();
        server.close((error) => {
          if (error === undefined) resolve();
          else reject(error);
        });
      }),
  };
}
