/**
 * Query options, read once for every route, and lists and objects as they are answered: filtered,
 * in pages, in part.
 */
import { badRequest, graphRefusal, notServed, type Refusal } from "../errors";
import { parseFilter } from "./filter";
import type { Rendered } from "./route";

// Graph's own default and limit for directory objects.
const PAGE_SIZE = 100;
const LARGEST_PAGE = 999;

/** How each query option is read. Whatever is not here is not served. */
const READERS = {
  $filter: parseFilter,
  /** The names of the properties to answer with. */
  $select: (text: string): ReadonlySet<string> | undefined =>
    text.trim() === "" ? undefined : new Set(text.split(",").map((name) => name.trim())),
  $top(text: string): number {
    if (!/^\d{1,9}$/.test(text)) {
      throw invalidOption("$top", text, "requires a non-negative integer value");
    }
    const top = Number(text);
    if (top < 1 || top > LARGEST_PAGE) {
      throw badRequest(
        `Invalid page size specified: '${top}'. Must be between 1 and ${LARGEST_PAGE} inclusive.`,
      );
    }
    return top;
  },
  $count(text: string): boolean {
    if (text !== "true" && text !== "false") {
      throw invalidOption("$count", text, "requires 'true' or 'false'");
    }
    return text === "true";
  },
  /** How many objects the pages before held. */
  $skiptoken(text: string): number {
    if (!/^\d{1,9}$/.test(text)) {
      // https://learn.microsoft.com/graph/errors has the code; tokens are never a client's to make.
      throw graphRefusal(
        400,
        "Directory_ExpiredPageToken",
        "The specified page token value has expired and can no longer be included in your request.",
      );
    }
    return Number(text);
  },
};

/** What a request's query asks for. */
export type Query = { readonly [O in keyof typeof READERS]?: ReturnType<(typeof READERS)[O]> };

/**
 * Reads the options of a query; names without "$" are nobody's.
 *
 * @throws Refusal 501 for an option that is not served, 400 for a broken one or one that is
 * there twice.
 */
export function readQuery(url: URL): Query {
  const query: Record<string, unknown> = {};
  for (const [name, text] of url.searchParams) {
    if (!name.startsWith("$")) continue;
    if (!isOption(name)) throw notServed(`The query option "${name}"`);
    if (name in query) {
      throw graphRefusal(
        400,
        "BadRequest",
        `Query option '${name}' was specified more than once, but it must be specified at most once.`,
      );
    }
    query[name] = READERS[name](text);
  }
  return query;
}

function isOption(name: string): name is keyof typeof READERS {
  return Object.hasOwn(READERS, name);
}

// The words of Microsoft's OData library: https://github.com/OData/odata.net
function invalidOption(name: string, text: string, rule: string): Refusal {
  return graphRefusal(
    400,
    "BadRequest",
    `Invalid value '${text}' for ${name} query option found. The ${name} query option ${rule}.`,
  );
}

export function answerList(url: URL, query: Query, objects: readonly Rendered[]): Rendered {
  const { $filter, $top = PAGE_SIZE, $count = false, $skiptoken = 0 } = query;
  const found = $filter === undefined ? objects : objects.filter($filter);
  const end = $skiptoken + $top;
  return {
    "@odata.context": contextOf(url, ""),
    ...($count ? { "@odata.count": found.length } : {}),
    ...(end < found.length ? { "@odata.nextLink": nextLink(url, end) } : {}),
    value: found.slice($skiptoken, end).map((object) => select(query, object)),
  };
}

export function answerObject(url: URL, query: Query, object: Rendered): Rendered {
  return { "@odata.context": contextOf(url, "/$entity"), ...select(query, object) };
}

function select({ $select }: Query, object: Rendered): Rendered {
  return $select === undefined
    ? object
    : Object.fromEntries(
        Object.entries(object).filter(([name]) => $select.has(name) || name === "@odata.type"),
      );
}

function nextLink(url: URL, skip: number): string {
  const next = new URL(url);
  next.searchParams.set("$skiptoken", String(skip));
  return next.href;
}

function contextOf(url: URL, suffix: string): string {
  const [, version = "v1.0", collection = ""] = url.pathname.split("/");
  return `https://${url.host}/${version}/$metadata#${collection}${suffix}`;
}
