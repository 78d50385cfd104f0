/**
 * Proves that answers and failures of az are read alike in the versions known from reference texts
 * (2.45 and newer) and with noise around them. The texts are az's own, written down; that a future
 * az says the same, nothing here can prove.
 */
import assert from "node:assert/strict";
import { createAz } from "../../cli/az/az";
import { accountAnswer, accessTokenAnswer } from "../../cli/az/answers";
import { readFailure } from "../../cli/az/azFailure";
import { attempt } from "../../cli/az/unanswered";
import { parseAzJson } from "../../cli/az/parseAzJson";
import { ended, scriptedRunner } from "./support/scriptedRunner";
import { GOOD_CLAIMS, makeToken } from "./support/tokens";

const REFUSAL =
  "AADSTS65001: The user or administrator has not consented to use the application with ID '04b07795-8ddb-461a-bbee-02f9e1bf7b46' named 'Microsoft Azure CLI'. Send an interactive authorization request for this user and resource.";
const IDS_OF_REQUEST = ["Trace ID: 1", "Correlation ID: 2", "Timestamp: 2026-01-01 00:00:00Z"];

/** A traceback with az's own words around it, as az 2.91 prints them. */
function traceback(message: string, frames: readonly string[], exception: string): string {
  return [
    "ERROR: The command failed with an unexpected error. Here is the traceback:",
    `ERROR: ${message}`,
    "Traceback (most recent call last):",
    '  File "/opt/az/lib/python3.11/site-packages/knack/cli.py", line 233, in invoke',
    ...frames,
    exception,
    "To check existing issues, please visit: https://github.com/Azure/azure-cli/issues",
  ].join("\n");
}

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
      { kind: "consent", text: REFUSAL },
    ],
    [
      "a refusal of az 2.91, on one line, after a warning",
      `WARNING: Something is deprecated.\nERROR: ${[REFUSAL, ...IDS_OF_REQUEST].join(" ")}\nRun the command below to authenticate interactively; additional arguments may be added as needed:\naz logout\naz login --tenant "x"`,
      1,
      { kind: "consent", text: REFUSAL },
    ],
    [
      "nobody signed in",
      "ERROR: Please run 'az login' to setup account.",
      1,
      { kind: "signedOut", text: "Please run 'az login' to setup account." },
    ],
    [
      "no subscriptions",
      "ERROR: No subscriptions found for dana@sandbox.example.",
      1,
      { kind: "signedOut", text: "No subscriptions found for dana@sandbox.example." },
    ],
    [
      "an account that left the token cache",
      "ERROR: User 'dana@sandbox.example' does not exist in MSAL token cache. Run `az login`.",
      1,
      {
        kind: "signedOut",
        text: "User 'dana@sandbox.example' does not exist in MSAL token cache. Run `az login`.",
      },
    ],
    [
      "something not found",
      "ERROR: Resource 'x' does not exist or one of its queried reference-property objects are not present.",
      3,
      {
        kind: "notFound",
        text: "Resource 'x' does not exist or one of its queried reference-property objects are not present.",
      },
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
        kind: "network",
        text: "HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded with url: /x",
      },
    ],
    [
      "a shell that finds no az",
      "sh: 1: az: not found",
      127,
      { kind: "missing", text: "sh: 1: az: not found" },
    ],
    [
      "a Windows shell that finds no az",
      "'az' is not recognized as an internal or external command,\r\noperable program or batch file.",
      1,
      {
        kind: "missing",
        text: "'az' is not recognized as an internal or external command, operable program or batch file.",
      },
    ],
    ["anything else", "ERROR: The moon is full.", 2, { kind: "failed", text: "The moon is full." }],
    ["silence", "", 1, { kind: "failed", text: "" }],
    [
      "a cut network as az 2.91 tells it, by the exception at the end of its traceback",
      traceback(
        "('Connection aborted.', TimeoutError(110))",
        ["    raise CLIError(\"Please run 'az login' to setup account.\")"],
        "requests.exceptions.ConnectionError: ('Connection aborted.', TimeoutError(110))",
      ),
      1,
      {
        kind: "network",
        text: "requests.exceptions.ConnectionError: ('Connection aborted.', TimeoutError(110))",
      },
    ],
    [
      "a refusal at the end of a traceback, on several lines",
      traceback(REFUSAL, ["    value = 1"], [`X: ${REFUSAL}`, ...IDS_OF_REQUEST].join("\r\n")),
      1,
      { kind: "consent", text: `X: ${REFUSAL}` },
    ],
    [
      "a fault of az itself, whatever the source text in its traceback names",
      traceback(
        "'NoneType' object has no attribute 'get'",
        [
          "    if 'AADSTS70043' in error or status == 403:  # Connection refused, Max retries exceeded",
          "ValueError: Forbidden",
          "",
          "During handling of the above exception, another exception occurred:",
          "",
          "Traceback (most recent call last):",
          '  File "/opt/az/lib/adal.py", line 403, in get',
        ],
        "AttributeError: 'NoneType' object has no attribute 'get'",
      ),
      1,
      {
        kind: "crashed",
        text: "AttributeError: 'NoneType' object has no attribute 'get'",
      },
    ],
    [
      "a Python that lacks az's modules",
      [
        "Traceback (most recent call last):",
        '  File "<frozen runpy>", line 198, in _run_module_as_main',
        "ModuleNotFoundError: No module named 'azure'",
      ].join("\n"),
      1,
      {
        kind: "crashed",
        text: "ModuleNotFoundError: No module named 'azure'",
      },
    ],
    [
      "a traceback that was cut off, by what az said before it",
      "ERROR: The command failed with an unexpected error. Here is the traceback:\nERROR: 'tid'\nTraceback (most recent call last):\n  File \"x.py\", line 1",
      1,
      { kind: "crashed", text: "'tid'" },
    ],
  ];
  for (const [title, stderr, exitCode, expected] of cases) {
    it(`reads ${title}`, () => {
      const { kind, text } = readFailure(ended("", stderr, exitCode), "az account show");
      assert.deepEqual({ kind, text }, expected);
    });
  }

  it("takes tokens out of what it repeats", () => {
    const token = makeToken(GOOD_CLAIMS);
    const failure = readFailure(ended("", `ERROR: Bad header "Bearer ${token}"`, 1), "az");
    assert.deepEqual(failure, {
      kind: "failed",
      said: 'ERROR: Bad header "Bearer …"',
      text: 'Bad header "Bearer …"',
      command: "az",
    });
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
    const answer = createAz({ ...options, run })(["account", "show"], accountAnswer);
    assert.deepEqual(await attempt(answer), {
      ok: false,
      failure: {
        kind: "unreadable",
        said: "",
        text: '"user.name" is missing or has another form',
        command: "az account show",
      },
    });
  });

  it("reads a token of az 2.45, which says the end in local time only", async () => {
    const answer = { accessToken: "x", expiresOn: "2026-01-01 12:00:00.000000", tenant: "t" };
    const { run } = scriptedRunner({ "az account get-access-token": ended(answer) });
    assert.deepEqual(
      await createAz({ ...options, run })(["account", "get-access-token"], accessTokenAnswer),
      { accessToken: "x", expiresOn: "2026-01-01 12:00:00.000000" },
    );
  });

  it("names the command of an az that failed by itself, where every shell reads it alike", async () => {
    const crash = ended("", "Traceback (most recent call last):\nKeyError: 'tid'", 1);
    const commands = [
      ["ad", "sp", "show", "--id", "two words"],
      ["ad", "app", "list", "--display-name", "é"],
    ];
    const failures = await Promise.all(
      commands.map((args) =>
        attempt(createAz({ ...options, run: () => Promise.resolve(crash) })(args, accountAnswer)),
      ),
    );
    assert.deepEqual(
      failures,
      ['az ad sp show --id "two words"', "az"].map((command) => ({
        ok: false,
        failure: {
          kind: "crashed",
          said: "Traceback (most recent call last):\nKeyError: 'tid'",
          text: "KeyError: 'tid'",
          command,
          asked: "graph",
        },
      })),
    );
  });

  it("runs one command at a time, also after one that failed", async () => {
    let running = 0;
    let commands = 0;
    const az = createAz({
      ...options,
      run: async () => {
        running += 1;
        assert.equal(running, 1);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        commands += 1;
        if (commands === 1) return ended("", "ERROR: no", 1);
        return ended({ tenantId: "t", user: { name: "n", type: "user" } });
      },
    });
    const answers = await Promise.all(
      [1, 2, 3].map(() => attempt(az(["account", "show"], accountAnswer))),
    );
    assert.deepEqual(
      answers.map(({ ok }) => ok),
      [false, true, true],
    );
  });
});
