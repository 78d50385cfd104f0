/**
 * Proves what "check" says of a token. az is scripted; signatures by real keys are checked in
 * realAz.test.ts.
 */
import assert from "node:assert/strict";
import { cli, outputs, READ_STACK, token } from "./support/scriptedCli";
import { ended } from "./support/scriptedRunner";
import { GOOD_CLAIMS, IDS, makeToken } from "./support/tokens";

const KEYS = `az rest --method GET --url https://login.microsoftonline.com/${outputs.tenantId}/discovery/v2.0/keys --skip-authorization-header`;

describe("check", () => {
  const noKeys = { [KEYS]: ended("", "ERROR: Max retries exceeded", 1) };

  it("accepts a good token whose signature cannot be checked, and says so", async () => {
    const result = await cli(["check"], noKeys, `Bearer ${token}`);
    assert.deepEqual([result.exitCode, result.stderr], [0, ""]);
    assert.match(
      result.stdout,
      /– signature not checked: the tenant's keys cannot be fetched\nThe API accepts this token/,
    );
    assert.ok(!result.stdout.includes(token));
  });

  it("does not accept it where the signature must be checked", async () => {
    const result = await cli(["check", "--verify", "--json"], noKeys, token);
    const report = JSON.parse(result.stdout) as { good: boolean; code: string };
    assert.deepEqual([result.exitCode, report.good, report.code], [1, false, "token.unverified"]);
  });

  it("asks nobody with --no-verify", async () => {
    const result = await cli(["check", "--no-verify"], {}, token);
    assert.deepEqual([result.exitCode, result.calls], [0, [READ_STACK]]);
  });

  it("finds a signature that no published key made", async () => {
    const keys = ended({ keys: [{ kid: "other", kty: "RSA", n: "AQAB", e: "AQAB" }] });
    const result = await cli(["check"], { [KEYS]: keys }, token);
    assert.equal(result.exitCode, 1);
    assert.match(
      result.stdout,
      /✗ signature: none of the tenant's published keys signed it\nWrong: token\.wrong\.signature/,
    );
  });

  it("shows the beginning of what is very long", async () => {
    const long = { name: "x".repeat(60_000), roles: ["y".repeat(60_000)], aud: "z".repeat(60_000) };
    const { name, roles, aud } = long;
    const claims = { ...GOOD_CLAIMS, preferred_username: name, roles, aud };
    const alone = await cli(["check", "--no-verify"], {}, makeToken(claims, { alg: name }));
    const several = await cli(["check"], {}, `${token}\n${makeToken(claims)}`);
    for (const text of [alone.stdout, several.stderr]) assert.ok(text.length < 6000);
    const cut = (letter: string): string => `${letter.repeat(1000)}… (60000 characters)`;
    assert.ok(alone.stdout.startsWith(`This is an access token of version 2 for "${cut("x")}".\n`));
    for (const shown of [`roles   ${cut("y")}`, `aud     ${cut("z")} (`, `made by "${cut("x")}"`]) {
      assert.ok(alone.stdout.includes(shown), shown.slice(0, 20));
    }
    assert.ok(several.stderr.includes(`aud "${cut("z")}"`));
  });

  it("shows as much as it may whole, and halves no character", async () => {
    const name = async (text: string): Promise<string | undefined> => {
      const claims = { ...GOOD_CLAIMS, preferred_username: text };
      const { stdout } = await cli(["check", "--no-verify"], {}, makeToken(claims));
      return / for "(.*)"\.\n/.exec(stdout)?.[1];
    };
    assert.equal(await name("x".repeat(1000)), "x".repeat(1000));
    const emoji = `${"x".repeat(999)}\u{1F600}`;
    assert.equal(await name(emoji), `${"x".repeat(999)}… (1001 characters)`);
  });

  it("calls no version what is none", async () => {
    for (const [ver, shown] of [
      [2, "2"],
      [["2.0"], '["2.0"]'],
      [null, "null"],
      ["3.0", "3.0"],
      [undefined, "(absent)"],
    ] as const) {
      const { stdout } = await cli(
        ["check", "--no-verify"],
        {},
        makeToken({ ...GOOD_CLAIMS, ver }),
      );
      assert.match(stdout, /^This is an access token of no known version for "dana@/);
      assert.ok(
        stdout.includes(
          `\n✗ ver     ${shown} (expected: 2.0)\n          Entra ID writes "1.0" or "2.0" there, as text.\n`,
        ),
        stdout,
      );
    }
  });

  it("calls a refresh token by its name", async () => {
    const result = await cli(["check"], {}, `0.AXoA${"x".repeat(200)}`);
    assert.equal(result.exitCode, 1);
    assert.match(result.stdout, /^This is a refresh token .*never share it\./);
  });

  it("says that a token is cut, and how to hand it over whole", async () => {
    const result = await cli(["check"], {}, `${token.slice(0, 200)}...`);
    assert.deepEqual(
      [result.exitCode, result.stdout],
      [
        1,
        [
          "This is a piece of a token: the rest was lost on its way here, so nobody can read it.",
          "– signature not checked: there is none to read",
          "Wrong: token.wrong.not-an-access-token",
          "  Copy the token whole, or have a program hand it over, which cuts nothing:",
          `  ${outputs.tokenCommand} --output json | npm run --silent check`,
          "",
        ].join("\n"),
      ],
    );
  });

  it("prints the line that hands a token over for the stack that was named", async () => {
    const read = { [`${READ_STACK} --stack grp`]: ended(outputs) };
    const line = `\n  ${outputs.tokenCommand} --output json | npm run --silent check -- --stack grp\n`;
    const cut = await cli(["check", "--stack", "grp"], read, `${token.slice(0, 200)}...`);
    assert.ok(cut.stdout.includes(line), cut.stdout);
    const empty = await cli(["check", "--stack", "grp"], read, "");
    assert.ok(empty.stderr.includes(line), empty.stderr);
  });

  it("judges none of several tokens, and says how they differ", async () => {
    const other = makeToken({ ...GOOD_CLAIMS, aud: "other" });
    const result = await cli(["check"], {}, `${token}\n${other}\n${token}`);
    assert.deepEqual([result.exitCode, result.stdout], [1, ""]);
    assert.equal(
      result.stderr,
      [
        "error: Standard input holds 2 tokens that differ: [check.several-tokens]",
        `  1. for "dana@sandbox.example", aud "${IDS.clientId}", exp 2026-06-01T13:00:00.000Z`,
        '  2. for "dana@sandbox.example", aud "other", exp 2026-06-01T13:00:00.000Z',
        "  Give the one that is meant alone.",
        "",
      ].join("\n"),
    );
  });

  it("explains what az said in place of a token", async () => {
    const said = "ERROR: AADSTS50076: Due to a configuration change made by your administrator …";
    for (const answers of [{}, { [READ_STACK]: { kind: "missing", reason: "ENOENT" } as const }]) {
      const result = await cli(["check"], answers, `WARNING: old\n${said}\n`);
      assert.deepEqual([result.exitCode, result.stdout], [1, ""]);
      assert.match(result.stderr, /AADSTS50076: .*multi-factor[^]*\[token\.refused\.mfa\]/);
    }
    const unknown = await cli(["check"], {}, "ERROR: (Odd) Something odd.\n");
    assert.match(unknown.stderr, /\[az\.failed\]/);
    const pulumi = await cli(["check"], {}, "error: no stack selected; please use `pulumi stack`");
    assert.match(
      pulumi.stderr,
      /does not know which stack is meant[^]*\[az\.failed\]\nStandard input says: error: no stack selected/,
    );
    const words = await cli(["check"], {}, "what is this?");
    assert.match(words.stdout, /^This is not a token: /);
  });

  const unsigned: readonly (readonly [string, string, RegExp])[] = [
    ["whose header says so", makeToken(GOOD_CLAIMS, { alg: "none" }), /is not signed/],
    ["whatever its capitals", makeToken(GOOD_CLAIMS, { alg: "NONE" }), /is not signed/],
    ["that ends with its claims", token.replace(/\.s+$/, "."), /is not signed/],
    ["of another algorithm", makeToken(GOOD_CLAIMS, { alg: "HS256" }), /made by "HS256"; Entra ID/],
    ["of no algorithm", makeToken(GOOD_CLAIMS, {}), /made by nothing that the token names/],
    ["that is cut", token.slice(0, -1), /is cut: 341 letters are left of at least 342/],
  ];
  for (const [title, input, why] of unsigned) {
    it(`never accepts a signature ${title}`, async () => {
      for (const args of [["--no-verify"], []]) {
        const result = await cli(
          ["check", ...args],
          { [KEYS]: { kind: "missing", reason: "" } },
          input,
        );
        assert.match(result.stdout, /✗ signature: .*\nWrong: token\.wrong\.signature/);
        assert.match(result.stdout, why);
        assert.equal(result.exitCode, 1);
      }
    });
  }

  it("says that nothing was given", async () => {
    const result = await cli(["check"], {}, "\n");
    assert.deepEqual([result.exitCode, result.stdout], [1, ""]);
    assert.match(result.stderr, /\[check\.no-input\]/);
  });

  it("refuses two things from standard input", async () => {
    const result = await cli(["check", "--outputs", "-"], {}, token);
    assert.equal(result.exitCode, 2);
  });
});

describe("check judges as the API does", () => {
  const azurePowerShell = "1950a258-227b-4e31-a9cf-717495945fc2";
  const declared = {
    ...outputs,
    declared: {
      ...outputs.declared,
      clients: { ...outputs.declared.clients, [azurePowerShell]: [] },
    },
  };
  const { groups, scp, ...others } = GOOD_CLAIMS;
  const application = { ...others, azp: "x", azpacr: "1", idtyp: "app" };
  const cases: readonly (readonly [
    string,
    Readonly<Record<string, unknown>>,
    unknown,
    number,
    RegExp,
  ])[] = [
    [
      "accepts a declared client",
      { ...GOOD_CLAIMS, azp: azurePowerShell },
      declared,
      0,
      /✓ azp .*\n.*Azure PowerShell asked for it, not the Azure CLI\. The stack declares that client\./,
    ],
    [
      "accepts any other client, with a note",
      { ...GOOD_CLAIMS, azp: "99999999-9999-4999-8999-999999999999", scp: "another" },
      outputs,
      0,
      /▲ azp .*\n.*Another client asked for it, not the Azure CLI\. The API has no rule on the client\./,
    ],
    [
      "refuses an application whose role the policy does not know",
      { ...application, roles: ["Something.Else"] },
      outputs,
      1,
      /Wrong: token\.wrong\.app-role\n {2}Have an administrator assign the app role/,
    ],
    [
      "accepts an application with the policy's group, and any role",
      { ...application, roles: ["Something.Else"], groups },
      outputs,
      0,
      /The API accepts this token/,
    ],
    [
      "accepts an application with the role of the policy",
      { ...application, roles: ["ManagementAPI.AccessAll"] },
      outputs,
      0,
      /The API accepts this token/,
    ],
    [
      "does not take the implicit flow for an overage",
      { ...others, scp, hasgroups: true },
      outputs,
      1,
      /Wrong: token\.wrong\.groups-implicit\n {2}Get the token with the Azure CLI/,
    ],
  ];
  assert.equal(groups.length, 1);
  for (const [title, claims, stack, exitCode, stdout] of cases) {
    it(title, async () => {
      const answers = { [READ_STACK]: ended(stack) };
      const result = await cli(["check", "--no-verify"], answers, makeToken(claims));
      assert.match(result.stdout, stdout);
      assert.equal(result.exitCode, exitCode);
    });
  }

  it("names a secure string, with what turns it into text", async () => {
    const result = await cli(["check"], {}, "Authorization: Bearer System.Security.SecureString");
    assert.equal(result.exitCode, 1);
    assert.match(
      result.stdout,
      /^This is the name of a type of PowerShell.*\n(.*\n)*.*ConvertFrom-SecureString -AsPlainText/,
    );
  });

  it("names a variable that no shell has filled", async () => {
    const result = await cli(["check"], {}, "Authorization: Bearer $TOKEN");
    assert.match(result.stdout, /^This is the name of a variable/);
  });
});
