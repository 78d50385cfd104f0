/** Microsoft Graph: who may ask at all, and where each part lives. `v1.0` and `beta` answer alike. */
import { Hono } from "hono";
import { readCaller } from "../caller";
import { CLOUDS, MICROSOFT_GRAPH_APP_ID } from "../constants";
import { GraphError } from "../errors";
import type { CallerEnv } from "../exchange";
import type { DirectoryState } from "../state";
import { createApplicationRoutes } from "./applications";
import { createDirectoryObjectRoutes } from "./directoryObjects";
import { createGrantRoutes } from "./grants";
import { createGroupRoutes } from "./groups";
import { createMeRoutes } from "./me";
import { answerList } from "./odata";
import { requireRead } from "./rights";
import { createServicePrincipalRoutes } from "./servicePrincipals";
import { createUserRoutes } from "./users";

const AUDIENCES = [...CLOUDS.map(({ graph }) => `https://${graph}`), MICROSOFT_GRAPH_APP_ID];

/** The Hono app of `graph.microsoft.com`. */
export function createGraph(): Hono<CallerEnv> {
  // Collections are spelled in any case: az writes "oAuth2PermissionGrants".
  const graph = new Hono<CallerEnv>({
    getPath: (request, options) => canonicalPath(new URL(request.url), options?.env?.state),
  });

  graph.use(async (c, next) => {
    const { keys, now } = c.env;
    const caller = await readCaller(c.req.header("authorization"), AUDIENCES, keys, now);
    if (caller === undefined) {
      const missing = c.req.header("authorization") === undefined;
      throw new GraphError(
        401,
        "InvalidAuthenticationToken",
        missing
          ? "Access token is empty."
          : "Access token validation failure. The token was not signed by this directory, has expired, or is for another audience.",
      );
    }
    c.set("caller", caller);
    await next();
  });

  for (const version of ["/v1.0", "/beta"]) {
    graph.route(`${version}/applications`, createApplicationRoutes());
    graph.route(`${version}/servicePrincipals`, createServicePrincipalRoutes());
    graph.route(`${version}/groups`, createGroupRoutes());
    graph.route(`${version}/users`, createUserRoutes());
    graph.route(`${version}/me`, createMeRoutes());
    graph.route(`${version}/directoryObjects`, createDirectoryObjectRoutes());
    graph.route(`${version}/oauth2PermissionGrants`, createGrantRoutes());
    graph.get(`${version}/domains`, (c) => {
      requireRead(c.get("caller"));
      return c.json(answerList(new URL(c.req.url), [renderDomain(c.env.state.tenant.domain)]));
    });
    graph.get(`${version}/organization`, (c) => {
      requireRead(c.get("caller"));
      const { id, displayName, domain } = c.env.state.tenant;
      const verifiedDomains = [{ name: domain, isDefault: true, isInitial: true }];
      return c.json(answerList(new URL(c.req.url), [{ id, displayName, verifiedDomains }]));
    });
  }
  return graph;
}

const COLLECTIONS = [
  "applications",
  "servicePrincipals",
  "groups",
  "users",
  "me",
  "directoryObjects",
  "oauth2PermissionGrants",
  "domains",
  "organization",
];

// "applications(appId='…')" is another name for "applications/{object id}".
const ALTERNATE_KEY = /^(applications|servicePrincipals)\(appId='([^']+)'\)$/i;

function canonicalPath({ pathname }: URL, state: DirectoryState | undefined): string {
  const [, version = "", first = "", ...rest] = decodeURIComponent(pathname).split("/");
  const [, collection = first, appId] = ALTERNATE_KEY.exec(first) ?? [];
  const canonical = COLLECTIONS.find((name) => name.toLowerCase() === collection.toLowerCase());
  const key = appId === undefined ? [] : [objectIdOf(state, canonical, appId.toLowerCase())];
  return ["", version, canonical ?? collection, ...key, ...rest].join("/").replace(/\/$/, "");
}

/** The object id behind a client id; the client id itself where nobody has it, for the 404 to name. */
function objectIdOf(
  state: DirectoryState | undefined,
  collection: string | undefined,
  appId: string,
): string {
  const objects = collection === "applications" ? state?.applications : state?.servicePrincipals;
  return objects?.find((object) => object.appId === appId)?.id ?? appId;
}

function renderDomain(id: string): Readonly<Record<string, unknown>> {
  return {
    id,
    authenticationType: "Managed",
    isAdminManaged: true,
    isDefault: true,
    isInitial: true,
    isRoot: true,
    isVerified: true,
    supportedServices: [],
  };
}
