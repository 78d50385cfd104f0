/**
 * `npm start`: the whole way from a stack's config to an answer of the API, on loopback. Each step
 * does the real thing and fails the run where it does not hold; nothing is left behind.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as v from "valibot";
import { startManagementApi } from "../api/server";
import type { Deployer, EngineChoice, Verb } from "../deployers/deployer";
import { type Fetch, sandboxFetch } from "../http";
import { deployerFor, type OwnSandbox, startSandbox } from "../sandbox";
import { SandboxError } from "../sandboxError";
import { AzureCli } from "../tokenClients/azureCli";
import { MsalClient } from "../tokenClients/msalClient";
import type { TokenClient } from "../tokenClients/tokenClient";
import { summary } from "./rehearsalTexts";

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

const STEPS = 8;

/** Runs the rehearsal. Rejects with the first step that did not hold. */
export async function rehearse(options: RehearsalOptions): Promise<void> {
  const { print, signal } = options;
  const folder = await mkdtemp(path.join(tmpdir(), "management-api-sandbox-"));
  try {
    signal.throwIfAborted();
    const onWait = () => undefined;
    const sandbox = await startSandbox(folder, { purpose: "rehearse", onWait, signal });
    const http = sandboxFetch(sandbox.environment);
    try {
      const outputs = await goThrough(options, sandbox, http.fetch);
      signal.throwIfAborted();
      print(summary(outputs));
    } finally {
      await http.close();
      await sandbox.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Goes through the steps and shows each: its title when it begins, then what came of it. */
async function goThrough(
  { cwd, engine, print, signal, stack }: RehearsalOptions,
  sandbox: OwnSandbox,
  fetch: Fetch,
): Promise<Outputs> {
  const { directory, environment, folder } = sandbox;
  let begun = 0;
  const begin = (title: string): void => {
    signal.throwIfAborted();
    begun += 1;
    print(`\n[${begun}/${STEPS}] ${title}\n`);
  };
  const show = (line: string): void => {
    if (!signal.aborted) print(`      ${line}\n`);
  };

  begin("Look for tools");
  const deployer = await deployerFor(sandbox, engine, {
    programDir: path.resolve(cwd),
    stack,
    signal,
    print: newsOnly(show),
  });
  const az = await AzureCli.find(environment, signal);
  const client: TokenClient = az ?? new MsalClient(directory.tenantId, fetch);
  show(deployer.title);
  show(client.title);

  begin(`pulumi preview --stack ${stack}`);
  await run(deployer, "preview");

  begin(`pulumi up --stack ${stack}`);
  await run(deployer, "up");
  const outputs = v.parse(Outputs, await deployer.outputs());
  const { tokenCommand, ...others } = outputs;

  begin(`pulumi stack output --stack ${stack}`);
  show(`tokenCommand: ${tokenCommand}`);
  show(`and ${Object.keys(others).sort().join(", ")}`);

  begin("Sign in by device code");
  const user = await client.signIn(outputs.loginCommand);
  expect(user === directory.user.userPrincipalName, `signed in as "${user}"`);
  show(outputs.loginCommand);
  show(`Signed in as ${user}.`);

  begin("Run the token command");
  const answer = await client.getToken(tokenCommand);
  if (!answer.ok) throw new SandboxError(`"${tokenCommand}" was refused: ${answer.message}`);
  const minutes = Math.round((answer.expiresOn.getTime() - Date.now()) / 60_000);
  show(tokenCommand);
  show(`A token, valid for ${minutes} minutes (not shown).`);

  begin("Call an API that has the stack's appSettings");
  for (const line of await callApi(outputs, fetch, answer.accessToken)) show(line);

  begin("Take the pre-authorization away and run the token command again");
  const registration = directory.state.applications.find(({ appId }) => appId === outputs.clientId);
  if (registration === undefined) throw new SandboxError("The registration is not there.");
  registration.api.preAuthorizedApplications = [];
  // Never signed in before: it has no token in its cache.
  const freshClient: TokenClient =
    az?.withConfigDir(path.join(folder.path, "azure-fresh")) ??
    new MsalClient(directory.tenantId, fetch);
  await freshClient.signIn("az login --allow-no-subscriptions");
  const unauthorized = await freshClient.getToken(tokenCommand);
  const refusal = unauthorized.ok ? "a token was given" : unauthorized.message;
  expect(
    refusal.includes("AADSTS65001"),
    `without pre-authorization the command is refused for want of consent (${refusal})`,
  );
  show(tokenCommand);
  show("Refused, as it must be: nobody has consented (AADSTS65001).");
  return outputs;
}

async function run(deployer: Deployer, verb: Verb): Promise<void> {
  if (await deployer.run(verb)) return;
  throw new SandboxError(`"pulumi ${verb}" failed; the reason is above.`);
}

/** Shows lines, but for outputs, which have a step of their own, and what says the same twice. */
function newsOnly(show: (line: string) => void): (line: string) => void {
  let isOutput = false;
  return (line) => {
    if (line === "Outputs:" || line === "Resources:") isOutput = line === "Outputs:";
    const isNews = !/^\s*$|ing \(0s\)|^(Previewing|Updating|@ )|^Resources:$/.test(line);
    if (isNews && !isOutput) show(line);
  };
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

function expect(holds: boolean, what: string): void {
  if (!holds) throw new SandboxError(`This did not hold: ${what}.`);
}
