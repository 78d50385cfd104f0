/** The rules that single text inputs of the azuread provider follow. */
import * as v from "valibot";
import type { Rule } from "./fields";

/**
 * A UUID. The form alone, as the real provider checks it: Microsoft Graph's own client id is of no
 * version that RFC 9562 knows.
 */
export const uuid: Rule = (value) => (v.UUID_REGEX.test(value) ? undefined : "is not a UUID");

/** Not empty, blanks aside. */
export const notEmpty: Rule = (value) => (value.trim() === "" ? "must not be empty" : undefined);

/** One of a few texts. */
export const oneOf =
  (...allowed: readonly string[]): Rule =>
  (value) =>
    allowed.includes(value) ? undefined : `must be one of ${allowed.map(quote).join(", ")}`;

/** A web page. */
export const webUrl: Rule = (value) =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
    ? undefined
    : 'is not a URL that starts with "http://" or "https://"';

/** An identifier URI: absolute, of any scheme. */
export const identifierUri: Rule = (value) =>
  URL.canParse(value) ? undefined : 'is not an absolute URI such as "api://<client id>"';

/**
 * A redirect URI. Source: terraform-provider-azuread, internal/helpers/tf/validation/uri.go.
 *
 * @param urnAllowed a URN passes.
 * @param schemes what it may begin with; it then needs a path, if only a slash. Left out: anything,
 * and no path is needed.
 */
export const redirectUri =
  (urnAllowed: boolean, schemes?: readonly string[]): Rule =>
  (value) => {
    if (urnAllowed && value.startsWith("urn:") && value.split(":").length >= 3) return undefined;
    const [, scheme = "", host, path] = /^([^:/?#]+):\/\/([^/?#]+)([^?#]*)/.exec(value) ?? [];
    if (host === undefined) return "has no host";
    if (value.length > 256) return "must be 256 characters or less";
    if (schemes === undefined) return undefined;
    if (path === "") return "must have a trailing slash when there is no path segment";
    return schemes.includes(scheme)
      ? undefined
      : `has an unexpected scheme; expected one of: ${schemes.join(", ")}`;
  };

/** The id of an application as Pulumi knows it. */
export const applicationId: Rule = (value) =>
  /^\/applications\/[^/]+$/.test(value) && v.UUID_REGEX.test(value.slice("/applications/".length))
    ? undefined
    : 'is not an application\'s resource id, "/applications/<object id>"; pass the application\'s "id"';

/**
 * The `value` of a scope or an app role.
 * https://learn.microsoft.com/en-us/graph/api/resources/permissionscope
 */
export const claimValue: Rule = (value) => {
  if (value.length > 249) return "is longer than 249 characters";
  if (value.startsWith(".")) return "must not begin with a period";
  return /^[A-Za-z0-9!#$%&'()*+,\-./:;<=>?@[\]^_`{|}~]*$/.test(value)
    ? undefined
    : "may hold only letters, digits and !#$%&'()*+,-./:;<=>?@[]^_`{|}~";
};

/** At most this many characters. */
export const atMost =
  (characters: number): Rule =>
  (value) =>
    value.length > characters ? `is longer than ${characters} characters` : undefined;

function quote(value: string): string {
  return `"${value}"`;
}
