/** Proves what "check" says of a token where it knows no stack. az is scripted. */
import assert from "node:assert/strict";
import { cli, outputs, READ_STACK, token } from "./support/scriptedCli";
import type { RunResult } from "../../cli/process/processRunner";
import { ended } from "./support/scriptedRunner";
import { GOOD_CLAIMS, IDS, makeToken, NOW } from "./support/tokens";

const KEYS = `az rest --method GET --url https://login.microsoftonline.com/${outputs.tenantId}/discovery/v2.0/keys --skip-authorization-header`;

describe("check without a stack", () => {
  const noPulumi = { [READ_STACK]: { kind: "missing", reason: "ENOENT" } as const };
  const check = (
    claims: Readonly<Record<string, unknown>>,
    answers: Readonly<Record<string, RunResult>> = noPulumi,
    ...args: readonly string[]
  ): ReturnType<typeof cli> => cli(["check", "--no-verify", ...args], answers, makeToken(claims));

  it("judges what a token shows by itself, and says what was not compared and how to compare it", async () => {
    const { stdout, stderr, exitCode } = await check(GOOD_CLAIMS);
    assert.deepEqual([exitCode, stderr], [0, ""]);
    assert.equal(
      stdout,
      [
        'This is an access token of version 2 for "dana@sandbox.example".',
        `? tid     ${IDS.tenantId} (not compared)`,
        `? aud     ${IDS.clientId} (not compared)`,
        "? ver     2.0 (not compared)",
        `✓ iss     https://login.microsoftonline.com/${IDS.tenantId}/v2.0`,
        "? azp     04b07795-8ddb-461a-bbee-02f9e1bf7b46 (not compared)",
        "? scp     access_as_producer (not compared)",
        "✓ roles   (absent)",
        "? groups  1 group (not compared)",
        "✓ nbf     2026-06-01T11:55:00Z",
        "✓ exp     2026-06-01T13:00:00Z",
        '– signature not checked: "--no-verify" was given',
        "Nothing is wrong with this token by itself.",
        'Not compared with a stack. The outputs cannot be read: "pulumi" is not on the PATH.',
        '  Compare it with "--stack NAME", or with "--outputs FILE": the JSON of "pulumi stack output --json".',
        "",
      ].join("\n"),
    );
  });

  it("does so where no stack is selected, and where the selected one has no outputs", async () => {
    const reasons: readonly (readonly [RunResult, RegExp])[] = [
      [ended("", "error: no stack selected", 255), /stack\. Pulumi cannot .*: no stack selected\n/],
      [ended({}), /stack\. The selected stack has no outputs/],
      [{ kind: "timeout", afterMs: 30_000, stderr: "" }, /did not answer within 30 seconds/],
    ];
    for (const [answer, reason] of reasons) {
      const { stdout, exitCode } = await check(GOOD_CLAIMS, { [READ_STACK]: answer });
      assert.equal(exitCode, 0);
      assert.match(stdout, reason);
    }
  });

  it("says to programs that it was not compared", async () => {
    const { stdout } = await check(GOOD_CLAIMS, noPulumi, "--json");
    const { good, notCompared } = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(
      [good, notCompared],
      [true, 'The outputs cannot be read: "pulumi" is not on the PATH.'],
    );
  });

  const without = (...names: readonly string[]): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(GOOD_CLAIMS).filter(([name]) => !names.includes(name)));
  const application = without("scp", "azp");
  const seconds = NOW.getTime() / 1000;
  const wrong: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ["has expired", { ...GOOD_CLAIMS, exp: seconds - 1 }, "token.wrong.expired"],
    ["is not valid yet", { ...GOOD_CLAIMS, nbf: seconds + 3600 }, "token.wrong.not-yet-valid"],
    [
      "has the issuer of another version",
      { ...GOOD_CLAIMS, ver: "1.0", aud: `api://${IDS.clientId}` },
      "token.wrong.issuer",
    ],
    [
      "is for an API of Microsoft's",
      { ...GOOD_CLAIMS, aud: "https://graph.microsoft.com/" },
      "token.wrong.api",
    ],
    [
      "was issued by somebody else than its tenant",
      { ...GOOD_CLAIMS, iss: "https://issuer.example/" },
      "token.wrong.issuer",
    ],
    ["has neither scopes nor roles", { ...GOOD_CLAIMS, scp: "" }, "token.wrong.scopes"],
    [
      "is a service principal's without a role",
      { ...application, azp: "x", azpacr: "1" },
      "token.wrong.service-principal",
    ],
  ];
  for (const [title, claims, code] of wrong) {
    it(`finds that a token ${title}`, async () => {
      const { stdout, exitCode } = await check(claims);
      assert.equal(exitCode, 1);
      assert.ok(stdout.includes(`\nWrong: ${code}\nNot compared with a stack.`), stdout);
    });
  }

  it("accepts a version 1 token, which only a stack could call wrong", async () => {
    const iss = `https://sts.windows.net/${IDS.tenantId}/`;
    const first = { ...without("azp", "azpacr"), ver: "1.0", iss, aud: `api://${IDS.clientId}` };
    const { stdout, exitCode } = await check({ ...first, appid: "x", appidacr: "0" });
    assert.equal(exitCode, 0, stdout);
    assert.match(stdout, /\? ver {5}1\.0 \(not compared\)[^]*\? appid {3}x \(not compared\)/);
  });

  it("accepts an application with a role, and other scopes than any known stack's", async () => {
    const roles = ["Any.Role"];
    const daemon = await check({ ...application, azp: "x", azpacr: "1", roles });
    assert.deepEqual(
      [daemon.exitCode, (await check({ ...GOOD_CLAIMS, scp: "x" })).exitCode],
      [0, 0],
    );
    assert.match(daemon.stdout, /\? azp {5}x \(not compared\)/);
  });

  it("notes groups for roles, which only an API with a group refuses", async () => {
    const { stdout, exitCode } = await check({ ...GOOD_CLAIMS, roles: [IDS.groupId] });
    assert.equal(exitCode, 0);
    assert.match(stdout, /▲ roles .*\n.*"emit_as_roles"/);
  });

  it("calls what is no access token by its name", async () => {
    const refresh = await cli(["check"], noPulumi, `0.AXoA${"x".repeat(200)}`);
    assert.match(refresh.stdout, /^This is a refresh token /);
    const id = { ...without("scp", "azp", "azpacr"), nonce: "n" };
    assert.match((await check(id)).stdout, /^This is an id token of "dana@/);
    const nothing = await cli(["check"], noPulumi, "\n");
    assert.match(
      nothing.stderr,
      /--resource <client id> --output json \| npm run --silent check\n/,
    );
    assert.deepEqual([refresh.exitCode, nothing.exitCode], [1, 1]);
  });

  it("checks the signature by the keys of the token's own tenant", async () => {
    const otherTenant = "bbbbbbbb-0000-4000-8000-00000000000b";
    const keysOf = (tenant: string): string => KEYS.replace(outputs.tenantId, tenant);
    const keys = ended({ keys: [{ kid: "other", kty: "RSA", n: "AQAB", e: "AQAB" }] });
    const answers = { ...noPulumi, [keysOf(otherTenant)]: keys };
    const claims = {
      ...GOOD_CLAIMS,
      tid: otherTenant,
      iss: `https://login.microsoftonline.com/${otherTenant}/v2.0`,
    };
    const forged = await cli(["check"], answers, makeToken(claims));
    assert.match(forged.stdout, /Wrong: token\.wrong\.signature/);
    const graph = await cli(
      ["check"],
      answers,
      makeToken({ ...claims, aud: "https://graph.microsoft.com" }),
    );
    assert.match(
      graph.stdout,
      /– signature not checked: only Microsoft Graph can check its tokens/,
    );
    const nowhere = await cli(["check"], noPulumi, makeToken({ ...claims, tid: "../x" }));
    assert.match(nowhere.stdout, /– signature not checked: it names no tenant/);
  });

  it("ends with an error where the stack was named", async () => {
    const gone = ended("", "error: no stack named 'gone' found", 255);
    for (const [args, command] of [
      [["--stack", "gone"], `${READ_STACK} --stack gone`],
      [["--cwd", "elsewhere"], `${READ_STACK} --cwd elsewhere`],
    ] as const) {
      const result = await cli(["check", ...args], { [command]: gone }, token);
      assert.deepEqual([result.exitCode, result.stdout], [1, ""]);
      assert.match(result.stderr, /no stack named 'gone' found \[outputs\.unreadable\]/);
    }
    const file = await cli(["check", "--outputs", "no-such-file.json"], {}, token);
    assert.deepEqual([file.exitCode, file.stdout], [1, ""]);
  });
});
