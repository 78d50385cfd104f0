/**
 * Microsoft Graph: who may ask at all, and the table of all routes. `v1.0` and `beta` answer alike.
 */
import { type Context, Hono } from "hono";
import { type CallerEnv, requireCaller } from "../caller";
import { CLOUDS, MICROSOFT_GRAPH_APP_ID } from "../constants";
import { graphRefusal } from "../errors";
import type { DirectoryState } from "../state";
import { applicationRoutes } from "./applications";
import { grantRoutes } from "./grants";
import { groupRoutes } from "./groups";
import { directoryObjectRoutes } from "./membershipRoutes";
import { answerList, answerObject, readQuery } from "./odata";
import { type Handler, reading, type RouteTable } from "./route";
import { servicePrincipalRoutes } from "./servicePrincipals";
import { meRoutes, userRoutes } from "./users";

const AUDIENCES = [...CLOUDS.map(({ graph }) => `https://${graph}`), MICROSOFT_GRAPH_APP_ID];

const ROUTES: RouteTable = {
  ...applicationRoutes,
  ...servicePrincipalRoutes,
  ...groupRoutes,
  ...userRoutes,
  ...meRoutes,
  ...directoryObjectRoutes,
  ...grantRoutes,
  "GET /domains": reading(({ tenant }) => ({
    list: [
      {
        id: tenant.domain,
        authenticationType: "Managed",
        isAdminManaged: true,
        isDefault: true,
        isInitial: true,
        isRoot: true,
        isVerified: true,
        supportedServices: [],
      },
    ],
  })),
};

export function createGraph(): Hono<CallerEnv> {
  // Collections are spelled in any case: az writes "oAuth2PermissionGrants".
  const graph = new Hono<CallerEnv>({
    getPath: (request, options) => canonicalPath(new URL(request.url), options?.env?.state),
  });

  graph.use(
    requireCaller(AUDIENCES, (isMissing) => {
      const reason = isMissing
        ? "Access token is empty."
        : "Access token validation failure. The token was not signed by this directory, has expired, or is for another audience.";
      return graphRefusal(401, "InvalidAuthenticationToken", reason);
    }),
  );

  for (const [route, handler] of Object.entries(ROUTES)) {
    const [method = "", path = ""] = route.split(" ");
    graph.on(method, [`/v1.0${path}`, `/beta${path}`], (c) => respond(c, handler));
  }
  return graph;
}

function respond(c: Context<CallerEnv>, handler: Handler): Response {
  const url = new URL(c.req.url);
  const query = readQuery(url);
  const { id = "", itemId = "" } = c.req.param() as Readonly<Record<string, string>>;
  const { state, body, now } = c.env;
  const answer = handler(state, { caller: c.get("caller"), id, itemId, body, now });
  if (answer === "done") return c.body(null, 204);
  if ("list" in answer) return c.json(answerList(url, query, answer.list));
  if ("created" in answer) return c.json(answerObject(url, query, answer.created), 201);
  return c.json("object" in answer ? answerObject(url, query, answer.object) : answer.result);
}

const COLLECTIONS = [
  ...new Set(Object.keys(ROUTES).map((route) => /\/(\w+)/.exec(route)?.[1] ?? "")),
];

// "applications(appId='…')" is another name for "applications/{object id}".
const ALTERNATE_KEY = /^(applications|servicePrincipals)\(appId='([^']+)'\)$/i;

function canonicalPath({ pathname }: URL, state: DirectoryState | undefined): string {
  const [, version = "", first = "", ...rest] = decodeURIComponent(pathname).split("/");
  const [, named = first, appId] = ALTERNATE_KEY.exec(first) ?? [];
  const collection =
    COLLECTIONS.find((name) => name.toLowerCase() === named.toLowerCase()) ?? named;
  const path = ["", version, collection];
  if (appId !== undefined) {
    const objects = collection === "applications" ? state?.applications : state?.servicePrincipals;
    const found = objects?.find((object) => object.appId === appId.toLowerCase());
    // Where nobody has it, the 404 names what was asked for.
    path.push(found?.id ?? appId);
  }
  return [...path, ...rest].join("/").replace(/\/$/, "");
}
