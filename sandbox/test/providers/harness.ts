/**
 * What the provider tests share: one emulated directory, a provider on it, and its journal in a
 * form to compare.
 */
import { startDirectory, type Directory } from "../../directory/index";
import type { Properties, ResourceState, ResourceType } from "../../engine/provider";
import { createAzureadProvider, type AzureadProvider } from "../../providers/azuread/index";
import { provided } from "../support/provided";

/** Somebody who is no owner of anything yet: the seed's user. */
export const USER = "bbbbbbbb-0000-4000-8000-000000000002";
/** The other user of the seed. */
export const GUEST = "bbbbbbbb-0000-4000-8000-000000000003";
/** The Azure CLI's and Azure PowerShell's client ids. */
export const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
export const AZURE_POWERSHELL = "1950a258-227b-4e31-a9cf-717495945fc2";
/** Microsoft Graph's client id. */
export const MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000";

/** A directory with a provider signed in to it. */
export interface Harness {
  readonly directory: Directory;
  readonly provider: AzureadProvider;
  /** How long the provider wanted to wait, in milliseconds. Nobody waits. */
  readonly waits: readonly number[];
  /** The directory again as at the start, and a provider that has not signed in yet. */
  restart(): Promise<void>;
  close(): Promise<void>;
  /** A resource type by the last part of its token, e.g. "Application". */
  type(name: string): ResourceType;
  /** Checks inputs, fails on any complaint, plans and creates. */
  make(name: string, inputs: Properties): Promise<ResourceState>;
  /** Checks, compares, plans and updates; @returns the new state and what differed. */
  change(
    name: string,
    old: ResourceState,
    inputs: Properties,
  ): Promise<ResourceState & { readonly changed: readonly string[] }>;
  call(name: string, args: Properties): Promise<Properties>;
  /** Requests to Graph since the last call, ids replaced by names. */
  requests(names: Readonly<Record<string, string>>): readonly string[];
}

/** Both for the tests of a suite, at each test's start as they are at first. */
export function useHarness(): Harness {
  return provided(
    startHarness,
    (harness) => harness.restart(),
    (harness) => harness.close(),
  );
}

/** Starts both. */
export async function startHarness(): Promise<Harness> {
  const directory = await startDirectory();
  const waits: number[] = [];
  const openProvider = (): AzureadProvider =>
    createAzureadProvider(environmentOf(directory), {
      sleep: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
    });
  let provider = openProvider();
  let seen = 0;

  function type(name: string): ResourceType {
    const found = provider.resources.find(({ token }) => token.endsWith(`:${name}`));
    if (found === undefined) throw new Error(`no resource type "${name}"`);
    return found;
  }

  function check(name: string, given: Properties): Properties {
    const { inputs, failures } = type(name).check(given);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return inputs;
  }

  return {
    directory,
    get provider() {
      return provider;
    },
    waits,
    async restart() {
      await provider.close();
      await directory.reset();
      provider = openProvider();
      waits.length = 0;
      seen = 0;
    },
    async close() {
      await provider.close();
      await directory.close();
    },
    type,
    async make(name, given) {
      const inputs = check(name, given);
      await type(name).plan?.(inputs);
      return { inputs, ...(await type(name).create(inputs)) };
    },
    async change(name, old, given) {
      const inputs = check(name, given);
      const { changed } = type(name).diff(old, inputs);
      await type(name).plan?.(inputs, old);
      return { id: old.id, inputs, outputs: await type(name).update(old, inputs), changed };
    },
    async call(name, args) {
      const found = provider.functions.find(({ token }) => token.endsWith(`:${name}`));
      if (found === undefined) throw new Error(`no function "${name}"`);
      return found.call(args);
    },
    requests(names) {
      const entries = directory.journal.slice(seen);
      seen = directory.journal.length;
      return entries
        .filter(({ host }) => host === "graph.microsoft.com")
        .map(({ method, url, body, status }) => {
          const line = [
            method,
            url,
            ...(body === undefined ? [] : [sortedJson(body)]),
            ...(status >= 400 ? [`-> ${status}`] : []),
          ].join(" ");
          return Object.entries(names)
            .reduce((text, [id, name]) => text.replaceAll(id, name), line)
            .replace(/TERRAFORM_UPDATE_[0-9a-f-]{36}/, "TERRAFORM_UPDATE_<uuid>")
            .replace(/"mailNickname":"[0-9a-f-]{10}"/, '"mailNickname":"<random>"');
        });
    },
  };
}

/** The environment by which a provider finds and signs in to a directory. */
export function environmentOf(directory: Directory): Readonly<Record<string, string>> {
  return {
    ARM_CLIENT_ID: directory.deployer.clientId,
    ARM_CLIENT_SECRET: directory.deployer.clientSecret,
    ARM_TENANT_ID: directory.tenantId,
    HTTPS_PROXY: directory.proxyUrl,
    SSL_CERT_FILE: directory.caFile,
  };
}

/**
 * JSON with the members of every object in order of name, so that a body compares as the data that
 * it is.
 */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/**
 * One expected request: method, path, and the body with the type that every body of that kind
 * carries.
 */
export function request(method: string, path: string, body?: object, status?: number): string {
  return [
    method,
    path,
    ...(body === undefined ? [] : [sortedJson(body)]),
    ...(status === undefined ? [] : [`-> ${status}`]),
  ].join(" ");
}
