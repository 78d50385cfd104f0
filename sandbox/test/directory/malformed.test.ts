/**
 * Proves how input that nobody can use is refused: each kind by one rule, in the words of the host
 * that was asked. That nothing else slips through is for fuzz.test.ts to find.
 */
import assert from "node:assert/strict";
import { AZURE_CLI_APP_ID, SEED } from "../../directory";
import { loginRefusalOf, refusalOf, text, useTestDirectory } from "./client";
import { register } from "./registration";

const APPLICATION = `/v1.0/applications/${SEED.deployer.applicationObjectId}`;
const LOGIN = "https://login.microsoftonline.com/common/oauth2/v2.0";

/** As bytes, because JSON.stringify could not write it. */
const DEEP = Buffer.from("[".repeat(60_000) + "]".repeat(60_000));

/** A value with this many objects in each other. */
function nested(depth: number): unknown {
  return JSON.parse('{"a":'.repeat(depth) + "1" + "}".repeat(depth));
}

describe("malformed input to the directory", () => {
  const test = useTestDirectory();

  it("is refused in the words of the host that was asked", async () => {
    const send = (host: string) => test.send("POST", `https://${host}/common/x`, nested(33));
    const problem = "The reader's MaxDepth of 32 has been exceeded.";
    assert.deepEqual(loginRefusalOf(await send("login.microsoftonline.com")), [
      400,
      "invalid_request",
      `AADSTS9002313: Invalid request. Request is malformed or invalid. ${problem}`,
    ]);
    for (const host of ["graph.microsoft.com", "management.azure.com"]) {
      assert.deepEqual(refusalOf(await send(host)), [400, "BadRequest", problem]);
    }
  });

  const bodies: readonly (readonly [string, unknown, string | undefined])[] = [
    ["of 60,000 lists in each other", DEEP, "The reader's MaxDepth of 32 has been exceeded."],
    ["as deep as is read", nested(32), undefined],
    [
      "a byte too large",
      "x".repeat(1024 * 1024 - 1),
      "The request body is larger than 1048576 bytes.",
    ],
    ["as large as is read", "x".repeat(1024 * 1024 - 2), undefined],
  ];
  for (const [what, body, problem] of bodies) {
    it(`is told from what can be read: a body ${what}`, async () => {
      const [status, code, message] = refusalOf(await test.graph("PATCH", APPLICATION, body));
      assert.equal(status, 400);
      assert.deepEqual(
        [code, message],
        problem === undefined ? ["Request_BadRequest", message] : ["BadRequest", problem],
      );
    });
  }

  const queries: readonly (readonly [string, string, string])[] = [
    [
      "$top=abc",
      "BadRequest",
      "Invalid value 'abc' for $top query option found. The $top query option requires a non-negative integer value.",
    ],
    [
      "$top=0",
      "Request_BadRequest",
      "Invalid page size specified: '0'. Must be between 1 and 999 inclusive.",
    ],
    [
      "$count=yes",
      "BadRequest",
      "Invalid value 'yes' for $count query option found. The $count query option requires 'true' or 'false'.",
    ],
    [
      "$skiptoken=-1",
      "Directory_ExpiredPageToken",
      "The specified page token value has expired and can no longer be included in your request.",
    ],
    [
      "$top=1&$top=2",
      "BadRequest",
      "Query option '$top' was specified more than once, but it must be specified at most once.",
    ],
    [
      `$filter=${"(".repeat(8000)}`,
      "BadRequest",
      "Invalid filter clause: Recursion depth exceeded allowed limit.",
    ],
    [
      `$filter=${"not ".repeat(101)}id eq 'x'`,
      "BadRequest",
      "Invalid filter clause: Recursion depth exceeded allowed limit.",
    ],
  ];
  for (const [query, code, message] of queries) {
    it(`is told in a query: ${query.slice(0, 30)}`, async () => {
      for (const path of ["/v1.0/users", "/v1.0/users/nobody"]) {
        const refused = await test.graph("GET", `${path}?${query}`);
        assert.deepEqual(refusalOf(refused), [400, code, message]);
      }
    });
  }

  it("is not a query within the limits", async () => {
    for (const query of [
      "$top=999&$count=false&$skiptoken=0&other=1&other=2",
      `$filter=${"(".repeat(100)}id eq 'x'${")".repeat(100)}`,
    ]) {
      assert.equal((await test.graph("GET", `/v1.0/users?${query}`)).status, 200);
    }
  });

  it("is told in a path, on every host", async () => {
    const problem = "The path '/%zz' is not percent-encoded.";
    const graph = await test.send("GET", "https://graph.microsoft.com/%zz");
    assert.deepEqual(refusalOf(graph), [400, "BadRequest", problem]);
    const login = await test.send("GET", "https://login.microsoftonline.com/%zz");
    assert.ok(loginRefusalOf(login)[2].endsWith(problem));
  });

  const properties: readonly (readonly [string, string, object, string])[] = [
    [
      "an identifier URI without a host",
      APPLICATION,
      { identifierUris: ["https://["] },
      "identifierUris",
    ],
    [
      "a redirect URI that is no address",
      APPLICATION,
      { web: { redirectUris: ["https://["] } },
      "web.redirectUris.0",
    ],
    [
      "a secret's end that is no time",
      `${APPLICATION}/addPassword`,
      { passwordCredential: { endDateTime: "zz" } },
      "passwordCredential.endDateTime",
    ],
    [
      "a secret's end in the thirteenth month",
      `${APPLICATION}/addPassword`,
      { passwordCredential: { endDateTime: "2026-13-01T00:00:00Z" } },
      "passwordCredential.endDateTime",
    ],
  ];
  for (const [what, path, body, property] of properties) {
    it(`is told in a property: ${what}`, async () => {
      const known = structuredClone(test.directory.state);
      const method = path === APPLICATION ? "PATCH" : "POST";
      assert.deepEqual(refusalOf(await test.graph(method, path, body)), [
        400,
        "Request_BadRequest",
        `Invalid value specified for property '${property}' of resource 'Application'.`,
      ]);
      assert.deepEqual(test.directory.state, known);
    });
  }

  it("takes a secret's end with an offset, and a redirect URI of an app's own scheme", async () => {
    const passwordCredential = { endDateTime: "2999-01-01T00:00:00+00:00" };
    const made = await test.graph("POST", `${APPLICATION}/addPassword`, { passwordCredential });
    assert.equal(text(made, "endDateTime"), passwordCredential.endDateTime);
    const redirectUris = ["urn:ietf:wg:oauth:2.0:oob", "msal1://auth"];
    const changed = await test.graph("PATCH", APPLICATION, { publicClient: { redirectUris } });
    assert.equal(changed.status, 204);
  });

  it("is told in a redirect address on this machine", async () => {
    const authorize = (redirectUri: string) =>
      test.send(
        "GET",
        `${LOGIN}/authorize?${new URLSearchParams({
          client_id: AZURE_CLI_APP_ID,
          redirect_uri: redirectUri,
          response_type: "code",
          scope: "openid",
        }).toString()}`,
      );
    assert.equal((await authorize("http://localhost:9999")).status, 302);
    const refused = await authorize("http://localhost:99999");
    assert.match(loginRefusalOf(refused)[2], /^AADSTS50011: .*'http:\/\/localhost:99999'/);
  });

  it("gives a grant no consenting user who is not there", async () => {
    const { servicePrincipalId } = await register(test);
    const grant = {
      clientId: SEED.deployer.objectId,
      consentType: "Principal",
      principalId: "99999999-0000-4000-8000-000000000000",
      resourceId: servicePrincipalId,
      scope: "access_as_producer",
    };
    assert.equal((await test.graph("POST", "/v1.0/oauth2PermissionGrants", grant)).status, 404);
    const known = { ...grant, principalId: SEED.user.objectId };
    assert.equal((await test.graph("POST", "/v1.0/oauth2PermissionGrants", known)).status, 201);
  });
});
