/**
 * Proves of tokens, and of what is taken for one, that "check" and "token" end as they should and
 * repeat nothing secret.
 */
import fc from "fast-check";
import type { ProcessRunner } from "../../cli/process/processRunner";
import { ended } from "../cli/support/scriptedRunner";
import { makeOutputs } from "../cli/support/stack";
import { GOOD_CLAIMS } from "../cli/support/tokens";
import {
  applyChanges,
  assertTame,
  changes,
  hostileText,
  RUNS,
  runCli,
  secret,
  toJson,
} from "./support";

const HEADER = { alg: "RS256", typ: "JWT", kid: "test" };
const encode = (part: unknown): string => Buffer.from(toJson(part)).toString("base64url");

/** A key that signed nothing, and keys of which no library makes anything. */
const KEYS = [
  { kty: "RSA", kid: "test", n: "AQAB".repeat(100), e: "AQAB" },
  { kty: "RSA", kid: "test", n: "AQAB", e: "AQAB" },
  { kty: "RSA", kid: "test", n: "!!!", e: "" },
  { kty: "EC", kid: "test", n: "AQAB", e: "AQAB" },
];

const token = fc.oneof(
  fc.tuple(changes, fc.option(changes, { nil: [] }), secret).map(([claims, header, signature]) => ({
    text: [
      encode(applyChanges(HEADER, header)),
      encode(applyChanges(GOOD_CLAIMS, claims)),
      signature.slice(3),
    ].join("."),
    signature: signature.slice(3),
  })),
  fc.tuple(secret, hostileText).map(([text, more]) => ({ text: text + more, signature: text })),
  hostileText.map((text) => ({ text, signature: "not there" })),
);

const wrap = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => `Bearer ${text}\r\n`,
  (text) => JSON.stringify({ accessToken: text }),
  (text) => `TOKEN='${text}'`,
);

describe("tokens that are fuzzed", function () {
  this.timeout(RUNS * 1000);

  it("are judged, and never repeated", async () => {
    const args = fc.constantFrom(["check"], ["check", "--json"], ["check", "--verify"]);
    await fc.assert(
      fc.asyncProperty(token, wrap, args, fc.boolean(), async (given, dress, command, hasStack) => {
        const answer: ProcessRunner = (program) =>
          Promise.resolve(
            program === "az"
              ? ended({ keys: KEYS })
              : hasStack
                ? ended(makeOutputs())
                : { kind: "missing", reason: "ENOENT" },
          );
        assertTame(await runCli(command, answer, dress(given.text)), [given.signature]);
      }),
      { numRuns: RUNS },
    );
  });

  it("are printed by az's leave only where they are good", async () => {
    await fc.assert(
      fc.asyncProperty(
        token,
        fc.constantFrom("raw", "json"),
        async ({ text, signature }, format) => {
          const answer: ProcessRunner = (program) =>
            Promise.resolve(program === "az" ? ended({ accessToken: text }) : ended(makeOutputs()));
          const result = await runCli(["token", "--format", format], answer);
          assertTame(result, result.exitCode === 0 && format === "raw" ? [] : [signature]);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
