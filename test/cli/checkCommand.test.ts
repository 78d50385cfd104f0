/** Proves what "check" says of a token. az is scripted; signatures by real keys are checked in realAz.test.ts. */
import assert from "node:assert/strict";
import { cli, outputs, READ_STACK, token } from "./support/scriptedCli";
import { ended } from "./support/scriptedRunner";

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

  it("calls a refresh token by its name", async () => {
    const result = await cli(["check"], {}, `0.AXoA${"x".repeat(200)}`);
    assert.equal(result.exitCode, 1);
    assert.match(result.stdout, /^This is a refresh token .*never share it\./);
  });

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
