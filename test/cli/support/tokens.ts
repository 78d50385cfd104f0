/** Tokens for tests: real in form, signed by nobody. */

/** Ids of the stack in unit tests. */
export const IDS = {
  clientId: "11111111-1111-4111-8111-111111111111",
  tenantId: "aaaaaaaa-0000-4000-8000-000000000001",
  groupId: "cccccccc-0000-4000-8000-000000000008",
} as const;

/** The moment at which unit tests happen. */
export const NOW = new Date("2026-06-01T12:00:00Z");
const SECONDS = NOW.getTime() / 1000;

/** The claims of a good token of that moment. */
export const GOOD_CLAIMS = {
  aud: IDS.clientId,
  iss: `https://login.microsoftonline.com/${IDS.tenantId}/v2.0`,
  azp: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
  azpacr: "0",
  ver: "2.0",
  tid: IDS.tenantId,
  scp: "access_as_producer",
  groups: [IDS.groupId],
  preferred_username: "dana@sandbox.example",
  nbf: SECONDS - 300,
  exp: SECONDS + 3600,
};

/** A token with these claims. @param header what it says of its signature. */
export function makeToken(
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = { alg: "RS256" },
): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ ...header, typ: "JWT", kid: "test" })}.${part(claims)}.${"s".repeat(342)}`;
}
