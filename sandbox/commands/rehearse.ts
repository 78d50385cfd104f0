/**
 * `npm start`: the whole way from a stack's config to an answer of the API, on loopback. Each step
 * does the real thing and fails the run where it does not hold; nothing is left behind.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as v from "valibot";
import { startManagementApi } from "../api/server";
import type { Deployer, EngineChoice } from "../deployers/deployer";
import { type Fetch, type SandboxFetch, sandboxFetch } from "../http";
import { deployerFor, type OwnSandbox, startSandbox } from "../sandbox";
import { SandboxError } from "../sandboxError";
import { AzureCli } from "../tokenClients/azureCli";
import { MsalClient } from "../tokenClients/msalClient";
import type { TokenClient } from "../tokenClients/tokenClient";
import { summary } from "./rehearsalTexts";

/** How to rehearse. */
export interface RehearsalOptions {
  /** The Pulumi project's folder, from the current one. */
  readonly cwd: string;
  readonly stack: string;
  readonly engine: EngineChoice;
  readonly print: (text: string) => void;
  readonly signal: AbortSignal;
}

/** The outputs that the rehearsal uses. */
const Outputs = v.looseObject({
  tokenCommand: v.string(),
  loginCommand: v.string(),
  clientId: v.string(),
  identifierUri: v.string(),
  appSettings: v.objectWithRest(
    {
      "Settings:AzureAdConfiguration:ClientId": v.string(),
      "Settings:AzureAdConfiguration:GroupId": v.string(),
      "Settings:AzureAdConfiguration:Instance": v.string(),
      "Settings:AzureAdConfiguration:TenantId": v.string(),
    },
    v.string(),
  ),
  expectedToken: v.object({ roles: v.optional(v.string()) }),
  declared: v.object({
    displayName: v.string(),
    scopes: v.record(v.string(), v.string()),
    clients: v.record(v.string(), v.array(v.string())),
  }),
});
type Outputs = v.InferOutput<typeof Outputs>;

