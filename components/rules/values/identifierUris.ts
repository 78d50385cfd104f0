/** The API's names besides its client id. */
import * as v from "valibot";
import { microsoftApi } from "./microsoftApis";
import { type Problem, refuse } from "../reading/problem";
import { correctable, isUuid, listOf, otherNames } from "../reading/schema";
import { checkUniqueTexts, entriesOf, textsIn, type Written } from "../reading/written";

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

/** Source: https://learn.microsoft.com/entra/identity-platform/supported-accounts-validation */
const MOST_CHARACTERS = 255;

/** An identifier URI with its placeholders filled in. */
export function resolveIdentifierUri(uri: string, { clientId, tenantId }: UriIds): string {
  return uri.replaceAll("{clientId}", clientId).replaceAll("{tenantId}", tenantId);
}

function filled(uri: string, id: string): string {
  return resolveIdentifierUri(uri, { clientId: id, tenantId: id });
}

/** The text after the scheme, in parts. */
function partsOf(uri: string): readonly string[] {
  return uri.replace(/^[a-z]+:\/\//, "").split("/");
}

/** A part without its placeholders. Whole URIs then need no quotes in any shell. */
const PART = /^[A-Za-z0-9._-]*$/;

/** What people write for a placeholder, letters alone. */
const MEANT = otherNames({
  "{clientId}": ["clientid", "client", "appid", "applicationid", "applicationclientid"],
  "{tenantId}": ["tenantid", "tenant", "directoryid", "directorytenantid"],
});

const WRITTEN = /^(?:([a-z][\w+.-]{0,40}):\/\/|(api|https?|urn):\/?)?(.*)$/is;

/** The URI that was probably meant. */
function corrected(uri: string): string {
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
  return scheme.startsWith("http") ? `https://${name}` : `api://${name || "{clientId}"}`;
}

function hasBeginning(uri: string): boolean {
  return /^(api|https):\/\/[^/]/.test(uri);
}

/** A rule that also holds for what has no right beginning: that is problem enough. */
function begun(holds: (uri: string) => boolean): (uri: string) => boolean {
  return (uri) => !hasBeginning(uri) || holds(uri);
}

const uri = correctable(corrected, [
  [
    hasBeginning,
    'must begin with "api://" or "https://" and a name',
    'write "api://{clientId}" for example',
  ],
  [begun((uri) => !uri.endsWith("/")), "must not end with a slash", "take the slash off"],
  [
    begun((uri) => partsOf(uri).every((part) => PART.test(filled(part, "")))),
    "must hold, besides {clientId} and {tenantId}, only letters, digits and ._-/ (no wildcard, port, query or fragment)",
    "take out what else is in it",
  ],
  [
    begun((uri) => !/[^/]\/\/./.test(partsOf(uri).join("/"))),
    "must not hold two slashes in a row after its beginning",
    "take one of them off",
  ],
  [
    (uri) => !partsOf(uri).some(isUuid),
    "must hold no UUID: Entra ID takes none but the client id and the tenant's id there",
    'write "{clientId}" or "{tenantId}" in its place',
  ],
  [
    (uri) => microsoftApi(uri) === undefined,
    "must not be a name of Microsoft's own APIs",
    'take a domain that the tenant has verified, or "api://{clientId}"',
  ],
  [
    (uri) => filled(uri, "x".repeat(36)).length <= MOST_CHARACTERS,
    `must be at most ${MOST_CHARACTERS} characters, with ids filled in`,
    "shorten it",
  ],
]);

/** The schema of the config key `identifierUris`. */
export const identifierUrisSchema = listOf(uri);

/** Those that commands can hold, in order. The others name the API too, but not in every shell. */
export function usableUris(
  uris: readonly string[],
  { clientId, tenantId }: UriIds,
): readonly string[] {
  return uris.filter((found) =>
    v.is(uri, found.replaceAll(clientId, "{clientId}").replaceAll(tenantId, "{tenantId}")),
  );
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
    .flatMap((entry) =>
      refuse(
        entry,
        'must, with "tokenVersion" 1, hold {clientId} or {tenantId}, or name a domain that the tenant has verified',
        `write "api://{tenantId}/${partsOf(entry.value).join("/")}", or set "tokenVersion" to 2`,
      ),
    );
}
