/** Secrets and federated credentials of applications. */
import type { Hono } from "hono";
import { v4 as randomId } from "uuid";
import * as v from "valibot";
import { badRequest, resourceNotFound } from "../errors";
import type { CallerEnv } from "../exchange";
import { FederatedCredentialSchema } from "../model";
import type { Application } from "../model";
import { createSecret, hashSecret } from "../secrets";
import { assign } from "./assign";
import { findApplication } from "./find";
import { answerList, answerObject } from "./odata";
import { parseBody } from "./parse";
import { requireRead, requireWrite } from "./rights";

const AddPasswordSchema = v.strictObject({
  passwordCredential: v.optional(
    v.strictObject({
      displayName: v.optional(v.nullable(v.string()), null),
      endDateTime: v.optional(v.nullable(v.string()), null),
      startDateTime: v.optional(v.nullable(v.string()), null),
    }),
    {},
  ),
});

/** Adds `addPassword` and `removePassword`. A secret is shown once and stored as a hash. */
export function addSecretRoutes(routes: Hono<CallerEnv>): void {
  routes.post("/:id/addPassword", (c) => {
    const { state, now, body } = c.env;
    const application = findApplication(state, c.req.param("id"));
    requireWrite(c.get("caller"), "application", application.owners);
    const { passwordCredential } = parseBody(
      AddPasswordSchema,
      body ?? {},
      "Application",
    ).properties;
    const secretText = createSecret();
    const shown = {
      displayName: passwordCredential.displayName,
      endDateTime: passwordCredential.endDateTime ?? yearsAfter(now, 2),
      hint: secretText.slice(0, 3),
      keyId: randomId(),
      startDateTime: passwordCredential.startDateTime ?? now.toISOString(),
    };
    application.passwordCredentials.push({ ...shown, secretHash: hashSecret(secretText) });
    return c.json({ ...shown, customKeyIdentifier: null, secretText });
  });

  routes.post("/:id/removePassword", (c) => {
    const { state, body } = c.env;
    const application = findApplication(state, c.req.param("id"));
    requireWrite(c.get("caller"), "application", application.owners);
    const { keyId } = parseBody(
      v.strictObject({ keyId: v.string() }),
      body,
      "Application",
    ).properties;
    const kept = application.passwordCredentials.filter((credential) => credential.keyId !== keyId);
    if (kept.length === application.passwordCredentials.length) {
      throw badRequest("No password credential found with keyId.", "keyId");
    }
    application.passwordCredentials = kept;
    return c.body(null, 204);
  });
}

function yearsAfter(now: Date, years: number): string {
  const later = new Date(now);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later.toISOString();
}

/** Adds `federatedIdentityCredentials`: stored and shown only, because the token service takes no federated token. */
export function addFederatedCredentialRoutes(routes: Hono<CallerEnv>): void {
  const path = "/:id/federatedIdentityCredentials";
  routes.get(path, (c) => {
    requireRead(c.get("caller"));
    const application = findApplication(c.env.state, c.req.param("id"));
    return c.json(answerList(new URL(c.req.url), application.federatedIdentityCredentials));
  });
  routes.post(path, (c) => {
    const application = findApplication(c.env.state, c.req.param("id"));
    requireWrite(c.get("caller"), "application", application.owners);
    const { properties } = parseBody(
      FederatedCredentialSchema,
      c.env.body,
      "FederatedIdentityCredential",
    );
    const credential = { ...properties, id: randomId() };
    application.federatedIdentityCredentials.push(credential);
    return c.json(answerObject(new URL(c.req.url), credential), 201);
  });
  routes.get(`${path}/:credentialId`, (c) => {
    requireRead(c.get("caller"));
    const application = findApplication(c.env.state, c.req.param("id"));
    const credential = findCredential(application, c.req.param("credentialId"));
    return c.json(answerObject(new URL(c.req.url), credential));
  });
  routes.patch(`${path}/:credentialId`, (c) => {
    const application = findApplication(c.env.state, c.req.param("id"));
    requireWrite(c.get("caller"), "application", application.owners);
    const credential = findCredential(application, c.req.param("credentialId"));
    const { properties } = parseBody(
      v.partial(FederatedCredentialSchema),
      c.env.body,
      "FederatedIdentityCredential",
    );
    Object.assign(credential, assign(credential, properties));
    return c.body(null, 204);
  });
  routes.delete(`${path}/:credentialId`, (c) => {
    const application = findApplication(c.env.state, c.req.param("id"));
    requireWrite(c.get("caller"), "application", application.owners);
    const { id } = findCredential(application, c.req.param("credentialId"));
    application.federatedIdentityCredentials = application.federatedIdentityCredentials.filter(
      (credential) => credential.id !== id,
    );
    return c.body(null, 204);
  });
}

function findCredential(
  application: Application,
  id: string,
): Application["federatedIdentityCredentials"][number] {
  const found = application.federatedIdentityCredentials.find((credential) => credential.id === id);
  if (found === undefined) {
    throw resourceNotFound(id);
  }
  return found;
}
