/**
 * Proves what "doctor" does before it can ask the directory: explaining, outputs, tools. az is
 * scripted.
 */
import assert from "node:assert/strict";
import type { RunResult } from "../../cli/process/processRunner";
import { cli, outputs, READ_STACK, token } from "./support/scriptedCli";
import { ended } from "./support/scriptedRunner";

describe("doctor", () => {
  it("explains a pasted error without asking anybody", async () => {
    const result = await cli(["doctor", "--error", "AADSTS50076: use multi-factor"]);
    assert.deepEqual([result.exitCode, result.calls], [0, [READ_STACK]]);
    assert.match(result.stdout, /^AADSTS50076: The API asks for multi-factor authentication\./);
    assert.ok(result.stdout.includes(`\n  ${outputs.loginCommand}\n`));
  });

  it("says that a file's tenant is none of the user's before it has anybody sign in there", async () => {
    const notice = `You are not signed in to the tenant "${outputs.tenantId}", which the standard input names. Make sure that it is yours before you sign in there.`;
    const answers = { "az account list": ended([{ tenantId: "elsewhere" }]) };
    const explain = (text: string, ...more: readonly string[]) =>
      cli(["doctor", "--error", text, "--outputs", "-", ...more], answers, JSON.stringify(outputs));
    for (const text of ["AADSTS50076: x", "Get-AzAccessToken: AADSTS50076: x"]) {
      const { stdout, calls } = await explain(text);
      assert.ok(stdout.includes(`\n${notice}\nFix: `));
      assert.deepEqual(calls, ["az account list"]);
    }
    const { stdout } = await explain("AADSTS50076: x", "--json");
    assert.equal((JSON.parse(stdout) as { readonly notice?: string }).notice, notice);
    // Nobody signs in, so nobody is asked.
    assert.deepEqual((await explain("AADSTS53003: x")).calls, []);
  });

  it("explains with open ids where there is no stack", async () => {
    const missing = { [READ_STACK]: { kind: "missing", reason: "ENOENT" } as const };
    const result = await cli(["doctor", "--error", "AADSTS50076"], missing);
    assert.equal(result.exitCode, 0);
    assert.match(result.stdout, /az login --tenant <tenant-id> --scope <client-id>\/\.default/);
    assert.match(result.stderr, /^No stack was found, so ids are left open\./);
  });

  it("explains with commands for the stack that was named", async () => {
    const named = { [`${READ_STACK} --stack grp`]: ended(outputs) };
    const tell = async (text: string, ...args: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await cli(["doctor", "--error", text, ...args], named);
      return stdout.split("\n").flatMap((line) => /npm run --silent .*/.exec(line)?.[0] ?? []);
    };
    const only = "npm run --silent doctor -- --only";
    const stack = ["--stack", "grp"];
    assert.deepEqual(await tell("HTTP/1.1 403 Forbidden", ...stack), [
      `${only} membership --stack grp`,
      `${only} group-count --stack grp`,
    ]);
    assert.deepEqual(await tell("IDX10205: Issuer validation failed.", ...stack), [
      `${only} token-version --stack grp`,
    ]);
    const keys = "IDX10503: Signature validation failed.";
    assert.deepEqual(await tell(keys, ...stack), ["npm run --silent check -- --stack grp"]);
    assert.deepEqual(await tell(keys), ["npm run --silent check"]);
  });

  it("warns of a token in a pasted text, and does not repeat it", async () => {
    const result = await cli(["doctor", "--error", `401 for Bearer ${token}`]);
    assert.ok(!`${result.stdout}${result.stderr}`.includes(token));
    assert.match(result.stderr, /^The text holds a token\./);
  });

  it("says that it does not know a text", async () => {
    assert.equal((await cli(["doctor", "--error", "it is broken"])).exitCode, 1);
  });

  it("finds outputs that cannot be read, and checks what needs none", async () => {
    const answers = { [READ_STACK]: ended({}), "az version": ended({ "azure-cli": "2.91.0" }) };
    const result = await cli(["doctor", "--json"], answers);
    const report = JSON.parse(result.stdout) as {
      findings: unknown;
      checks: { id: string; result: string }[];
    };
    assert.equal(result.exitCode, 1);
    assert.deepEqual(report.findings, [
      {
        code: "doctor.outputs",
        summary: "The selected stack has no outputs: it was never deployed, or was destroyed.",
        evidence: [],
        fix: { text: "Deploy it:", commands: ["pulumi up"] },
        severity: "error",
      },
    ]);
    assert.deepEqual(
      report.checks.filter(({ result: kind }) => kind !== "blocked").map(({ id }) => id),
      ["outputs", "tools"],
    );
  });

  it("finds outputs that cannot be read where no command helps", async () => {
    const result = await cli(["doctor", "--json", "--only", "outputs"], {
      [READ_STACK]: { kind: "missing", reason: "ENOENT" },
    });
    assert.deepEqual((JSON.parse(result.stdout) as { findings: unknown }).findings, [
      {
        code: "doctor.outputs",
        summary: 'The outputs cannot be read: "pulumi" is not on the PATH.',
        evidence: [],
        fix: {
          text: 'Install it (https://www.pulumi.com/docs/install/), name a file with "--outputs", or use "--sandbox".',
        },
        severity: "error",
      },
    ]);
  });

  it("shows checks under headings, in the order in which they are made", async () => {
    const answers = {
      "az version": ended({ "azure-cli": "2.91.0" }),
      [`az rest --method GET --url https://login.microsoftonline.com/${outputs.tenantId}/discovery/v2.0/keys --skip-authorization-header`]:
        ended("", "ERROR: Max retries exceeded", 1),
      "az account show": ended("", "ERROR: Please run 'az login' to setup account.", 1),
    };
    const { stdout, exitCode } = await cli(["doctor", "--only", "session"], answers);
    assert.equal(exitCode, 1);
    assert.equal(
      stdout.slice(0, stdout.indexOf("\n\n")),
      [
        "Stack and tools",
        `  ✓ The stack's outputs are complete: selected stack: "${outputs.declared.displayName}", ${outputs.clientId}`,
        "  ✓ The Azure CLI is installed and new enough: az 2.91.0",
        "Network",
        "  ✗ The sign-in service can be reached",
        "Sign-in",
        "  ✗ Signed in to the Azure CLI",
        '  – Signed in to the stack\'s tenant (not checked: "sign-in" comes first)',
        '  – Signed in as a user, or as an application with an app role (not checked: "network", "sign-in" come first)',
        '  – The sign-in is still accepted (not checked: "network", "sign-in" come first)',
      ].join("\n"),
    );
  });

  const tools: readonly (readonly [string, RunResult, Readonly<Record<string, unknown>>])[] = [
    [
      "az is missing",
      { kind: "missing", reason: "ENOENT" },
      {
        summary:
          'The Azure CLI ("az") is not installed, or not on the PATH. Tokens are fetched with the Azure CLI.',
        evidence: [],
        fix: { text: "Install it: https://learn.microsoft.com/cli/azure/install-azure-cli" },
      },
    ],
    [
      "az hangs",
      { kind: "timeout", afterMs: 30_000, stderr: "" },
      {
        summary: '"az version" did not answer within 30 seconds and was stopped.',
        evidence: [],
        fix: {
          text: 'See whether "az version" hangs in a terminal too; reinstall the Azure CLI if it does.',
        },
      },
    ],
    ...["2.36.0", "1.99.0"].map(
      (version) =>
        [
          `az ${version} is too old`,
          ended({ "azure-cli": version }),
          {
            summary: `The Azure CLI ${version} is too old: before 2.37 its "az ad" commands ask an interface that Microsoft has switched off.`,
            evidence: [`az version: ${version}`],
            fix: { text: "Update it.", commands: ["az upgrade"] },
          },
        ] as const,
    ),
  ];
  for (const [title, answer, finding] of tools) {
    it(`finds that ${title}, and asks it nothing more`, async () => {
      const result = await cli(["doctor", "--json"], { "az version": answer });
      const { findings } = JSON.parse(result.stdout) as { findings: unknown };
      assert.deepEqual(findings, [{ code: "doctor.tools", ...finding, severity: "error" }]);
      assert.deepEqual(result.calls, [READ_STACK, "az version"]);
    });
  }

  for (const version of ["2.37.0", "2.45.0", "2.91.0", "3.0.0", "3.37.0"]) {
    it(`accepts az ${version}`, async () => {
      const answers = { "az version": ended({ "azure-cli": version }) };
      assert.equal((await cli(["doctor", "--only", "tools"], answers)).exitCode, 0);
    });
  }
});
