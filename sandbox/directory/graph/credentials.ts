/** Secrets and federated credentials of applications. */
import { v4 as randomId } from "uuid";
import * as v from "valibot";
import { badRequest } from "../errors";
import { type Application, dateTime, FederatedCredentialSchema } from "../model";
import { createSecret, hashSecret } from "../secrets";
import { findById } from "./find";
import { parseBody } from "./parse";
import {
  type GraphAnswer,
  type GraphInput,
  type Handler,
  reading,
  type RouteTable,
  writing,
} from "./route";

const AddPasswordSchema = v.strictObject({
  passwordCredential: v.optional(
    v.strictObject({
      displayName: v.optional(v.nullable(v.string()), null),
      endDateTime: v.optional(v.nullable(dateTime), null),
      startDateTime: v.optional(v.nullable(dateTime), null),
    }),
    {},
  ),
});
const RemovePasswordSchema = v.strictObject({ keyId: v.string() });

/**
 * Secrets: shown once and stored as hashes. Federated credentials: stored and shown only, the token
 * service takes none.
 */
export const credentialRoutes: RouteTable = {
  "POST /applications/:id/addPassword": changing((application, { body, now }) => {
    const { passwordCredential } = parseBody(AddPasswordSchema, body ?? {}, "Application");
    const secretText = createSecret();
    const shown = {
      displayName: passwordCredential.displayName,
      endDateTime: passwordCredential.endDateTime ?? yearsAfter(now, 2),
      hint: secretText.slice(0, 3),
      keyId: randomId(),
      startDateTime: passwordCredential.startDateTime ?? now.toISOString(),
    };
    application.passwordCredentials.push({ ...shown, secretHash: hashSecret(secretText) });
    return { result: { ...shown, customKeyIdentifier: null, secretText } };
  }),
  "POST /applications/:id/removePassword": changing((application, { body }) => {
    const { keyId } = parseBody(RemovePasswordSchema, body, "Application");
    const kept = application.passwordCredentials.filter((credential) => credential.keyId !== keyId);
    if (kept.length === application.passwordCredentials.length) {
      throw badRequest("No password credential found with keyId.", "keyId");
    }
    application.passwordCredentials = kept;
    return "done";
  }),
  "GET /applications/:id/federatedIdentityCredentials": reading((state, { id }) => ({
    list: findById(state.applications, id).federatedIdentityCredentials,
  })),
  "POST /applications/:id/federatedIdentityCredentials": changing((application, { body }) => {
    const properties = parseBody(FederatedCredentialSchema, body, "FederatedIdentityCredential");
    const credential = { ...properties, id: randomId() };
    application.federatedIdentityCredentials.push(credential);
    return { created: credential };
  }),
  "GET /applications/:id/federatedIdentityCredentials/:itemId": reading((state, input) => ({
    object: findCredential(findById(state.applications, input.id), input.itemId),
  })),
  "PATCH /applications/:id/federatedIdentityCredentials/:itemId": changing((application, input) => {
    const credential = findCredential(application, input.itemId);
    const properties = parseBody(
      v.partial(FederatedCredentialSchema),
      input.body,
      "FederatedIdentityCredential",
    );
    Object.assign(credential, properties);
    return "done";
  }),
  "DELETE /applications/:id/federatedIdentityCredentials/:itemId": changing(
    (application, { itemId }) => {
      const gone = findCredential(application, itemId);
      application.federatedIdentityCredentials = application.federatedIdentityCredentials.filter(
        (credential) => credential !== gone,
      );
      return "done";
    },
  ),
};

function changing(handler: (application: Application, input: GraphInput) => GraphAnswer): Handler {
  return writing(
    { target: "application", all: (state) => state.applications },
    (application, _state, input) => handler(application, input),
  );
}

function findCredential({ federatedIdentityCredentials }: Application, idOrName: string) {
  // az names a credential either way.
  const named = federatedIdentityCredentials.find(({ name }) => name === idOrName);
  return named ?? findById(federatedIdentityCredentials, idOrName);
}

function yearsAfter(now: Date, years: number): string {
  const later = new Date(now);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later.toISOString();
}
