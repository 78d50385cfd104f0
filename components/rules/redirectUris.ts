/**
 * Where people come back to after signing in to the API itself: its test page, its command line,
 * its web pages.
 */
import * as v from "valibot";
import type { Problem } from "./problem";
import { atMost, keyed, listOf, rule } from "./schema";
import { checkUnique, textsIn, type Written } from "./written";

/** Source of all limits and forms: https://learn.microsoft.com/entra/identity-platform/reply-url */
const MOST_CHARACTERS = 256;
const MOST_URIS = 256;

/** Scheme and host of a URI, and the path after them. */
const HIERARCHICAL = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]+)(\/?)/;

/** Whether a browser comes back by it safely: encrypted, or without leaving the machine. */
function isWebAddress(uri: string): boolean {
  const [, scheme = "", host = ""] = HIERARCHICAL.exec(uri) ?? [];
  return (
    scheme === "https" || (scheme === "http" && /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host))
  );
}

/** Schemes that browsers act on by themselves: no program is behind them. */
const BROWSERS = ["about", "blob", "data", "file", "ftp", "http", "javascript", "vbscript"];

/** Programs may have a scheme of their own, or a name without a place. */
function isProgramAddress(uri: string): boolean {
  const [, scheme = "http"] = HIERARCHICAL.exec(uri) ?? [];
  return !BROWSERS.includes(scheme.toLowerCase()) || /^urn:[^:]+:./.test(uri);
}

const anyUri = v.pipe(
  v.string(),
  atMost(MOST_CHARACTERS),
  rule(
    (uri) => !/[\s*#!$'(),;"<>\\^`{|}]/.test(uri),
    "must hold no blanks, no wildcard, no fragment, and none of !$'(),;",
    "write each address out, without them",
  ),
  rule(
    (uri) => !/^https?:\/\//i.test(uri) || URL.canParse(uri),
    "must be an address, with a host and a port that there are",
    "write it as the browser shows it",
  ),
  rule(
    (uri) => !/^[^:/]+:\/\/[^/@]*@/.test(uri),
    "must hold no user name and no password",
    "write only the host after the two slashes",
  ),
);

/** The provider demands the path (terraform-provider-azuread, IsRedirectUriFunc). */
const webUri = v.pipe(
  anyUri,
  rule(
    isWebAddress,
    'must begin with "https://", or be "http://localhost" or "http://127.0.0.1"',
    (uri) =>
      uri.startsWith("http://")
        ? `write "${uri.replace("http:", "https:")}"`
        : 'write it as "https://host/path"',
  ),
  rule(
    (uri) => !isWebAddress(uri) || HIERARCHICAL.exec(uri)?.[3] === "/",
    "must have a path, if only a slash",
    (uri) => `write "${uri}/"`,
  ),
);

const programUri = v.pipe(
  anyUri,
  rule(
    (uri) => isWebAddress(uri) || isProgramAddress(uri),
    'must begin with "https://" or a scheme of the program\'s own, or be "http://localhost", "http://127.0.0.1" or a URN',
    'write it as "http://localhost", or as the sign-in library of the program names it',
  ),
);

/** The kinds of clients that Entra ID tells apart. */
type Platform = "web" | "singlePage" | "publicClient";

/** The schema of the config key `redirectUris`: a list for each kind of client. */
export const redirectUrisSchema = keyed({
  web: v.optional(listOf(webUri)),
  singlePage: v.optional(listOf(webUri)),
  publicClient: v.optional(listOf(programUri)),
});

/** Redirect URIs as config gives them, shapes already checked. */
type RedirectUriEntries = v.InferOutput<typeof redirectUrisSchema>;

/** Redirect URIs by kind of client, each list sorted. */
export type RedirectUris = Readonly<Record<Platform, readonly string[]>>;

/** None twice, also of two kinds; at most 256 in all. Capitals count. */
export function checkRedirectUris(written: Written): readonly Problem[] {
  const all = textsIn({ key: "redirectUris", value: written["redirectUris"] });
  return [
    ...checkUnique(all, ({ value }) => String(value)),
    ...(all.length > MOST_URIS
      ? [
          {
            key: "redirectUris",
            value: all.length,
            rule: `must come to at most ${MOST_URIS} URIs in all`,
            remedy: `remove ${all.length - MOST_URIS}`,
          },
        ]
      : []),
  ];
}

/** Redirect URIs with all kinds of clients, each list in a fixed order. */
export function resolveRedirectUris(entries: RedirectUriEntries): RedirectUris {
  const listed = (platform: Platform) => [...(entries[platform] ?? [])].sort();
  return {
    web: listed("web"),
    singlePage: listed("singlePage"),
    publicClient: listed("publicClient"),
  };
}
