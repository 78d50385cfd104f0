/**
 * Requests as a careless or hostile client sends them, drawn by fast-check: right ones, with
 * something wrong in them.
 */
import fc from "fast-check";
import { AZURE_CLI_APP_ID, HOSTS, MICROSOFT_GRAPH_APP_ID, SEED } from "../../directory";
import { ROLE_ID, SCOPE_ID, appRole, scope } from "./registration";

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

const CREATED = "{created}";
const reference = `https://graph.microsoft.com/v1.0/directoryObjects/${SEED.user.objectId}`;
const application = {
  api: {
    knownClientApplications: [],
    oauth2PermissionScopes: [scope()],
    preAuthorizedApplications: [{ appId: AZURE_CLI_APP_ID, delegatedPermissionIds: [SCOPE_ID] }],
    requestedAccessTokenVersion: 2,
  },
  appRoles: [appRole()],
  displayName: "Fuzzed",
  groupMembershipClaims: "SecurityGroup",
  identifierUris: ["api://sandbox.example/api"],
  isFallbackPublicClient: true,
  optionalClaims: { accessToken: [{ name: "groups", additionalProperties: ["emit_as_roles"] }] },
  "owners@odata.bind": [reference],
  publicClient: { redirectUris: ["http://localhost:1"] },
  requiredResourceAccess: [
    { resourceAppId: MICROSOFT_GRAPH_APP_ID, resourceAccess: [{ id: SCOPE_ID, type: "Scope" }] },
  ],
  tags: ["one"],
  web: { redirectUris: ["https://sandbox.example/back"] },
};
const group = {
  displayName: "Fuzzed",
  groupTypes: [],
  mailEnabled: false,
  mailNickname: "fuzzed",
  "members@odata.bind": [reference],
  securityEnabled: true,
  writebackConfiguration: { isEnabled: true, onPremisesGroupType: null },
};
const user = {
  accountEnabled: true,
  displayName: "Fuzzed",
  mailNickname: "fuzzed",
  passwordProfile: { password: "fuzzed password", forceChangePasswordNextSignIn: true },
  userPrincipalName: "fuzzed@sandbox.example",
};

/** What a right request to Graph says: method, path and body. */
const GRAPH: readonly (readonly [string, string, unknown?])[] = [
  ["POST", "/applications", application],
  ["PATCH", `/applications/${CREATED}`, application],
  ["PATCH", `/applications/${CREATED}`, { api: { oauth2PermissionScopes: [scope()] } }],
  ["DELETE", `/applications/${CREATED}`],
  ["GET", `/applications(appId='${SEED.deployer.clientId}')`],
  ["POST", `/applications/${CREATED}/owners/$ref`, { "@odata.id": reference }],
  ["DELETE", `/applications/${CREATED}/owners/${SEED.user.objectId}/$ref`],
  [
    "POST",
    `/applications/${CREATED}/addPassword`,
    {
      passwordCredential: {
        displayName: "x",
        startDateTime: "2026-01-01T00:00:00Z",
        endDateTime: "2999-01-01T00:00:00Z",
      },
    },
  ],
  ["POST", `/applications/${CREATED}/removePassword`, { keyId: ROLE_ID }],
  [
    "POST",
    `/applications/${CREATED}/federatedIdentityCredentials`,
    { audiences: ["a"], issuer: "https://issuer.example", name: "ci", subject: "s" },
  ],
  ["PATCH", `/applications/${CREATED}/federatedIdentityCredentials/ci`, { subject: "t" }],
  ["POST", "/servicePrincipals", { appId: AZURE_CLI_APP_ID, tags: ["x"] }],
  ["PATCH", `/servicePrincipals/${SEED.graphObjectId}`, { accountEnabled: true, notes: "x" }],
  [
    "POST",
    `/servicePrincipals/${SEED.graphObjectId}/appRoleAssignedTo`,
    {
      appRoleId: "00000000-0000-0000-0000-000000000000",
      principalId: SEED.user.objectId,
      resourceId: SEED.graphObjectId,
    },
  ],
  ["GET", `/servicePrincipals/${SEED.deployer.objectId}/appRoleAssignments`],
  ["DELETE", `/servicePrincipals/${SEED.graphObjectId}/appRoleAssignedTo/${CREATED}`],
  ["POST", "/groups", group],
  ["PATCH", `/groups/${SEED.group.objectId}`, group],
  ["GET", `/groups/${SEED.group.objectId}/transitiveMembers`],
  ["POST", `/groups/${SEED.group.objectId}/members/$ref`, { "@odata.id": reference }],
  ["POST", "/users", user],
  ["PATCH", `/users/${CREATED}`, user],
  ["GET", "/users/dana@sandbox.example/memberOf/microsoft.graph.group"],
  ["POST", "/me/getMemberGroups", { securityEnabledOnly: true }],
  ["GET", "/me"],
  [
    "POST",
    `/directoryObjects/${SEED.user.objectId}/checkMemberGroups`,
    { groupIds: [SEED.group.objectId] },
  ],
  [
    "POST",
    "/oauth2PermissionGrants",
    {
      clientId: SEED.deployer.objectId,
      consentType: "AllPrincipals",
      expiryTime: "2999-01-01T00:00:00Z",
      resourceId: SEED.graphObjectId,
      scope: "User.Read",
    },
  ],
  ["PATCH", `/oAuth2PermissionGrants/${CREATED}`, { scope: "email" }],
  ["GET", "/applications?$filter=displayName eq 'Fuzzed'&$select=id&$top=1&$count=true"],
  ["GET", "/servicePrincipals?$top=1&$skiptoken=1"],
  ["GET", "/domains"],
];

const form = {
  client_id: AZURE_CLI_APP_ID,
  scope: "https://graph.microsoft.com/.default openid offline_access",
};
/** What a right request to the token service says: method, path and form or query. */
const LOGIN: readonly (readonly [string, string, Readonly<Record<string, string>>?])[] = [
  ["GET", "/common/discovery/instance"],
  ["GET", "/common/userrealm/dana@sandbox.example"],
  ["GET", "/organizations/v2.0/.well-known/openid-configuration"],
  ["GET", `/${SEED.tenantId}/discovery/keys`],
  ["POST", "/organizations/oauth2/v2.0/devicecode", form],
  [
    "GET",
    "/organizations/oauth2/v2.0/authorize",
    {
      ...form,
      code_challenge: "x",
      login_hint: "dana@sandbox.example",
      redirect_uri: "http://localhost:1",
      response_mode: "form_post",
      response_type: "code",
      state: "s",
    },
  ],
  ...[
    { ...form, grant_type: "password", username: "dana@sandbox.example", password: "{password}" },
    { ...form, grant_type: "device_code", device_code: CREATED },
    { ...form, grant_type: "refresh_token", refresh_token: "{refresh}" },
    {
      ...form,
      grant_type: "authorization_code",
      code: CREATED,
      redirect_uri: "http://localhost:1",
    },
    {
      client_id: SEED.deployer.clientId,
      client_secret: "{secret}",
      grant_type: "client_credentials",
      scope: "https://graph.microsoft.com/.default",
    },
  ].map((fields) => ["POST", `/${SEED.tenantId}/oauth2/v2.0/token`, fields] as const),
];

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
  fc.string({ unit: "binary" }),
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
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
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
