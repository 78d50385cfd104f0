/** `/applications`: create, read, change, delete, owners; `credentials.ts` has their secrets. */
import { v4 as randomId } from "uuid";
import { badRequest } from "../errors";
import {
  type Application,
  type ApplicationPatch,
  ApplicationPatchSchema,
  NewApplicationSchema,
} from "../model";
import { checkApplication } from "./applicationRules";
import { credentialRoutes } from "./credentials";
import { readOwners, referenceRoutes } from "./owners";
import { parseBody } from "./parse";
import { renderApplication } from "./render";
import { type Collection, collectionRoutes, type RouteTable } from "./route";

const APPLICATIONS: Collection<Application> = {
  name: "applications",
  target: "application",
  all: (state) => state.applications,
  render: renderApplication,
  create(state, { body, caller, now }) {
    const properties = parseBody(NewApplicationSchema, withoutEmptySecrets(body), "Application");
    const application: Application = {
      ...properties,
      id: randomId(),
      appId: randomId(),
      createdDateTime: now.toISOString(),
      federatedIdentityCredentials: [],
      owners: readOwners(state, caller, body, "application"),
      passwordCredentials: [],
    };
    checkApplication(state, undefined, application, properties);
    return application;
  },
  change(state, application, body) {
    const properties = parseBody(ApplicationPatchSchema, body, "Application");
    const changed = merge(application, properties);
    checkApplication(state, application, changed, properties);
    Object.assign(application, changed);
  },
};

export const applicationRoutes: RouteTable = {
  ...collectionRoutes(APPLICATIONS),
  ...referenceRoutes(APPLICATIONS, "owners"),
  ...credentialRoutes,
};

/**
 * The application after a PATCH: `api`, `info`, `publicClient`, `spa` and `web` are merged member
 * by member, everything else that is sent replaces what was there.
 */
function merge(application: Application, patch: ApplicationPatch): Application {
  const { api, info, publicClient, spa, web, ...rest } = patch;
  const merged = Object.assign(structuredClone(application), rest);
  Object.assign(merged.api, api);
  Object.assign(merged.info, info);
  Object.assign(merged.publicClient, publicClient);
  Object.assign(merged.spa, spa);
  Object.assign(merged.web, web);
  return merged;
}

/** az sends an empty list of secrets when it creates; a filled one is refused as by Graph. */
function withoutEmptySecrets(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const { passwordCredentials, keyCredentials, ...rest } = { ...body } as Record<string, unknown>;
  for (const credentials of [passwordCredentials, keyCredentials]) {
    if (Array.isArray(credentials) && credentials.length > 0) {
      throw badRequest("New password credentials must be generated using service actions.");
    }
  }
  return rest;
}
