/**
 * Proves how doctor runs checks and reports, without az: order, what is not made, what a crash is,
 * both report forms. What each check finds is proved with the real az in faults.test.ts.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Check, error, type Outcome, passed, skipped, warning } from "../../cli/doctor/check";
import { CHECKS, groupTitle } from "../../cli/doctor/checks";
import { apiCheck } from "../../cli/doctor/checks/api";
import type { ApiAnswer } from "../../cli/doctor/callApi";
import {
  formatCheckLine,
  formatCheckTable,
  formatFindings,
  toJsonReport,
} from "../../cli/doctor/report";
import { graphCommand } from "../../cli/doctor/graphCommands";
import { type CheckReport, runChecks, withNeeds } from "../../cli/doctor/runChecks";
import { FAILURE_CODES } from "../../cli/failures/failureCodes";
import { makeContext, outcomeOf, outputs } from "./support/checkContext";
import { ended } from "./support/scriptedRunner";
import { makeOutputs } from "./support/stack";
import { GOOD_CLAIMS, makeToken } from "./support/tokens";

const FIX = { text: "Do this.", commands: ["az login"] };

function makeCheck(id: string, needs: readonly string[], run: () => Outcome): Check {
  return { id, title: `Title of ${id}`, needs, run: () => Promise.resolve().then(run) };
}

function runAll(checks: readonly Check[]): Promise<readonly CheckReport[]> {
  return runChecks(checks, makeContext(), { started: () => undefined, ended: () => undefined });
}

const MIXED = [
  makeCheck("fine", [], () => passed("all of it")),
  makeCheck("odd", ["fine"], () => warning("Something is odd.", ["seen"], { text: "Look." })),
  makeCheck("unknown", ["fine"], () => skipped("no right to ask")),
  makeCheck("broken", ["odd", "unknown"], () => error("It is broken.", [], FIX)),
  makeCheck("after", ["broken"], () => passed()),
  makeCheck("later", ["after"], () => passed()),
];

describe("the commands of fixes", () => {
  it("ask Microsoft Graph of the stack's cloud", () => {
    for (const [cloud, host] of [
      ["public", "graph.microsoft.com"],
      ["usgovernment", "graph.microsoft.us"],
      ["china", "microsoftgraph.chinacloudapi.cn"],
    ] as const) {
      assert.equal(
        graphCommand(makeOutputs({}, cloud), "PATCH", "/groups/x", { securityEnabled: true }),
        `az rest --method PATCH --url https://${host}/v1.0/groups/x --body "{'securityEnabled':True}"`,
      );
    }
  });
});

describe("runChecks", () => {
  it("does not make what builds on an error, and makes what builds on a warning or a skipped check", async () => {
    const reports = await runAll(MIXED);
    assert.deepEqual(
      reports.map(({ check: { id }, result: { kind } }) => `${id}: ${kind}`),
      [
        "fine: passed",
        "odd: found",
        "unknown: skipped",
        "broken: found",
        "after: blocked",
        "later: blocked",
      ],
    );
  });

  it("keeps the crash of a check apart from findings, and goes on", async () => {
    const reports = await runAll([
      makeCheck("bug", [], () => {
        throw new TypeError("oops");
      }),
      makeCheck("next", [], () => passed()),
      makeCheck("after", ["bug"], () => passed()),
    ]);
    assert.deepEqual(
      reports.map(({ result: { kind } }) => kind),
      ["crashed", "passed", "blocked"],
    );
    assert.match(
      formatFindings(reports),
      /The check "bug" failed; please report it:\nTypeError: oops/,
    );
  });

  it("tells its listener of each check in order", async () => {
    const heard: string[] = [];
    await runChecks(MIXED.slice(0, 2), makeContext(), {
      started: ({ id }) => heard.push(`> ${id}`),
      ended: ({ check: { id } }) => heard.push(`< ${id}`),
    });
    assert.deepEqual(heard, ["> fine", "< fine", "> odd", "< odd"]);
  });
});

describe("withNeeds", () => {
  it("adds everything that a check builds on, in order", () => {
    assert.deepEqual(
      withNeeds(MIXED, ["after"]).map(({ id }) => id),
      ["fine", "odd", "unknown", "broken", "after"],
    );
  });
});

describe("doctor's reports", () => {
  it("show a line for each check", async () => {
    assert.deepEqual((await runAll(MIXED)).map(formatCheckLine), [
      "✓ Title of fine: all of it",
      "▲ Title of odd",
      "? Title of unknown (not checked: no right to ask)",
      "✗ Title of broken",
      '– Title of after (not checked: "broken" comes first)',
      '– Title of later (not checked: "broken" comes first)',
    ]);
  });

  it("name every check that comes first", () => {
    const check = makeCheck("late", ["network", "sign-in"], () => passed());
    assert.equal(
      formatCheckLine({ check, result: { kind: "blocked", by: ["network", "sign-in"] } }),
      '– Title of late (not checked: "network", "sign-in" come first)',
    );
  });

  it("show errors before warnings, with evidence and fix", async () => {
    assert.equal(
      formatFindings(await runAll(MIXED)),
      [
        "",
        "1. It is broken. [doctor.broken]",
        "   Fix:  Do this.",
        "         az login",
        "",
        "2. Something is odd. [doctor.odd, warning]",
        "   Seen: seen",
        "   Fix:  Look.",
        "",
        "2 findings, 1 of 6 checks passed, 3 not made.",
        "",
      ].join("\n"),
    );
  });

  it("hold the same for programs", async () => {
    assert.deepEqual(JSON.parse(toJsonReport(await runAll(MIXED.slice(0, 2)))), {
      healthy: false,
      findings: [
        {
          code: "doctor.odd",
          summary: "Something is odd.",
          evidence: ["seen"],
          fix: { text: "Look." },
          severity: "warning",
        },
      ],
      checks: [
        { id: "fine", title: "Title of fine", result: "passed", detail: "all of it" },
        { id: "odd", title: "Title of odd", result: "found" },
      ],
    });
  });

  it("give programs no text that hides or moves the cursor", async () => {
    const checks = [makeCheck("odd", [], () => warning("Odd.", ["a\u202eb\u001b[2J"], FIX))];
    const { findings } = JSON.parse(toJsonReport(await runAll(checks))) as {
      readonly findings: readonly { readonly evidence: readonly string[] }[];
    };
    assert.deepEqual(findings[0]?.evidence, ["a\\u202eb\\u001b[2J"]);
  });
});

describe("formatCheckTable", () => {
  it("writes a Markdown table with even columns", () =>
    assert.equal(
      formatCheckTable([{ title: "All", checks: MIXED.slice(2, 4) }]),
      [
        "| Check     | Group | True when it passes | Builds on        |",
        "| --------- | ----- | ------------------- | ---------------- |",
        "| `unknown` | All   | Title of unknown    | `fine`           |",
        "| `broken`  | All   | Title of broken     | `odd`, `unknown` |",
        "",
      ].join("\n"),
    ));
});

describe("the checks", () => {
  it("have ids of their own, and build on earlier ones only", () => {
    const seen: string[] = [];
    for (const { id, needs } of CHECKS) {
      assert.match(id, /^[a-z]+(-[a-z]+)*$/);
      assert.ok(!seen.includes(id), `"${id}" stands twice`);
      for (const need of needs) {
        assert.ok(seen.includes(need), `"${id}" builds on "${need}", which is not before it`);
      }
      seen.push(id);
    }
  });

  it("come in groups, from the machine to the API", () => {
    assert.deepEqual(
      [...new Set(CHECKS.map(groupTitle))],
      [...["Stack and tools", "Network", "Sign-in", "Registration", "Access", "Token", "API"]],
    );
    assert.throws(
      () => groupTitle(makeCheck("stray", [], () => passed())),
      /"stray" is in no group/,
    );
  });

  it("are listed with their groups and what they build on", () => {
    const table = formatCheckTable([
      { title: "Odd", checks: [makeCheck("fine", ["token"], passed)] },
    ]);
    assert.equal(
      table,
      [
        "| Check  | Group | True when it passes | Builds on |",
        "| ------ | ----- | ------------------- | --------- |",
        "| `fine` | Odd   | Title of fine       | `token`   |",
        "",
      ].join("\n"),
    );
  });
});

describe("the failure codes", () => {
  it("stand in the README with their meanings", () => {
    const readme = readFileSync(path.join(__dirname, "..", "..", "cli", "README.md"), "utf8");
    for (const [code, meaning] of Object.entries(FAILURE_CODES)) {
      const row = `| \`${code}\` | ${meaning} |`;
      assert.ok(readme.replace(/ +/g, " ").includes(row), row);
    }
  });
});

describe("the check of the API", () => {
  const url = new URL("https://api.example.com/api/call");
  const answers = {
    [outputs.tokenCommand]: ended({
      accessToken: makeToken(GOOD_CLAIMS),
      expires_on: GOOD_CLAIMS.exp,
    }),
  };
  const answered = (status: number): ApiAnswer => ({ kind: "answered", status, reasons: [] });
  it("is not made without an address", async () => {
    assert.deepEqual(
      await outcomeOf(apiCheck, makeContext()),
      skipped('no address was named with "--url"'),
    );
  });

  for (const status of [200, 204, 400, 405]) {
    it(`passes at ${status}`, async () => {
      const outcome = await outcomeOf(
        apiCheck,
        makeContext({ url, answers, answer: answered(status) }),
      );
      assert.deepEqual(outcome, passed(String(status)));
    });
  }

  const settings = Object.entries(outputs.appSettings).map(([name, value]) => `${name}=${value}`);
  const setUp = `Give the API these settings and restart it: ${settings.join(", ")}.`;
  const findings: readonly (readonly [string, ApiAnswer, string, readonly string[], string])[] = [
    [
      "refuses the token",
      { kind: "answered", status: 401, reasons: ["Bearer error"] },
      `The API answers 401 to a token that is as the stack declares: it is set up for another client id than "${outputs.clientId}", or for another tenant.`,
      ["GET https://api.example.com/api/call: 401", "Bearer error"],
      setUp,
    ],
    [
      "does not let the user in",
      answered(403),
      `The API answers 403 to a token that is as the stack declares: it checks another group than "${outputs.expectedToken.groups ?? ""}", or asks for a role.`,
      ["GET https://api.example.com/api/call: 403"],
      setUp,
    ],
    [
      "fails",
      answered(500),
      "The API answers 500: it fails by itself, whatever the token.",
      ["GET https://api.example.com/api/call: 500"],
      "See the API's own log.",
    ],
    [
      "is not there",
      { kind: "unreachable", why: "ECONNREFUSED" },
      'The API at "https://api.example.com/api/call" cannot be reached.',
      ["ECONNREFUSED"],
      "Check the address, and that the API runs.",
    ],
  ];
  for (const [title, answer, summary, evidence, text] of findings) {
    it(`finds that the API ${title}`, async () => {
      const outcome = await outcomeOf(apiCheck, makeContext({ url, answers, answer }));
      assert.deepEqual(outcome, error(summary, evidence, { text }));
    });
  }

  it("says that 404 says nothing", async () => {
    const outcome = await outcomeOf(apiCheck, makeContext({ url, answers, answer: answered(404) }));
    assert.equal(outcome.kind, "skipped");
  });
});
