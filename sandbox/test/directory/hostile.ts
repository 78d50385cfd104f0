/**
 * Requests as a careless or hostile client sends them, drawn by fast-check: right ones, with
 * something wrong in them.
 */
import fc from "fast-check";
import { HOSTS, SEED } from "../../directory";
import { anyCharacter } from "../support/anyCharacter";
import { CREATED, GRAPH, LOGIN } from "./rightRequests";

/**
 * A request, drawn before ids and secrets of the directory are known: "{created}", "{secret}" and
 * others stand for them.
 */
export interface HostileRequest {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly token: "deployer" | "user" | "arm" | "none" | "nonsense";
  readonly contentType: string;
  readonly body: string | undefined;
}

const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const NASTY_ADDRESSES = [
  "https://[",
  "http://localhost:99999",
  "http://localhost:1\r\nx: y",
  "api://",
  "javascript:x",
];
const NASTY_TEXTS = [
  ...NASTY_ADDRESSES,
  ...[
    "",
    " ",
    "zz",
    "-1",
    "1e999",
    "null",
    "'",
    "\\",
    "\u0000",
    "\ud800",
    "\u202e",
    "%zz",
    "%",
    "/",
    "//",
    "..",
    "#",
    "?",
  ],
  ...["a".repeat(3000)],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "appId eq 'x'",
    "(".repeat(3000),
    "not ".repeat(3000),
    "x eq 1 or ".repeat(500),
  ],
  ...[
    SEED.user.objectId,
    SEED.graphObjectId,
    SEED.deployer.clientId,
    CREATED,
    "2026-13-45T99:99:99Z",
  ],
];
const text = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
  fc.string({ unit: anyCharacter }),
);
const address = fc.constantFrom(...NASTY_ADDRESSES);
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  fc.constantFrom<unknown>(null, [], {}, true, -1, 1e308, [null], [[]], { __proto__: null }),
  fc.constant(40).map((depth) => JSON.parse(nested(depth)) as unknown),
);

/** One thing that is made wrong. */
interface Mutation {
  readonly pick: number;
  readonly replacement: unknown;
  /** What replaces an address. */
  readonly address: string;
  readonly name?: string | undefined;
}

/**
 * A copy in which the part that `pick` (0 to 1) chooses is another value, under its own name or
 * another one.
 */
function mutate(
  whole: unknown,
  { pick, replacement, address: otherAddress, name }: Mutation,
): unknown {
  if (typeof whole === "string" && whole.includes("://")) return otherAddress;
  if (typeof whole !== "object" || whole === null || pick < 0.1) return replacement;
  const entries = Object.entries(whole);
  const scaled = ((pick - 0.1) / 0.9) * entries.length;
  const index = Math.min(Math.floor(scaled), entries.length - 1);
  const changed = entries.map(([key, part], at): [string, unknown] =>
    at === index
      ? [name ?? key, mutate(part, { pick: scaled - index, replacement, address: otherAddress })]
      : [key, part],
  );
  return Array.isArray(whole) ? changed.map(([, part]) => part) : Object.fromEntries(changed);
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  pick: fc.double({ min: 0, max: 0.999, noNaN: true }),
  replacement: value,
  address,
  name: fc.option(text, { freq: 6, nil: undefined }),
});
const mutations = fc.oneof(fc.constant([]), fc.array(mutation, { minLength: 1, maxLength: 3 }));
const mutated = (whole: unknown): fc.Arbitrary<unknown> =>
  mutations.map((all) => all.reduce<unknown>((made, each) => mutate(made, each), whole));

const query = fc
  .uniqueArray(
    fc.tuple(
      fc.oneof(
        {
          weight: 8,
          arbitrary: fc.constantFrom("$filter", "$select", "$top", "$count", "$skiptoken"),
        },
        text,
      ),
      fc.oneof(
        text,
        fc.constantFrom("1", "0", "1000", "abc", "true", "id", "startswith(displayName,'x')"),
      ),
    ),
    { maxLength: 3 },
  )
  .map((options) => options.map(([name, each]) => `${encode(name)}=${encode(each)}`).join("&"));

