/**
 * Proves which texts a guide refuses, wherever they stand, and that the refusal does not repeat
 * them.
 */
import assert from "node:assert/strict";
import { CliError } from "../../../cli/cliError";
import { assertPublishable } from "../../../cli/guide/assertPublishable";
import { SAMPLE, sampleOutputs } from "./sample";

/** Made here, so that no token stands in the repository. */
const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
const TOKEN = `${encode({ alg: "RS256", typ: "JWT" })}.${encode({ sub: "nobody" })}.c2lnbmF0dXJl`;
const REFRESH_TOKEN = `0.A${"xY-_9".repeat(100)}`;
const SECRET = `abc8Q~${"a1".repeat(17)}`;

function refusal(input: unknown): CliError {
  try {
    assertPublishable(input, "outputs");
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("what a guide may show", () => {
  it("includes every output of this program", () => {
    assertPublishable(sampleOutputs({ producers: SAMPLE.group }), "outputs");
    assertPublishable(undefined, "stack");
    assertPublishable(
      ["dana@contoso.example", "Équipe vidéo 📺 👩\u200d💻", "a".repeat(255)],
      "owners",
    );
  });

  for (const [what, text, where, path] of [
    ["a token", TOKEN, { a: { b: ["fine", "TOKEN"] } }, "outputs.a.b[1]"],
    ["a token", `Bearer ${TOKEN} x`, { command: "TOKEN" }, "outputs.command"],
    ["a token", TOKEN, { ["TOKEN"]: "fine" }, "a name in outputs"],
    ["a token", REFRESH_TOKEN, { a: "TOKEN" }, "outputs.a"],
    ["a client secret", SECRET, { a: "TOKEN" }, "outputs.a"],
  ] as const) {
    it(`excludes ${what} in "${path}", without repeating it`, () => {
      const input: unknown = JSON.parse(JSON.stringify(where).replaceAll("TOKEN", text));
      const { code, message, remedy } = refusal(input);
      assert.deepEqual(
        { code, message, remedy },
        {
          code: "guide.secret",
          message: `"${path}" holds something that looks like ${what}: a guide is for everybody and must hold none.`,
          remedy: [
            "Take it out of the stack's outputs. If it is real, it has been seen: revoke it.",
          ],
        },
      );
    });
  }

  for (const [name, text, shown] of [
    ["a line end", "az account\nrm", "U+000A"],
    ["an escape", "a\u001b[8m", "U+001B"],
    ["a right-to-left override", "a\u202eb", "U+202E"],
    ["a zero-width space", "a\u200bb", "U+200B"],
    ["a joiner beside ASCII", "az\u200d account", "U+200D"],
    ["a tag", "a\u{e0041}", "U+E0041"],
    ["half a surrogate pair", "a\ud800", "U+D800"],
  ] as const) {
    it(`excludes ${name}, which people do not see`, () => {
      const { code, message } = refusal({ tokenCommand: text });
      assert.deepEqual(
        { code, message },
        {
          code: "guide.hidden-text",
          message: `"outputs.tokenCommand" holds the character ${shown}, which people do not see: what they copy must be what they see.`,
        },
      );
    });
  }
});