/** What the steps hand on to each other. */
interface Rehearsal {
  readonly options: RehearsalOptions;
  readonly sandbox: OwnSandbox;
  readonly http: SandboxFetch;
  readonly deployer: Deployer;
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
    options.signal.throwIfAborted();
    const sandbox = await startSandbox(folder, {
      purpose: "rehearse",
      onWait: () => undefined,
      signal: options.signal,
    });
    const http = sandboxFetch(sandbox.environment);
    try {
      const { outputs } = await run(await prepare(options, sandbox, http));
      options.print(summary(known(outputs)));
    } finally {
      await http.close();
      await sandbox.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Goes through the steps and shows each: its title when it begins, what came of it at its end. */
async function run(rehearsal: Rehearsal): Promise<Rehearsal> {
  const { print, signal, stack } = rehearsal.options;
  const all = steps(stack);
  for (const [index, [title, step]] of all.entries()) {
    signal.throwIfAborted();
    print(`\n[${index + 1}/${all.length}] ${title}\n`);
    const lines = await step(rehearsal);
    if (!signal.aborted) for (const line of lines) print(indented(line));
  }
  signal.throwIfAborted();
  return rehearsal;
}

async function prepare(
  options: RehearsalOptions,
  sandbox: OwnSandbox,
  http: SandboxFetch,
): Promise<Rehearsal> {
  const { environment, folder, directory } = sandbox;
  const deployer = await deployerFor(sandbox, options.engine, {
    programDir: path.resolve(options.cwd),
    stack: options.stack,
    signal: options.signal,
    print: lineByLine((line) => {
      if (!options.signal.aborted) options.print(indented(line));
    }),
  });
  const az = await AzureCli.find(environment, options.signal);
  return {
    options,
    sandbox,
    http,
    deployer,
    client: az ?? new MsalClient(directory.tenantId, http.fetch),
    freshClient:
      az?.withConfigDir(path.join(folder.path, "azure-fresh")) ??
      new MsalClient(directory.tenantId, http.fetch),
  };
}

/** A title, and what is done; it returns the lines to show below the title. */
type Step = readonly [title: string, run: (rehearsal: Rehearsal) => Promise<readonly string[]>];

function steps(stack: string): readonly Step[] {
  return [
    ["Look for tools", ({ deployer, client }) => Promise.resolve([deployer.title, client.title])],
    [`pulumi preview --stack ${stack}`, ({ deployer }) => succeed("preview", deployer.preview())],
    [
      `pulumi up --stack ${stack}`,
      async (rehearsal) => {
        const { deployer } = rehearsal;
        await succeed("up", deployer.up());
        rehearsal.outputs = v.parse(Outputs, await deployer.outputs());
        return [];
      },
    ],
    [
      `pulumi stack output --stack ${stack}`,
      ({ outputs }) => {
        const { tokenCommand, ...others } = known(outputs);
        return Promise.resolve([
          `tokenCommand: ${tokenCommand}`,
          `and ${Object.keys(others).sort().join(", ")}`,
        ]);
      },
    ],
    [
      "Sign in by device code",
      async ({ client, outputs, sandbox }) => {
        const { loginCommand } = known(outputs);
        const user = await client.signIn(loginCommand);
        expect(user === sandbox.directory.user.userPrincipalName, `signed in as "${user}"`);
        return [loginCommand, `Signed in as ${user}.`];
      },
    ],
    [
      "Run the token command",
      async (rehearsal) => {
        const { tokenCommand } = known(rehearsal.outputs);
        const answer = await rehearsal.client.getToken(tokenCommand);
        if (!answer.ok) throw new SandboxError(`"${tokenCommand}" was refused: ${answer.message}`);
        rehearsal.token = answer.accessToken;
        const minutes = Math.round((answer.expiresOn.getTime() - Date.now()) / 60_000);
        return [tokenCommand, `A token, valid for ${minutes} minutes (not shown).`];
      },
    ],
    [
      "Call an API that has the stack's appSettings",
      ({ http, outputs, token }) => callApi(known(outputs), http.fetch, token ?? ""),
    ],
    [
      "Take the pre-authorization away and run the token command again",
      async ({ freshClient, sandbox, outputs }) => {
        const { clientId, tokenCommand } = known(outputs);
        const application = sandbox.directory.state.applications.find(
          ({ appId }) => appId === clientId,
        );
        expect(application !== undefined, "the registration is in the directory");
        if (application !== undefined) application.api.preAuthorizedApplications = [];
        await freshClient.signIn("az login --allow-no-subscriptions");
        const answer = await freshClient.getToken(tokenCommand);
        const refusal = answer.ok ? "a token was given" : answer.message;
        expect(
          refusal.includes("AADSTS65001"),
          `without pre-authorization the command is refused for want of consent (${refusal})`,
        );
        return [tokenCommand, "Refused, as it must be: nobody has consented (AADSTS65001)."];
      },
    ],
  ];
}

/** Waits for a deployment that has shown what it did. */
async function succeed(verb: string, deployment: Promise<boolean>): Promise<readonly string[]> {
  if (!(await deployment)) throw new SandboxError(`"pulumi ${verb}" failed; the reason is above.`);
  return [];
}

/**
 * Takes text in any pieces and shows its lines, but for outputs, which have a step of their own,
 * and what says the same twice.
 */
function lineByLine(show: (line: string) => void): (text: string) => void {
  let rest = "";
  let isOutput = false;
  return (text) => {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "Outputs:" || line === "Resources:") isOutput = line === "Outputs:";
      const isNews = !/^\s*$|ing \(0s\)|^(Previewing|Updating|@ )|^Resources:$/.test(line);
      if (isNews && !isOutput) show(line);
    }
  };
}

function indented(line: string): string {
  return `      ${line}\n`;
}

/** Calls the API without and with the token. */
async function callApi(outputs: Outputs, fetch: Fetch, token: string): Promise<readonly string[]> {
  const api = await startManagementApi(outputs, fetch);
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
  if (outputs === undefined) {
    throw new Error("unreachable: the stack is deployed before its outputs are used");
  }
  return outputs;
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new SandboxError(`This did not hold: ${what}.`);
}
