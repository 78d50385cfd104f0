/** Proves that pasted errors are recognized, and explained with the stack's own ids. */
import assert from "node:assert/strict";
import { describeExplained } from "../../cli/doctor/describeExplained";
import { EXPLANATIONS, explain, failureCodeOf } from "../../cli/explain/explain";
import { FAILURE_CODES } from "../../cli/failureCodes";
import { makeOutputs } from "./support/stack";

const stack = { outputs: makeOutputs(), deployCommand: "pulumi up --stack dev" };

describe("explain", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["ERROR: AADSTS65001: The user or administrator has not consented", "AADSTS65001"],
    ["aadsts650057: Invalid resource.", "AADSTS650057"],
    ["AADSTS500011: The resource principal named x was not found", "AADSTS500011"],
    ["AADSTS50105: Your administrator has configured", "AADSTS50105"],
    ["AADSTS50079: enroll", "AADSTS50076"],
    ["AADSTS53003: Access has been blocked. 403 Forbidden", "AADSTS53003"],
    ["AADSTS9010010", "AADSTS9010010"],
    ["AADSTS1002012: The provided value for scope", "AADSTS1002012"],
    ["IDW10201: Neither scope or roles claim was found in the bearer token.", "IDW10201"],
    ['Bearer error="invalid_token", error_description="The audience \'x\' is invalid"', "IDX10214"],
    ["HTTP/1.1 403 Forbidden", "HTTP 403"],
    ["HTTP/1.1 401 Unauthorized", "HTTP 401"],
    ["No subscriptions found for dana@sandbox.example.", "No subscriptions found"],
    ["Please run 'az login' to setup account.", "Please run 'az login'"],
    ["'az' is not recognized as an internal or external command", "az not found"],
    ["Audience x is not a supported MSI token audience.", "Cloud Shell"],
    ["CannotDeleteOrUpdateEnabledEntitlement", "CannotDeleteOrUpdateEnabledEntitlement"],
    [
      "OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /x.pem",
      "No certificate bundle",
    ],
  ];
  for (const [text, id] of cases) {
    it(`recognizes "${text}"`, () => assert.equal(describeExplained(text, stack).id, id));
  }

  const POST = 'Post "https://login.microsoftonline.com/x/oauth2/v2.0/token"';
  const GIVING_UP = `building client: unable to obtain access token: clientCredentialsToken: cannot request token: ${POST}: POST https://login.microsoftonline.com/x/oauth2/v2.0/token giving up after 1 attempt(s): ${POST}`;
  const REFUSED = (code: string): string =>
    `building client: unable to obtain access token: clientCredentialsToken: received HTTP status 401 with response: {"error":"invalid_client","error_description":"${code}: Something. Trace ID: 1"}`;
  const NO_CREDENTIALS = (details: string): string =>
    `error: rpc error: code = Unknown desc = failed to load Azure credentials.\nDetails: could not configure AzureCli Authorizer: ${details}\n\n\tPlease make sure you have signed in via 'az login' or configured another authentication method.`;
  // What the provider says on "pulumi up"; the texts are those of azuread 6.9.1 and of Go.
  const deployments: readonly (readonly [string, string, string])[] = [
    [
      "a provider without az",
      NO_CREDENTIALS(
        'could not parse Azure CLI version: launching Azure CLI: exec: "az": executable file not found in $PATH',
      ),
      'exec: "az": executable file not found',
    ],
    [
      "a provider without a sign-in",
      NO_CREDENTIALS(
        "tenant ID was not specified and the default tenant ID could not be determined: obtaining tenant ID: obtaining account details: running Azure CLI: exit status 1: ERROR: Please run 'az login' to setup account.",
      ),
      "failed to load Azure credentials: Please run 'az login'",
    ],
    [
      "a provider without credentials for another reason",
      NO_CREDENTIALS('unsupported Azure CLI version "2.0.0" detected'),
      "failed to load Azure credentials",
    ],
    [
      "a sign-in of az that has ended",
      "unable to obtain access token: running Azure CLI: exit status 1: ERROR: AADSTS700082: The refresh token has expired",
      "AADSTS700082",
    ],
    ["a wrong secret", REFUSED("AADSTS7000215"), "AADSTS7000215"],
    [
      "a wrong secret in az",
      "ERROR: AADSTS7000215: Invalid client secret provided.",
      "AADSTS7000215",
    ],
    ["an old secret", REFUSED("AADSTS7000222"), "AADSTS7000222"],
    ["an unknown application", REFUSED("AADSTS700016"), "AADSTS700016"],
    ["a person's unknown tenant", "ERROR: AADSTS90002: Tenant 'x' not found.", "AADSTS90002"],
    ["a disabled application", REFUSED("AADSTS7000112"), "AADSTS7000112"],
    [
      "a refusal without a code",
      "clientCredentialsToken: received HTTP status 401",
      "clientCredentialsToken",
    ],
    ["a policy for applications", REFUSED("AADSTS53003"), "AADSTS53003"],
    [
      "an unknown authority",
      `${GIVING_UP}: tls: failed to verify certificate: x509: certificate signed by unknown authority`,
      "x509: certificate signed by unknown authority",
    ],
    [
      "an untrusted certificate on macOS",
      `${GIVING_UP}: tls: failed to verify certificate: x509: “login.microsoftonline.com” certificate is not trusted`,
      "x509: certificate signed by unknown authority",
    ],
    [
      "a certificate out of its time",
      `${GIVING_UP}: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:00Z is before 2026-01-01T00:00:00Z`,
      "x509: certificate has expired or is not yet valid",
    ],
    [
      "a proxy that does not answer",
      `${GIVING_UP}: proxyconnect tcp: dial tcp 127.0.0.1:9: connect: connection refused`,
      "proxyconnect",
    ],
    [
      "a refused connection",
      `${GIVING_UP}: dial tcp 127.0.0.1:9: connect: connection refused`,
      "dial tcp",
    ],
    [
      "an unknown host",
      "dial tcp: lookup login.microsoftonline.com on 127.0.0.11:53: no such host",
      "dial tcp",
    ],
    [
      "missing rights",
      "Could not create application: unexpected status 403 (403 Forbidden) with error: Authorization_RequestDenied: Insufficient privileges to complete the operation.",
      "Authorization_RequestDenied",
    ],
    [
      "a name that is taken",
      'An existing "azuread_application" with name "BDK" (ID: "/applications/x") was found and `prevent_duplicate_names` was specified. To be managed via Terraform, this resource needs to be imported into the State.',
      'An existing "azuread_application" with name',
    ],
    [
      "a part that is there",
      'a resource with the ID "/applications/x/permissionScopes/y" already exists - to be managed via Terraform this resource needs to be imported into the State.',
      "already exists - to be managed via Terraform",
    ],
    [
      "a client that is there",
      'A resource with the ID "x/preAuthorizedApplication/y" already exists: To be managed via Terraform, this resource needs to be imported into the State.',
      "already exists - to be managed via Terraform",
    ],
    [
      "a part that was not shown",
      "expected non-nil error with nil state during Create of urn:pulumi:dev::x",
      "expected non-nil error with nil state",
    ],
    [
      "a lost answer",
      "HTTP response was nil; connection may have been reset",
      "HTTP response was nil",
    ],
    [
      "a slow directory",
      "Timed out whilst waiting for new service principal to be replicated in Azure AD: unexpected status 404",
      "Timed out whilst waiting for new service principal to be replicated",
    ],
  ];
  for (const [title, text, id] of deployments) {
    it(`recognizes ${title} on a deployment`, () =>
      assert.equal(describeExplained(text, stack).id, id));
  }

  const lookAlikes: readonly (readonly [string, string])[] = [
    [
      "a plugin that Pulumi lost",
      'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:41293: connect: connection refused"',
    ],
    ["a hint to sign in", "Please make sure you have signed in via 'az login'."],
    ["a resource that exists elsewhere", 'the stack "dev" already exists'],
    [
      "what a traceback's source text names",
      "Traceback (most recent call last):\n  File \"x.py\", line 403, in get\n    raise Error('Unauthorized, AADSTS65001')\nKeyError: 'tid'",
    ],
  ];
  for (const [title, text] of lookAlikes) {
    it(`does not take for something else ${title}`, () =>
      assert.deepEqual(explain(text), { kind: "nothing" }));
  }

  it("takes the code of an application's own sign-in for what it means there", () => {
    assert.match(describeExplained(REFUSED("AADSTS90002"), stack).summary, /ARM_TENANT_ID/);
    assert.doesNotMatch(describeExplained("AADSTS90002", stack).summary, /ARM_/);
  });

  it("has whoever deploys sign in for that, not for the API", () => {
    const { commands } = describeExplained("failed to load Azure credentials: x", stack).remedy;
    assert.deepEqual(commands, [
      `az login --tenant ${stack.outputs.tenantId} --allow-no-subscriptions`,
    ]);
  });

  it("reads the exception at the end of a traceback, and what was pasted before", () => {
    const traceback = 'Traceback (most recent call last):\n  File "x.py", line 1\n';
    const cases = [`${traceback}X: AADSTS50076: mfa`, `AADSTS50076: mfa\n${traceback}X: no`];
    assert.deepEqual(
      cases.map((text) => describeExplained(text, stack).id),
      ["AADSTS50076", "AADSTS50076"],
    );
  });

  it("says that a code is unknown, with Microsoft's page", () => {
    assert.deepEqual(describeExplained("AADSTS123456: Something", stack), {
      summary: 'The code "AADSTS123456" has no explanation here.',
      remedy: {
        text: "Microsoft's page about it: https://login.microsoftonline.com/error?code=123456",
      },
      links: ["https://login.microsoftonline.com/error?code=123456"],
    });
  });

  it("does not take a longer code for a shorter one", () => {
    assert.deepEqual(explain("AADSTS6500110"), {
      kind: "unknownCode",
      code: "AADSTS6500110",
      link: "https://login.microsoftonline.com/error?code=6500110",
    });
  });

  it("says that a text holds nothing known", () => {
    assert.deepEqual(explain("it does not work"), { kind: "nothing" });
  });

  it("names the stack's deployment where there is one, and whoever deploys where not", () => {
    const error = "AADSTS65001";
    assert.deepEqual(describeExplained(error, stack).remedy.commands, ["pulumi up --stack dev"]);
    assert.equal(describeExplained(error, { outputs: stack.outputs }).remedy.commands, undefined);
  });

  it("explains a stack that does not pre-authorize the Azure CLI", () => {
    const { outputs } = stack;
    const without = { ...outputs, expectedToken: { ...outputs.expectedToken, scp: "" } };
    assert.deepEqual(describeExplained("AADSTS65001", { outputs: without }).remedy, {
      text: 'Add "azureCli" to the stack\'s "clients" and deploy.',
    });
  });

  for (const { id, links, failureCode, title, cause, remedy } of EXPLANATIONS) {
    it(`says all that is needed about "${id}"`, () => {
      assert.ok(links.length > 0 && links.every((link) => URL.canParse(link)));
      assert.ok(failureCode === undefined || failureCode in FAILURE_CODES);
      for (const text of [title, cause(stack), remedy(stack).text]) {
        assert.match(text, /[.:]$|https:\S+$/);
        assert.doesNotMatch(text, /undefined/);
      }
    });
  }
});

describe("failureCodeOf", () => {
  it("gives refusals without an entry a code of their own", () => {
    assert.equal(
      failureCodeOf({ kind: "refused", code: "AADSTS123456", text: "" }),
      "token.refused.other",
    );
    assert.equal(
      failureCodeOf({ kind: "refused", code: "AADSTS50076", text: "" }),
      "token.refused.mfa",
    );
  });
});
