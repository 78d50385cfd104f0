/**
 * Which tenants, clients and APIs a message names. Ids of requests, users and the like do not
 * count.
 */

const ID =
  /(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi;
/** How far before an id stands the word that says what it is of. */
const REACH = 64;

type Role = "tenant" | "client" | "resource" | "other";

/** Words before an id, and what they make of it; the nearest one counts. */
const ROLES: Readonly<Record<Role, readonly string[]>> = {
  tenant: [
    "tenant",
    "directory",
    "organization",
    "login.microsoftonline.",
    "login.partner.microsoftonline.",
    "login.windows.net/",
    "sts.windows.net/",
    "sts.chinacloudapi.cn/",
  ],
  client: ["application", "client", "app id", "appid", "app '", "app("],
  resource: ["resource", "to access", "audience", "scope", "api://"],
  other: [
    "identity provider",
    "trace",
    "correlation",
    "request id",
    "request_id",
    "session",
    "object",
    "user",
    "subject",
    "principal",
    "group",
    "subscription",
    "/applications/",
    "urn:",
    "oid",
  ],
};

function roleOf(before: string): Role {
  // Who vouches for a guest is not the tenant that was asked.
  if (/identity provider '?https:\/\/sts\.windows\.net\/$/.test(before)) return "other";
  let role: Role = "other";
  let nearest = -1;
  for (const each of ["other", "client", "resource", "tenant"] as const) {
    for (const word of ROLES[each]) {
      const end = before.lastIndexOf(word) + word.length;
      if (before.includes(word) && end > nearest) [role, nearest] = [each, end];
    }
  }
  return role;
}

/** The ids of one message, by what they are of. Each once, small letters. */
export function mentionsIn(text: string): {
  readonly tenants: readonly string[];
  readonly clients: readonly string[];
  readonly resources: readonly string[];
} {
  const found = [...text.matchAll(ID)].map((match) => ({
    id: match[0].toLowerCase(),
    role: roleOf(text.slice(Math.max(0, match.index - REACH), match.index).toLowerCase()),
  }));
  const of = (wanted: Role): readonly string[] => [
    ...new Set(found.filter(({ role }) => role === wanted).map(({ id }) => id)),
  ];
  return { tenants: of("tenant"), clients: of("client"), resources: of("resource") };
}
