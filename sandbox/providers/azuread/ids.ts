/**
 * Resource ids of the azuread provider, which are its import ids too. Kept exact: the real one
 * refuses others.
 */

/** What an id says: which object, and which part of it ("" where the id is the object's own). */
export interface ParsedId {
  readonly objectId: string;
  readonly key: string;
}

/** How the ids of one kind of resource are written. */
export interface IdFormat {
  format(objectId: string, key?: string): string;
  /** @throws where the id has another form. */
  parse(id: string): ParsedId;
}

/** @param form e.g. "/applications/<object id>/owners/<id>". */
function idsLike(form: string): IdFormat {
  // Base64 may hold "/".
  const shape = new RegExp(
    `^${form.replace(/<base64[^<>]*>/, "(.+)").replace(/<[^<>]+>/g, "([^/]+)")}$`,
  );
  return {
    format(objectId, key = "") {
      const values = [objectId, key].values();
      return form.replace(/<[^<>]+>/g, () => values.next().value ?? "");
    },
    parse(id) {
      const [, objectId, key = ""] = shape.exec(id) ?? [];
      if (objectId === undefined) {
        throw new Error(`The id "${id}" does not have the form "${form}".`);
      }
      return { objectId, key };
    },
  };
}

export const applicationIds = idsLike("/applications/<object id>");
export const servicePrincipalIds = idsLike("/servicePrincipals/<object id>");
export const groupIds = idsLike("/groups/<object id>");
export const assignmentIds = idsLike("/servicePrincipals/<object id>/appRoleAssignedTo/<id>");
export const knownClientsIds = idsLike("/applications/<object id>/knownClients");

/** The form of most parts of an application. */
export function partIds(collection: string): IdFormat {
  return idsLike(`/applications/<object id>/${collection}/<id>`);
}

/** Pre-authorized clients: the only part without a leading "/applications/". */
export const preAuthorizedIds = idsLike("<object id>/preAuthorizedApplication/<client id>");

const encodedIds = idsLike("/applications/<object id>/identifierUris/<base64 of the URI>");

/** Identifier URIs: the key is the URI, in standard base64. */
export const identifierUriIds: IdFormat = {
  format: (objectId, uri = "") =>
    encodedIds.format(objectId, Buffer.from(uri, "utf8").toString("base64")),
  parse(id) {
    const { objectId, key } = encodedIds.parse(id);
    return { objectId, key: Buffer.from(key, "base64").toString("utf8") };
  },
};

/** The object id in an application's id. @throws where the id has another form. */
export function applicationObjectId(id: string): string {
  return applicationIds.parse(id).objectId;
}