// Lone surrogates cannot be percent-encoded; what is sent must be ASCII.
function encode(part: string): string {
  return encodeURIComponent(part.replaceAll(/\p{Surrogate}/gu, "\ufffd"));
}

/** A path with one of its parts replaced now and then; raw percent signs stay what they are. */
const brokenPath = (path: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(path.replaceAll(" ", "+")) },
    fc.tuple(fc.nat(4), text).map(([at, part]) =>
      path
        .replaceAll(" ", "+")
        .split("/")
        .map((each, index, all) =>
          index === (at % (all.length - 1)) + 1
            ? part.startsWith("%")
              ? part
              : encode(part)
            : each,
        )
        .join("/"),
    ),
  );

const method = (usual: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(usual) },
    fc.constantFrom("GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS", "TRACE"),
  );
const token = fc.oneof(
  { weight: 6, arbitrary: fc.constant("deployer" as const) },
  fc.constantFrom("user" as const, "arm" as const, "none" as const, "nonsense" as const),
);
const contentType = fc.oneof(
  { weight: 6, arbitrary: fc.constant("") },
  fc.constantFrom(
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain",
    "nonsense",
  ),
);
/** Bodies that are none: cut off, deep, large, no JSON. */
const rawBody = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: anyCharacter, maxLength: 200 }) },
  fc.constantFrom('{"displayName":"x"', '{"__proto__":{"id":1}}', "null", "[]", nested(60_000)),
  fc.constant(1_100_000).map((length) => JSON.stringify("x".repeat(length))),
);

const graphRequest: fc.Arbitrary<HostileRequest> = fc
  .constantFrom(...GRAPH)
  .chain(([usual, path, body]) =>
    fc.record({
      host: fc.constant<string>(HOSTS.graph),
      method: method(usual),
      path: fc
        .tuple(
          fc.constantFrom("/v1.0", "/beta"),
          brokenPath(path),
          fc.option(query, { freq: 2, nil: "" }),
        )
        .map(([version, rest, options]) =>
          options === ""
            ? version + rest
            : `${version}${rest}${rest.includes("?") ? "&" : "?"}${options}`,
        ),
      token,
      contentType,
      body: fc.oneof(
        {
          weight: 9,
          arbitrary: mutated(body).map((each) =>
            each === undefined ? undefined : JSON.stringify(each),
          ),
        },
        rawBody,
      ),
    }),
  );

const loginRequest: fc.Arbitrary<HostileRequest> = fc
  .constantFrom(...LOGIN)
  .chain(([usual, path, fields = {}]) =>
    fc.record({
      method: method(usual),
      path: brokenPath(path),
      fields: mutated(fields),
      raw: fc.option(rawBody, { freq: 9, nil: undefined }),
      contentType,
    }),
  )
  .map(({ method: verb, path, fields, raw, contentType: type }) => {
    const pairs = Object.entries(typeof fields === "object" && fields !== null ? fields : {});
    const encoded = pairs
      .map(
        ([name, each]) =>
          `${encode(name)}=${encode(typeof each === "string" ? each : JSON.stringify(each))}`,
      )
      .join("&");
    const isQuery = verb === "GET" || verb === "HEAD";
    return {
      host: HOSTS.login,
      method: verb,
      path: isQuery && encoded !== "" ? `${path}?${encoded}` : path,
      token: "none",
      contentType: type === "" ? "application/x-www-form-urlencoded" : type,
      body: isQuery ? undefined : (raw ?? encoded),
    };
  });

const armRequest: fc.Arbitrary<HostileRequest> = fc.record({
  host: fc.constant<string>(HOSTS.arm),
  method: method("GET"),
  path: fc
    .constantFrom("/tenants?api-version=1", "/subscriptions", "/metadata/endpoints", "/")
    .chain(brokenPath),
  token: fc.constantFrom("arm" as const, "none" as const, "nonsense" as const),
  contentType,
  body: fc.option(rawBody, { freq: 4, nil: undefined }),
});

/** Any of them. */
export const hostileRequest: fc.Arbitrary<HostileRequest> = fc.oneof(
  { weight: 8, arbitrary: graphRequest },
  { weight: 4, arbitrary: loginRequest },
  { weight: 1, arbitrary: armRequest },
);
