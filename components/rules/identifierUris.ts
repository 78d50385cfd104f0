/** The API's names besides its client id. */
import * as v from "valibot";
import { microsoftApi } from "./microsoftApis";
import type { Problem } from "./problem";
import { isUuid, listOf, rule } from "./schema";
import { checkUniqueTexts, entriesOf, textsIn, type Written } from "./written";

/**
 * The URI that every tenant policy allows, and every stack has by default.
 * Source: https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions
 */
export const DEFAULT_IDENTIFIER_URI = "api://{clientId}";

/** What the placeholders of identifier URIs stand for. */
export interface UriIds {
  readonly clientId: string;
  readonly tenantId: string;
}

const PLACEHOLDERS = ["{clientId}", "{tenantId}"] as const;

/** Source: https://learn.microsoft.com/entra/identity-platform/supported-accounts-validation */
const MOST_CHARACTERS = 255;

/** An identifier URI with its placeholders filled in. */
export function resolveIdentifierUri(uri: string, { clientId, tenantId }: UriIds): string {
  return uri.replaceAll("{clientId}", clientId).replaceAll("{tenantId}", tenantId);
}

/** The text after the scheme, in parts. */
function partsOf(uri: string): readonly string[] {
  return uri.replace(/^[a-z]+:\/\//, "").split("/");
}

/**
 * A part without its placeholders. What is left of a whole URI needs no quotes in any shell, so
 * commands can hold it.
 */
const PART = /^[A-Za-z0-9._-]*$/;

/** Every rule but the first holds, too, for what has no right beginning: that is problem enough. */
const HOLDS = {
  beginning: (uri: string) => /^(api|https):\/\/[^/]/.test(uri),
  end: (uri: string) => !hasBeginning(uri) || !uri.endsWith("/"),
  parts: (uri: string) =>
    !hasBeginning(uri) || partsOf(uri).every((part) => PART.test(withoutPlaceholders(part))),
  slashes: (uri: string) => !hasBeginning(uri) || !/[^/]\/\/./.test(partsOf(uri).join("/")),
  ids: (uri: string) => !partsOf(uri).some(isUuid),
  owner: (uri: string) => microsoftApi(uri) === undefined,
  length: (uri: string) => atResolvedLength(uri) <= MOST_CHARACTERS,
};

function hasBeginning(uri: string): boolean {
  return HOLDS.beginning(uri);
}

/** What people write for a placeholder, letters alone. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ...["clientid", "client", "appid", "applicationid", "applicationclientid"].map(
    (name) => [name, "{clientId}"] as const,
  ),
  ...["tenantid", "tenant", "directoryid", "directorytenantid"].map(
    (name) => [name, "{tenantId}"] as const,
  ),
]);

const WRITTEN = /^(?:([a-z][\w+.-]{0,40}):\/\/|(api|https?|urn):\/?)?(.*)$/is;

/** The URI that was probably meant; undefined: nobody can know. */
function corrected(uri: string): string | undefined {
  const text = uri
    .trim()
    .replace(
      /\$?[{<]([^{}<>]{1,40})[}>]/g,
      (whole, name: string) => MEANT.get(name.toLowerCase().replace(/[^a-z]/g, "")) ?? whole,
    );
  const [, full, short = "", rest = ""] = WRITTEN.exec(text) ?? [];
  const scheme = (full ?? short).toLowerCase();
  const parts = rest.split(scheme === "urn" ? /[:/]/ : "/").filter((part) => part !== "");
  const name = parts.join("/");
  const meant = scheme.startsWith("http") ? `https://${name}` : `api://${name || "{clientId}"}`;
  return Object.values(HOLDS).every((holds) => holds(meant)) ? meant : undefined;
}

function fix(otherwise: string): (uri: string) => string {
  return (uri) => {
    const meant = corrected(uri);
    return meant === undefined ? otherwise : `write "${meant}"`;
  };
}

const uri = v.pipe(
  v.string(),
  rule(
    HOLDS.beginning,
    'must begin with "api://" or "https://" and a name',
    fix('write "api://{clientId}" for example'),
  ),
  rule(HOLDS.end, "must not end with a slash", fix("take the slash off")),
  rule(
    HOLDS.parts,
    "must hold, besides {clientId} and {tenantId}, only letters, digits and ._-/ (no wildcard, port, query or fragment)",
    fix("take out what else is in it"),
  ),
  rule(
    HOLDS.slashes,
    "must not hold two slashes in a row after its beginning",
    fix("take one of them off"),
  ),
  rule(
    HOLDS.ids,
    "must hold no UUID: Entra ID takes none but the client id and the tenant's id there",
    'write "{clientId}" or "{tenantId}" in its place',
  ),
  rule(
    HOLDS.owner,
    "must not be a name of Microsoft's own APIs",
    'take a domain that the tenant has verified, or "api://{clientId}"',
  ),
  v.check(
    HOLDS.length,
    `must be at most ${MOST_CHARACTERS} characters, with ids filled in\nshorten it`,
  ),
);

/** The schema of the config key `identifierUris`. */
export const identifierUrisSchema = listOf(uri);

/**
 * Those of a registration's URIs that commands can hold, in its order: what config could write as
 * well. The others name the API too, but not in every shell.
 */
export function usableUris(
  uris: readonly string[],
  { clientId, tenantId }: UriIds,
): readonly string[] {
  return uris.filter((found) =>
    v.is(uri, found.replaceAll(clientId, "{clientId}").replaceAll(tenantId, "{tenantId}")),
  );
}

function withoutPlaceholders(part: string): string {
  return PLACEHOLDERS.reduce((text, placeholder) => text.replaceAll(placeholder, ""), part);
}

function atResolvedLength(uri: string): number {
  const id = "x".repeat(36);
  return resolveIdentifierUri(uri, { clientId: id, tenantId: id }).length;
}

/**
 * Whether a URI is of a form that Microsoft's default policy takes from registrations with version
 * 1 tokens: it holds the client id or the tenant's, or names a domain. Only Entra ID knows whether
 * the tenant has verified that. Registrations of one tenant with version 2 tokens may have any.
 * Source: https://learn.microsoft.com/graph/api/resources/identifieruriconfiguration
 */
export function isOwn(uri: string, { clientId, tenantId }: UriIds): boolean {
  const text = uri.toLowerCase();
  const parts = partsOf(text);
  return (
    isDomain(parts[0] ?? "") ||
    (text.startsWith("api:") && parts.some((part) => [clientId, tenantId].includes(part)))
  );
}

/** Whether somebody can have proved a right to a name: no address in numbers, and no name alone. */
function isDomain(host: string): boolean {
  const labels = host.split(".");
  const isNamed = !/^\d+$/.test(labels.at(-1) ?? "");
  return labels.length > 1 && isNamed && labels.every((label) => /^[a-z\d-]+$/.test(label));
}

/** No two alike. */
export function checkIdentifierUris(written: Written): readonly Problem[] {
  return checkUniqueTexts(entriesOf(written, "identifierUris").flatMap(textsIn));
}

/**
 * With version 1 tokens only forms that prove a right to them.
 *
 * @param there URIs that the registration has already: Entra ID judges a URI only when it is added.
 */
export function checkUriForms(written: Written, there: readonly string[] = []): readonly Problem[] {
  if (String(written["tokenVersion"]) !== "1") return [];
  const placeholders = { clientId: "{clientid}", tenantId: "{tenantid}" };
  return entriesOf(written, "identifierUris")
    .flatMap(textsIn)
    .filter(({ value }) => !isOwn(value, placeholders) && !there.includes(value))
    .map(({ key, value }) => ({
      key,
      value,
      rule: 'must, with "tokenVersion" 1, hold {clientId} or {tenantId}, or name a domain that the tenant has verified',
      remedy: `write "api://{tenantId}/${partsOf(value).join("/")}", or set "tokenVersion" to 2`,
    }));
}
