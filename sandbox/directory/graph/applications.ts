/** `/applications`: create, read, change, delete, secrets, federated credentials. */
import { Hono } from "hono";
import { v4 as randomId } from "uuid";
import { badRequest } from "../errors";
import type { CallerEnv } from "../exchange";
import { ApplicationPatchSchema, NewApplicationSchema } from "../model";
import type { Application, ApplicationPatch } from "../model";
import { checkApplication } from "./applicationRules";
import { assign } from "./assign";
import { deleteServicePrincipal } from "./cascade";
import { addFederatedCredentialRoutes, addSecretRoutes } from "./credentials";
import { findApplication } from "./find";
import { answerList, answerObject } from "./odata";
import { readOwners, addOwnerRoutes } from "./owners";
import { parseBody } from "./parse";
import { renderApplication } from "./render";
import { requireCreate, requireRead, requireWrite } from "./rights";

/** The routes of `/applications`. */
export function createApplicationRoutes(): Hono<CallerEnv> {
  const routes = new Hono<CallerEnv>();

  routes.get("/", (c) => {
    requireRead(c.get("caller"));
    const { state } = c.env;
    const objects = state.applications.map((application) => renderApplication(state, application));
    return c.json(answerList(new URL(c.req.url), objects));
  });

  routes.post("/", (c) => {
    const caller = c.get("caller");
    requireCreate(caller, "application");
    const { state, now } = c.env;
    const { properties, bindings } = parseBody(
      NewApplicationSchema,
      withoutEmptySecrets(c.env.body),
      "Application",
    );
    const application: Application = {
      ...properties,
      id: randomId(),
      appId: randomId(),
      createdDateTime: now.toISOString(),
      federatedIdentityCredentials: [],
      owners: readOwners(state, caller, bindings, "application"),
      passwordCredentials: [],
    };
    checkApplication(state, undefined, application, properties);
    state.applications.push(application);
    return c.json(answerObject(new URL(c.req.url), renderApplication(state, application)), 201);
  });

  routes.get("/:id", (c) => {
    requireRead(c.get("caller"));
    const { state } = c.env;
    const application = findApplication(state, c.req.param("id"));
    return c.json(answerObject(new URL(c.req.url), renderApplication(state, application)));
  });

  routes.patch("/:id", (c) => {
    const { state, body } = c.env;
    const application = findApplication(state, c.req.param("id"));
    requireWrite(c.get("caller"), "application", application.owners);
    const { properties } = parseBody(ApplicationPatchSchema, body, "Application");
    const changed = merge(application, properties);
    checkApplication(state, application, changed, properties);
    Object.assign(application, changed);
    return c.body(null, 204);
  });

  routes.delete("/:id", (c) => {
    const { state } = c.env;
    const application = findApplication(state, c.req.param("id"));
    requireWrite(c.get("caller"), "application", application.owners);
    state.applications = state.applications.filter(({ id }) => id !== application.id);
    for (const { id, appId } of state.servicePrincipals) {
      if (appId === application.appId) {
        deleteServicePrincipal(state, id);
      }
    }
    return c.body(null, 204);
  });

  addOwnerRoutes(routes, findApplication, "application");
  addSecretRoutes(routes);
  addFederatedCredentialRoutes(routes);
  return routes;
}

/**
 * The application after a PATCH: `api`, `info`, `publicClient`, `spa` and `web` are merged member by member, everything else
 * that is sent replaces what was there.
 */
function merge(application: Application, patch: ApplicationPatch): Application {
  const { api, info, publicClient, spa, web, ...rest } = patch;
  return {
    ...assign(application, rest),
    api: assign(application.api, api),
    info: assign(application.info, info),
    publicClient: assign(application.publicClient, publicClient),
    spa: assign(application.spa, spa),
    web: assign(application.web, web),
  };
}

/** az sends an empty list of secrets when it creates; a filled one is refused as by Graph. */
function withoutEmptySecrets(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return body;
  }
  const { passwordCredentials, keyCredentials, ...rest } = { ...body } as Record<string, unknown>;
  for (const credentials of [passwordCredentials, keyCredentials]) {
    if (Array.isArray(credentials) && credentials.length > 0) {
      throw badRequest("New password credentials must be generated using service actions.");
    }
  }
  return rest;
}
