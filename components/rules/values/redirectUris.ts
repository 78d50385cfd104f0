/** Where people come back to after signing in to the API itself: its test page, its web pages. */
import * as v from "valibot";
import { type Problem, refuse } from "../reading/problem";
import { atMost, correctable, keyed, listOf, otherNames } from "../reading/schema";
import { checkUnique, textsIn, type Written } from "../reading/written";

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

/** A path, if only a slash, which the provider demands (IsRedirectUriFunc). */
function hasPath(uri: string): boolean {
  return HIERARCHICAL.exec(uri)?.[3] === "/";
}

/** What client ids are written as, which no redirect URI can hold before there is one. */
const PLACEHOLDER = /[{<][^{}<>]*[}>]/g;

/** What the corrections of all kinds have in common. */
function cleaned(uri: string): string {
  const [beforeFragment = ""] = uri.trim().split("#");
  return beforeFragment
    .replace(/^[A-Za-z][A-Za-z0-9+.-]*:/, (scheme) => scheme.toLowerCase())
    .replace(/^http:\/\/\[::1\]/, "http://localhost");
}

/** The address of a web page that was probably meant. */
function webMeant(uri: string): string {
  const text = cleaned(uri);
  const host = /^(localhost|127\.0\.0\.1)([:/]|$)/.test(text)
    ? `http://${text}`
    : /^[a-z]+:\/\//.test(text)
      ? text
      : `https://${text}`;
  const safe = isWebAddress(host) ? host : host.replace(/^http:/, "https:");
  return hasPath(safe) ? safe : `${safe}/`;
}

/** The address of a program that was probably meant: "myapp:/cb" lacks a place. */
function programMeant(uri: string): string {
  return cleaned(uri).replace(/^(?!urn:|https?:)([a-z][a-z0-9+.-]*):\/?(?=[^/])/, "$1://");
}

function hasAllowedLetters(uri: string): boolean {
  return !/[\s*#!$'(),;"<>\\^`{|}]/.test(uri.replace(PLACEHOLDER, ""));
}

function hasPlaceholder(uri: string): boolean {
  return uri.search(PLACEHOLDER) !== -1;
}

/** The rules of all kinds of URIs, then those of one kind. */
function uriOf(
  meant: (uri: string) => string,
  ...ofKind: readonly (readonly [holds: (uri: string) => boolean, rule: string, remedy: string])[]
): v.GenericSchema<unknown, string> {
  return v.pipe(
    correctable(meant, [
      [
        hasAllowedLetters,
        "must hold no blanks, no wildcard, no fragment, and none of !$'(),;",
        "write each address out, without them",
      ],
      [
        (uri) => !hasPlaceholder(uri),
        "must hold no placeholder: the client id is known only after the first deployment",
        'deploy without it, then write it with the client id ("pulumi stack output clientId")',
      ],
      [
        // A wrong letter is problem enough.
        (uri) => !hasAllowedLetters(uri) || !/^https?:\/\//i.test(uri) || URL.canParse(uri),
        "must be an address, with a host and a port that there are",
        "write it as the browser shows it",
      ],
      [
        (uri) => !/^[^:/]+:\/\/[^/@]*@/.test(uri),
        "must hold no user name and no password",
        "write only the host after the two slashes",
      ],
      ...ofKind,
    ]),
    atMost(MOST_CHARACTERS),
  );
}

const webUri = uriOf(
  webMeant,
  [
    (uri) => hasPlaceholder(uri) || isWebAddress(uri),
    'must begin with "https://", or be "http://localhost" or "http://127.0.0.1"',
    'write it as "https://host/path"',
  ],
  [
    (uri) => !isWebAddress(uri) || hasPath(uri),
    "must have a path, if only a slash",
    'write it as "https://host/path"',
  ],
);

const programUri = uriOf(programMeant, [
  (uri) => hasPlaceholder(uri) || isWebAddress(uri) || isProgramAddress(uri),
  'must begin with "https://" or a scheme of the program\'s own, or be "http://localhost", "http://127.0.0.1" or a URN',
  'write it as "http://localhost", or as the sign-in library of the program names it',
]);

/** The kinds of clients that Entra ID tells apart. */
type Platform = "web" | "singlePage" | "publicClient";

/** The schema of the config key `redirectUris`: a list for each kind of client. */
export const redirectUrisSchema = keyed(
  {
    web: v.optional(listOf(webUri)),
    singlePage: v.optional(listOf(webUri)),
    publicClient: v.optional(listOf(programUri)),
  },
  // As Microsoft Graph, the portal and MSAL call them.
  otherNames({
    singlePage: ["spa"],
    publicClient: ["native", "mobile", "desktop", "installedClient"],
  }),
);

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
      ? refuse(
          { key: "redirectUris", value: all.length },
          `must come to at most ${MOST_URIS} URIs in all`,
          `remove ${all.length - MOST_URIS}`,
        )
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
