/**
 * Resource ids of the azuread provider, which are its import ids too. Kept exact: the real one
 * refuses others.
 */

/** The object id in "/applications/<object id>". @throws where it has another form. */
export function applicationObjectId(id: string): string {
  return lastOf(id, /^\/applications\/([^/]+)$/, "/applications/<object id>");
}

/** The object id in "/servicePrincipals/<object id>". @throws where it has another form. */
export function servicePrincipalObjectId(id: string): string {
  return lastOf(id, /^\/servicePrincipals\/([^/]+)$/, "/servicePrincipals/<object id>");
}

/** The object id in "/groups/<object id>". @throws where it has another form. */
export function groupObjectId(id: string): string {
  return lastOf(id, /^\/groups\/([^/]+)$/, "/groups/<object id>");
}

/** A part of an application: which application, and which part of it. */
export interface PartId {
  readonly applicationObjectId: string;
  readonly key: string;
}

/** How the ids of one kind of part are written. */
export interface PartIdFormat {
  format(part: PartId): string;
  /** @throws where the id has another form. */
  parse(id: string): PartId;
}

/** "/applications/<object id>/<collection>/<key>", the form of most parts. */
export function partIds(collection: string): PartIdFormat {
  const shape = new RegExp(`^/applications/([^/]+)/${collection}/([^/]+)$`);
  return {
    format: ({ applicationObjectId: application, key }) =>
      `/applications/${application}/${collection}/${key}`,
    parse: (id) => parsePart(id, shape, `/applications/<object id>/${collection}/<id>`),
  };
}

/** Identifier URIs: the key is the URI in standard base64. */
export const identifierUriIds: PartIdFormat = (() => {
  const plain = partIds("identifierUris");
  const shape = /^\/applications\/([^/]+)\/identifierUris\/(.+)$/;
  return {
    format: ({ applicationObjectId: application, key }) =>
      plain.format({
        applicationObjectId: application,
        key: Buffer.from(key, "utf8").toString("base64"),
      }),
    parse(id) {
      // Base64 may hold "/".
      const part = parsePart(
        id,
        shape,
        "/applications/<object id>/identifierUris/<base64 of the URI>",
      );
      return { ...part, key: Buffer.from(part.key, "base64").toString("utf8") };
    },
  };
})();

/** Pre-authorized clients: the only part without a leading "/applications/". */
export const preAuthorizedIds: PartIdFormat = {
  format: ({ applicationObjectId: application, key }) =>
    `${application}/preAuthorizedApplication/${key}`,
  parse: (id) =>
    parsePart(
      id,
      /^([^/]+)\/preAuthorizedApplication\/([^/]+)$/,
      "<object id>/preAuthorizedApplication/<client id>",
    ),
};

/** An assignment: on which service principal, and its own id. */
export interface AssignmentId {
  readonly resourceObjectId: string;
  readonly assignmentId: string;
}

/** Writes "/servicePrincipals/<object id>/appRoleAssignedTo/<id>". */
export function formatAssignmentId({ resourceObjectId, assignmentId }: AssignmentId): string {
  return `/servicePrincipals/${resourceObjectId}/appRoleAssignedTo/${assignmentId}`;
}

/** Reads it. @throws where the id has another form. */
export function parseAssignmentId(id: string): AssignmentId {
  const [resourceObjectId, assignmentId] = match(
    id,
    /^\/servicePrincipals\/([^/]+)\/appRoleAssignedTo\/([^/]+)$/,
    "/servicePrincipals/<object id>/appRoleAssignedTo/<id>",
  );
  return { resourceObjectId, assignmentId };
}

function parsePart(id: string, shape: RegExp, form: string): PartId {
  const [application, key] = match(id, shape, form);
  return { applicationObjectId: application, key };
}

function lastOf(id: string, shape: RegExp, form: string): string {
  const found = shape.exec(id)?.[1];
  return found ?? refuse(id, form);
}

function match(id: string, shape: RegExp, form: string): [string, string] {
  const [, first, second] = shape.exec(id) ?? [];
  return first !== undefined && second !== undefined ? [first, second] : refuse(id, form);
}

function refuse(id: string, form: string): never {
  throw new Error(`The id "${id}" does not have the form "${form}".`);
}
