/**
 * `npm start`: the whole way from a stack's config to an answer of the API, on loopback. Each step does the real thing and
 * fails the run where it does not hold; nothing is left behind.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Listr, type ListrTask } from "listr2";
import * as v from "valibot";
import { startManagementApi } from "../api/server";
import type { Deployer } from "../deployers/deployer";
import { type Fetch, type SandboxFetch, sandboxFetch } from "../http";
import { deployerFor, type EngineChoice, openSandbox, type Sandbox } from "../sandbox";
import { SandboxError } from "../sandboxError";
import { AzureCli } from "../tokenClients/azureCli";
import { MsalClient } from "../tokenClients/msalClient";
import type { TokenClient } from "../tokenClients/tokenClient";

/** How to rehearse. */
export interface RehearsalOptions {
  readonly stack: string;
  readonly engine: EngineChoice;
  readonly signal: AbortSignal;
}

/** The outputs that the rehearsal uses. */
const Outputs = v.looseObject({
  tokenCommand: v.string(),
  loginCommand: v.string(),
  clientId: v.string(),
  appSettings: v.object({
    "Settings:AzureAdConfiguration:ClientId": v.string(),
    "Settings:AzureAdConfiguration:GroupId": v.string(),
    "Settings:AzureAdConfiguration:Instance": v.string(),
    "Settings:AzureAdConfiguration:TenantId": v.string(),
  }),
});
type Outputs = v.InferOutput<typeof Outputs>;

/** What the steps hand on to each other. */
interface Rehearsal {
  readonly options: RehearsalOptions;
  readonly sandbox: Sandbox;
  readonly http: SandboxFetch;
  readonly deployer: Deployer;
  /** Text that the deployer has printed since it was last taken. */
  readonly printed: { take(): string };
  readonly client: TokenClient;
  /** The same client, never signed in before: it has no token in its cache. */
  readonly freshClient: TokenClient;
  outputs?: Outputs;
  token?: string;
}

