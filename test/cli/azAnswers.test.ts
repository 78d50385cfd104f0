/**
 * Proves that answers and failures of az are read alike in the versions known from reference texts (2.45 and newer) and with noise
 * around them. The texts are az's own, written down; that a future az says the same, nothing here can prove.
 */
import assert from "node:assert/strict";
import { createAz } from "../../cli/az/az";
import { accountAnswer, accessTokenAnswer } from "../../cli/az/answers";
import { parseAzJson, readFailure, withoutTokens } from "../../cli/az/azFailure";
import { ended, scriptedRunner } from "./support/scriptedRunner";
import { GOOD_CLAIMS, makeToken } from "./support/tokens";

const REFUSAL =
  "AADSTS65001: The user or administrator has not consented to use the application with ID '04b07795-8ddb-461a-bbee-02f9e1bf7b46' named 'Microsoft Azure CLI'. Send an interactive authorization request for this user and resource.";
const IDS_OF_REQUEST = ["Trace ID: 1", "Correlation ID: 2", "Timestamp: 2026-01-01 00:00:00Z"];

describe("readFailure", () => {
  const cases: readonly (readonly [string, string, number, unknown])[] = [
    [
      "a refusal of az 2.45, with CR LF",
      [
        `ERROR: ${REFUSAL}`,
        ...IDS_OF_REQUEST,
        "Interactive authentication is needed. Please run:",
        "az login --scope api://x/.default",
      ].join("\r\n"),
      1,
      { kind: "refused", code: "AADSTS65001", text: REFUSAL },
    ],
    [
      "a refusal of az 2.91, on one line, after a warning",
      `WARNING: Something is deprecated.\nERROR: ${[REFUSAL, ...IDS_OF_REQUEST].join(" ")}\nRun the command below to authenticate interactively; additional arguments may be added as needed:\naz logout\naz login --tenant "x"`,
      1,
      { kind: "refused", code: "AADSTS65001", text: REFUSAL },
    ],
    [
      "nobody signed in",
      "ERROR: Please run 'az login' to setup account.",
      1,
      { kind: "signedOut" },
    ],
    [
      "no subscriptions",
      "ERROR: No subscriptions found for dana@sandbox.example.",
      1,
      { kind: "signedOut" },
    ],
    [
      "an account that left the token cache",
      "ERROR: User 'dana@sandbox.example' does not exist in MSAL token cache. Run `az login`.",
      1,
      { kind: "signedOut" },
    ],
    [
      "something not found",
      "ERROR: Resource 'x' does not exist or one of its queried reference-property objects are not present.",
      3,
      { kind: "notFound" },
    ],
    [
      "a refusal of Microsoft Graph",
      "ERROR: Insufficient privileges to complete the operation.",
      1,
      { kind: "denied", text: "Insufficient privileges to complete the operation." },
    ],
    [
      "a cut network",
      "ERROR: HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded with url: /x",
      1,
      {
        kind: "unreachable",
        text: "HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded with url: /x",
      },
    ],
    ["a shell that finds no az", "sh: 1: az: not found", 127, { kind: "missing" }],
    [
      "a Windows shell that finds no az",
      "'az' is not recognized as an internal or external command,\r\noperable program or batch file.",
      1,
      { kind: "missing" },
    ],
    [
      "anything else",
      "ERROR: The moon is full.",
      2,
      { kind: "failed", exitCode: 2, text: "The moon is full." },
    ],
    ["silence", "", 1, { kind: "failed", exitCode: 1, text: "" }],
  ];
  for (const [title, stderr, exitCode, expected] of cases) {
    it(`reads ${title}`, () =>
      assert.deepEqual(readFailure(ended("", stderr, exitCode)), expected));
  }

  it("takes tokens out of what it repeats", () => {
    const token = makeToken(GOOD_CLAIMS);
    const failure = readFailure(ended("", `ERROR: Bad header "Bearer ${token}"`, 1));
    assert.deepEqual(failure, { kind: "failed", exitCode: 1, text: 'Bad header "Bearer …"' });
    assert.equal(withoutTokens("nothing.to.see"), "nothing.to.see");
  });
});

describe("parseAzJson", () => {
  it("reads JSON after warnings on standard output", () => {
    assert.deepEqual(parseAzJson('WARNING: old\n{\n  "a": 1\n}\n'), { a: 1 });
    assert.deepEqual(parseAzJson("note\n[1]"), [1]);
  });

  it("refuses what holds none", () => assert.throws(() => parseAzJson("hello"), SyntaxError));
});

describe("createAz", () => {
  const options = { environment: {}, timeoutMs: 1000 };

  it("names what an answer lacks", async () => {
    const { run } = scriptedRunner({ "az account show": ended({ tenantId: "t", user: {} }) });
    assert.deepEqual(await createAz({ ...options, run }).json(["account", "show"], accountAnswer), {
      ok: false,
      failure: { kind: "unreadable", text: '"user.name" is missing or has another form' },
    });
  });

  it("reads a token of az 2.45, which says the end in local time only", async () => {
    const answer = { accessToken: "x", expiresOn: "2026-01-01 12:00:00.000000", tenant: "t" };
    const { run } = scriptedRunner({ "az account get-access-token": ended(answer) });
    assert.deepEqual(
      await createAz({ ...options, run }).json(["account", "get-access-token"], accessTokenAnswer),
      { ok: true, value: { accessToken: "x", expiresOn: "2026-01-01 12:00:00.000000" } },
    );
  });

  it("runs one command at a time", async () => {
    let running = 0;
    const az = createAz({
      ...options,
      run: async () => {
        running += 1;
        assert.equal(running, 1);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return ended({ tenantId: "t", user: { name: "n", type: "user" } });
      },
    });
    const answers = await Promise.all(
      [1, 2, 3].map(() => az.json(["account", "show"], accountAnswer)),
    );
    assert.deepEqual(
      answers.map(({ ok }) => ok),
      [true, true, true],
    );
  });
});
