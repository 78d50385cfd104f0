/**
 * Microsoft Graph for the played az: one request at a time, lists put together, az's own words for
 * a refusal.
 */
import * as v from "valibot";
import { HOSTS } from "../../../sandbox/directory";
import { AzError } from "./azError";
import type { Environment, HttpAnswer, HttpClient } from "./httpClient";
import type { TokenClient } from "./tokenClient";

const HOST = `https://${HOSTS.graph}`;
/** The version that az asks. */
export const GRAPH = `${HOST}/v1.0`;
const Refusal = v.object({ error: v.object({ message: v.string() }) });
const List = v.looseObject({
  value: v.array(v.unknown()),
  "@odata.nextLink": v.optional(v.string()),
});
const Identified = v.looseObject({ id: v.string() });

/** An object of the directory. */
export type DirectoryObject = v.InferOutput<typeof Identified>;

/** A refusal of Microsoft Graph, as the commands of "az ad" tell it. */
export class GraphRefusal extends AzError {
  public constructor(
    message: string,
    public readonly status: number,
  ) {
    super(message);
  }
}

/** Asks as the signed-in account. */
export class GraphClient {
  readonly #http: HttpClient;
  readonly #tokens: TokenClient;
  readonly #environment: Environment;

  public constructor(http: HttpClient, tokens: TokenClient, environment: Environment) {
    this.#http = http;
    this.#tokens = tokens;
    this.#environment = environment;
  }

  /**
   * Any request, as `az rest` sends it. An address of Microsoft Graph gets a token, unless that is
   * not wanted.
   */
  public async send(
    method: string,
    url: string,
    json?: unknown,
    withToken = url.startsWith(HOST),
  ): Promise<HttpAnswer> {
    const token = withToken ? (await this.#tokens.acquire(`${HOST}//.default`)).token : undefined;
    const request = { method, url, json, ...(token !== undefined && { token }) };
    return this.#http.send(request, this.#environment);
  }

  /** A request of "az ad". @returns undefined for an empty answer. @throws GraphRefusal */
  public async request(method: string, path: string, json?: unknown): Promise<unknown> {
    const { status, text } = await this.send(method, `${GRAPH}${path}`, json);
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    if (status < 400) return body;
    throw new GraphRefusal(v.parse(Refusal, body).error.message, status);
  }

  /** One object. */
  public async get(path: string): Promise<DirectoryObject> {
    return v.parse(Identified, await this.request("GET", path));
  }

  /** All pages of a list. */
  public async list(path: string, filter?: string): Promise<readonly DirectoryObject[]> {
    const query = filter === undefined ? "" : `?$filter=${encodeURIComponent(filter)}`;
    const found: unknown[] = [];
    for (let next: string | undefined = `${path}${query}`; next !== undefined;) {
      const page: v.InferOutput<typeof List> = v.parse(List, await this.request("GET", next));
      found.push(...page.value);
      next = page["@odata.nextLink"]?.slice(GRAPH.length);
    }
    return v.parse(v.array(Identified), found);
  }

  /** The object id of an application, from its client id or as it is. */
  public async applicationId(id: string): Promise<string> {
    const [found] = await this.list("/applications", `appId eq '${id}'`);
    return found?.id ?? id;
  }

  /** The object id of a service principal, from its client id or as it is. */
  public async servicePrincipalId(id: string): Promise<string> {
    const filter = `servicePrincipalNames/any(c:c eq '${id}')`;
    const [found] = await this.list("/servicePrincipals", filter);
    return found?.id ?? id;
  }
}