/** Runs the rehearsal. Rejects with the first step that did not hold. */
export async function rehearse(options: RehearsalOptions): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "management-api-sandbox-"));
  try {
    const sandbox = await openSandbox(folder, {
      purpose: "rehearse",
      onWait: () => undefined,
      signal: options.signal,
    });
    const http = sandboxFetch(sandbox.environment);
    try {
      await new Listr(steps(), {
        ctx: await prepare(options, sandbox, http),
        exitOnError: true,
        registerSignalListeners: false,
        rendererOptions: { collapseErrors: false, showErrorMessage: false },
        fallbackRenderer: "simple",
      }).run();
    } finally {
      await http.close();
      await sandbox.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(
  options: RehearsalOptions,
  sandbox: Sandbox,
  http: SandboxFetch,
): Promise<Rehearsal> {
  const { environment, folder, directory } = sandbox;
  let printed = "";
  const deployer = await deployerFor(sandbox, options.engine, {
    stack: options.stack,
    signal: options.signal,
    print: (text) => (printed += text),
  });
  const az = await AzureCli.find(environment, options.signal);
  return {
    options,
    sandbox,
    http,
    deployer,
    printed: {
      take() {
        const text = printed;
        printed = "";
        return text;
      },
    },
    client: az ?? new MsalClient(directory.tenantId, http.fetch),
    freshClient:
      az?.withConfigDir(path.join(folder.path, "azure-fresh")) ??
      new MsalClient(directory.tenantId, http.fetch),
  };
}

/** What a step shows: a line beside its title, and lines below it. */
interface Shown {
  readonly title: string;
  readonly lines?: readonly string[];
}

function step(title: string, run: (rehearsal: Rehearsal) => Promise<Shown>): ListrTask<Rehearsal> {
  return {
    title,
    task: async (rehearsal, task) => {
      rehearsal.options.signal.throwIfAborted();
      const shown = await run(rehearsal);
      rehearsal.options.signal.throwIfAborted();
      if (shown.lines !== undefined && shown.lines.length > 0) task.output = shown.lines.join("\n");
      task.title = shown.title;
    },
    rendererOptions: { persistentOutput: true, outputBar: Infinity },
  };
}

function steps(): ListrTask<Rehearsal>[] {
  return [
    step("Look for tools", ({ deployer, client }) =>
      Promise.resolve({ title: `Tools: ${deployer.title}; ${client.title}` }),
    ),
    step("Preview", async ({ deployer, printed, options }) => {
      const lines = await deploy(() => deployer.preview(), printed);
      return { title: `pulumi preview --stack ${options.stack}`, lines };
    }),
    step("Deploy", async (rehearsal) => {
      const { deployer, printed, options } = rehearsal;
      const lines = await deploy(() => deployer.up(), printed);
      rehearsal.outputs = v.parse(Outputs, await deployer.outputs());
      return { title: `pulumi up --stack ${options.stack}`, lines };
    }),
    step("Read the outputs", ({ outputs, options }) => {
      const { tokenCommand, ...others } = known(outputs);
      return Promise.resolve({
        title: `pulumi stack output --stack ${options.stack}`,
        lines: [`tokenCommand: ${tokenCommand}`, `and ${Object.keys(others).sort().join(", ")}`],
      });
    }),
    step("Sign in by device code", async ({ client, outputs, sandbox }) => {
      const { loginCommand } = known(outputs);
      const user = await client.signIn(loginCommand);
      expect(user === sandbox.directory.user.userPrincipalName, `signed in as "${user}"`);
      return { title: `Signed in as ${user}`, lines: [loginCommand] };
    }),
    step("Run the command", async (rehearsal) => {
      const { tokenCommand } = known(rehearsal.outputs);
      const answer = await rehearsal.client.getToken(tokenCommand);
      if (!answer.ok) throw new SandboxError(`"${tokenCommand}" was refused: ${answer.message}`);
      rehearsal.token = answer.accessToken;
      const minutes = Math.round((answer.expiresOn.getTime() - Date.now()) / 60_000);
      return {
        title: `Got a token, valid for ${minutes} minutes (not shown)`,
        lines: [tokenCommand],
      };
    }),
    step("Call the API", async ({ http, outputs, token }) => ({
      title: "Called the API",
      lines: await callApi(known(outputs).appSettings, http.fetch, token ?? ""),
    })),
    step("Take the pre-authorization away", async (rehearsal) => {
      const { freshClient, sandbox, outputs } = rehearsal;
      const { clientId, tokenCommand } = known(outputs);
      const application = sandbox.directory.state.applications.find(
        ({ appId }) => appId === clientId,
      );
      expect(application !== undefined, "the registration is in the directory");
      if (application !== undefined) application.api.preAuthorizedApplications = [];
      await freshClient.signIn("az login --allow-no-subscriptions");
      const answer = await freshClient.getToken(tokenCommand);
      const message = answer.ok ? "" : withoutTrace(answer.message);
      expect(message.includes("AADSTS65001"), "without pre-authorization the command is refused");
      return {
        title: "The same command where the Azure CLI is not pre-authorized",
        lines: [message],
      };
    }),
  ];
}

/** Runs a deployment and returns what it printed, without blank lines. */
async function deploy(
  run: () => Promise<boolean>,
  printed: Rehearsal["printed"],
): Promise<readonly string[]> {
  const ok = await run();
  const text = printed.take();
  if (!ok) throw new SandboxError(text.trim());
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  // Outputs have a step of their own; progress lines say the same twice.
  const outputsAt = lines.indexOf("Outputs:");
  const countsAt = lines.indexOf("Resources:");
  const shown = outputsAt === -1 ? lines : [...lines.slice(0, outputsAt), ...lines.slice(countsAt)];
  return shown.filter((line) => !/ing \(0s\)|^(Previewing|Updating|@ )|^Resources:$/.test(line));
}

/** Calls the API without and with the token. */
async function callApi(
  settings: Outputs["appSettings"],
  fetch: Fetch,
  token: string,
): Promise<readonly string[]> {
  const api = await startManagementApi(settings, fetch);
  try {
    const endpoint = `${api.url}/api/service`;
    const without = await globalThis.fetch(endpoint);
    const reason = v.parse(v.object({ reason: v.string() }), await without.json()).reason;
    const authorized = await globalThis.fetch(endpoint, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(without.status === 401, "a call without a token is refused");
    expect(authorized.status === 200, "a call with the token is answered");
    return [
      `GET /api/service without a token: ${without.status} (${reason})`,
      `GET /api/service with the token: ${authorized.status}`,
    ];
  } finally {
    await api.close();
  }
}

function known(outputs: Outputs | undefined): Outputs {
  if (outputs === undefined)
    throw new Error("unreachable: the stack is deployed before its outputs are used");
  return outputs;
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new SandboxError(`This did not hold: ${what}.`);
}

/** A refusal without the ids for Microsoft's support. */
function withoutTrace(message: string): string {
  return message.replace(/\s*Trace ID:[\s\S]*$/, "");
}
