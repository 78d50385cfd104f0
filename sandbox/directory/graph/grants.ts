/** `/oauth2PermissionGrants`: consent, as an administrator records it. */
import { Hono } from "hono";
import { v4 as randomId } from "uuid";
import * as v from "valibot";
import { GraphError, badRequest, resourceNotFound } from "../errors";
import type { CallerEnv } from "../exchange";
import { NewPermissionGrantSchema } from "../model";
import type { PermissionGrant } from "../model";
import type { DirectoryState } from "../state";
import { findServicePrincipal } from "./find";
import { answerList, answerObject } from "./odata";
import { parseBody } from "./parse";
import { requireCreate, requireRead } from "./rights";

/** The routes of `/oauth2PermissionGrants`. */
export function createGrantRoutes(): Hono<CallerEnv> {
  const routes = new Hono<CallerEnv>();

  routes.get("/", (c) => {
    requireRead(c.get("caller"));
    return c.json(answerList(new URL(c.req.url), c.env.state.oauth2PermissionGrants));
  });

  routes.post("/", (c) => {
    requireCreate(c.get("caller"), "grant");
    const { state, body } = c.env;
    const { properties } = parseBody(NewPermissionGrantSchema, body, "OAuth2PermissionGrant");
    const { consentType, principalId } = properties;
    if ((consentType === "Principal") !== (principalId !== null)) {
      throw badRequest(
        "Invalid value specified for property 'principalId' of resource 'OAuth2PermissionGrant'.",
        "principalId",
      );
    }
    const grant: PermissionGrant = {
      clientId: findServicePrincipal(state, properties.clientId).id,
      consentType,
      id: randomId(),
      principalId,
      resourceId: findServicePrincipal(state, properties.resourceId).id,
      scope: properties.scope ?? "",
    };
    if (state.oauth2PermissionGrants.some((other) => concernsSame(other, grant))) {
      throw new GraphError(
        409,
        "Request_MultipleObjectsWithSameKeyValue",
        "Permission entry already exists.",
      );
    }
    state.oauth2PermissionGrants.push(grant);
    return c.json(answerObject(new URL(c.req.url), grant), 201);
  });

  routes.get("/:id", (c) => {
    requireRead(c.get("caller"));
    const grant = findGrant(c.env.state, c.req.param("id"));
    return c.json(answerObject(new URL(c.req.url), grant));
  });

  routes.patch("/:id", (c) => {
    requireCreate(c.get("caller"), "grant");
    const grant = findGrant(c.env.state, c.req.param("id"));
    // The real service ignores the ids that clients repeat here.
    const schema = v.strictObject({
      ...v.partial(NewPermissionGrantSchema).entries,
      scope: v.string(),
    });
    grant.scope = parseBody(schema, c.env.body, "OAuth2PermissionGrant").properties.scope;
    return c.body(null, 204);
  });

  routes.delete("/:id", (c) => {
    requireCreate(c.get("caller"), "grant");
    const { state } = c.env;
    const { id } = findGrant(state, c.req.param("id"));
    state.oauth2PermissionGrants = state.oauth2PermissionGrants.filter((grant) => grant.id !== id);
    return c.body(null, 204);
  });
  return routes;
}

function findGrant(state: DirectoryState, id: string): PermissionGrant {
  const found = state.oauth2PermissionGrants.find((grant) => grant.id === id);
  if (found === undefined) {
    throw resourceNotFound(id);
  }
  return found;
}

function concernsSame(first: PermissionGrant, second: PermissionGrant): boolean {
  return (
    first.clientId === second.clientId &&
    first.resourceId === second.resourceId &&
    first.consentType === second.consentType &&
    first.principalId === second.principalId
  );
}
