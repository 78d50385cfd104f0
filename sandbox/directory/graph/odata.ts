/** Lists and single objects as Graph answers them: `$filter`, `$select`, `$top`, `$count`, paging. */
import { badRequest, notServed } from "../errors";
import { parseFilter } from "./filter";

/** An object rendered for the wire. */
export type Rendered = Readonly<Record<string, unknown>>;

const SERVED_OPTIONS = new Set(["$filter", "$select", "$top", "$count", "$skiptoken"]);
// Graph's own default and limit for directory objects.
const PAGE_SIZE = 100;
const LARGEST_PAGE = 999;

/**
 * The answer of a list.
 *
 * @throws GraphError 501 for an option that is not served, 400 for a broken one.
 */
export function answerList(url: URL, objects: readonly Rendered[]): Rendered {
  checkOptions(url);
  const filter = url.searchParams.get("$filter");
  const found = filter === null ? objects : objects.filter(parseFilter(filter));
  const top = readNumber(url, "$top", PAGE_SIZE);
  if (top < 1 || top > LARGEST_PAGE) {
    throw badRequest(`Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`);
  }
  const skip = readNumber(url, "$skiptoken", 0);
  const page = found.slice(skip, skip + top).map((object) => select(url, object));
  return {
    "@odata.context": contextOf(url, ""),
    ...(url.searchParams.get("$count") === "true" ? { "@odata.count": found.length } : {}),
    ...(skip + top < found.length ? { "@odata.nextLink": nextLink(url, skip + top) } : {}),
    value: page,
  };
}

/** The answer of one object. @throws GraphError 501 for an option that is not served. */
export function answerObject(url: URL, object: Rendered): Rendered {
  checkOptions(url);
  return { "@odata.context": contextOf(url, "/$entity"), ...select(url, object) };
}

function checkOptions(url: URL): void {
  for (const option of url.searchParams.keys()) {
    if (option.startsWith("$") && !SERVED_OPTIONS.has(option)) {
      throw notServed(`The query option "${option}"`);
    }
  }
}

function select(url: URL, object: Rendered): Rendered {
  const names = url.searchParams.get("$select");
  if (names === null || names.trim() === "") {
    return object;
  }
  const wanted = new Set(names.split(",").map((name) => name.trim()));
  return Object.fromEntries(
    Object.entries(object).filter(([name]) => wanted.has(name) || name === "@odata.type"),
  );
}

function readNumber(url: URL, option: string, preset: number): number {
  const text = url.searchParams.get(option);
  return text === null ? preset : Number(text);
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
