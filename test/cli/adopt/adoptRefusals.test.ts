/**
 * Proves what "adopt" refuses, and that a refusal leaves the file as it was, to the byte.
 */
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { SEED } from "../../../sandbox/directory";
import { CLIENT_ID, OBJECT_ID } from "./byHand";
import { describeAdopt, OUTPUTS, PLAYED_AZ } from "./adoptWorld";

describeAdopt("adopt refuses", PLAYED_AZ, (world) => {
  const { adopt, fileOf, write } = world;

  const REFUSALS: readonly (readonly [
    name: string,
    prepare: () => void,
    args: readonly string[],
    exitCode: number,
    said: RegExp,
  ])[] = [
    ["no client id", () => undefined, ["--stack", "old"], 2, /"--client-id" is missing/],
    [
      "an id that is none",
      () => undefined,
      ["--client-id", "x", "--stack", "old"],
      2,
      /must be a UUID/,
    ],
    ["no stack", () => undefined, ["--client-id", CLIENT_ID], 2, /"--stack" is missing/],
    [
      "a stack that can be none",
      () => undefined,
      ["--client-id", CLIENT_ID, "--stack", "a b"],
      2,
      /"--stack" is "a b"/,
    ],
    [
      "outputs in place of a stack",
      () => undefined,
      ["--client-id", CLIENT_ID, "--outputs", "x.json"],
      2,
      /has no config of a stack/,
    ],
    [
      "finishing and beginning at once",
      () => undefined,
      ["--client-id", CLIENT_ID, "--stack", "old", "--finish"],
      2,
      /stands alone/,
    ],
    [
      "a registration that is not there",
      () => undefined,
      ["--client-id", "99999999-0000-4000-8000-0000000000ee", "--stack", "old"],
      1,
      /There is no registration of the client id .*\[adopt\.not-found\]/,
    ],
    [
      "the object id",
      () => undefined,
      ["--client-id", OBJECT_ID, "--stack", "old"],
      1,
      /is the object id of the registration whose client id is .*\[adopt\.not-found\]/,
    ],
    [
      "somebody who is not signed in",
      () => {
        world.sandbox.environment["AZURE_CONFIG_DIR"] = path.join(world.folder, "nobody");
        mkdirSync(path.join(world.folder, "nobody"));
      },
      ["--client-id", CLIENT_ID, "--stack", "old"],
      1,
      /\[token\.refused\.not-signed-in\]\n.*\n {2}az login --allow-no-subscriptions --scope https:\/\/graph\.microsoft\.com\/\.default\n/,
    ],
    [
      "another tenant",
      () => write("old", "config:\n  azuread:tenantId: aaaaaaaa-0000-4000-8000-000000000009\n"),
      ["--client-id", CLIENT_ID, "--stack", "old"],
      1,
      /"azuread:tenantId" in "Pulumi.old.yaml" is .*\[adopt\.other-tenant\]/,
    ],
    [
      "a file that is no YAML",
      () => write("old", "config: [\n"),
      ["--client-id", CLIENT_ID, "--stack", "old"],
      1,
      /it is no YAML: .*\[stack-file\.broken\]/,
    ],
    [
      "an alias to what would be replaced",
      () => write("old", "config:\n  management-api:tokenVersion: &v 2\n  other:version: *v\n"),
      ["--client-id", CLIENT_ID, "--stack", "old", "--force"],
      1,
      /another value refers, by an alias, to one that would be replaced\. \[stack-file\.broken\]/,
    ],
    [
      "keys that an adopted registration refuses, and what is none",
      () => write("old", "config:\n  management-api:tags: [a]\n  management-api:foo: b\n"),
      ["--client-id", CLIENT_ID, "--stack", "old"],
      1,
      /"tags" is \["a"\]; it must be left out in mode adopt\n {2}"foo" is "b"; it is not a setting of this program\n/,
    ],
    [
      "a file of several documents",
      () => write("old", "config: {}\n---\nconfig: {}\n"),
      ["--client-id", CLIENT_ID, "--stack", "old"],
      1,
      /it holds several documents, and Pulumi reads one\. \[stack-file\.broken\]/,
    ],
    [
      "a file of another shape",
      () => write("old", "config: none\n"),
      ["--client-id", CLIENT_ID, "--stack", "old"],
      1,
      /"config" in it must hold keys and values\. \[stack-file\.broken\]/,
    ],
    [
      "a folder without a project",
      () => rmSync(path.join(world.folder, "Pulumi.yaml")),
      ["--client-id", CLIENT_ID, "--stack", "old"],
      1,
      /\[stack-file\.missing\]/,
    ],
    [
      "a stack that made its registration",
      () => (world.pulumi = OUTPUTS("create", CLIENT_ID)),
      ["--client-id", CLIENT_ID, "--stack", "old"],
      1,
      /made the registration .* itself, and would delete it\. \[adopt\.other-registration\]/,
    ],
    [
      "a stack of another program",
      () => (world.pulumi = { exitCode: 0, stdout: '{"url":"x"}', stderr: "" }),
      ["--client-id", CLIENT_ID, "--stack", "old"],
      1,
      /\[outputs\.foreign\]/,
    ],
    [
      "config that the program would refuse",
      () => write("old", `config:\n  management-api:producers: ${SEED.group.objectId}\n`),
      ["--client-id", CLIENT_ID, "--stack", "old"],
      1,
      /\[adopt\.refused\]\n {2}1\. "groupMembershipClaims" is "none"/,
    ],
  ];

  for (const [name, prepare, args, exitCode, said] of REFUSALS) {
    it(`refuses ${name}, with the file as it was`, async () => {
      prepare();
      const before = existsSync(fileOf("old")) ? readFileSync(fileOf("old"), "utf8") : undefined;
      const ended = await adopt(...args);
      assert.deepEqual([ended.exitCode, ended.stdout], [exitCode, ""], ended.stderr);
      assert.match(ended.stderr, said);
      assert.equal(
        existsSync(fileOf("old")) ? readFileSync(fileOf("old"), "utf8") : undefined,
        before,
      );
    });
  }

  it("refuses a folder that is read-only", async function () {
    if (process.getuid?.() === 0 || process.platform === "win32") {
      if (this.test !== undefined) this.test.title += " (skipped: root and Windows may write)";
      this.skip();
    }
    chmodSync(world.folder, 0o555);
    const { exitCode, stderr } = await adopt("--client-id", CLIENT_ID, "--stack", "old");
    assert.equal(exitCode, 1);
    assert.match(stderr, /cannot be written: you may not write there\. \[stack-file\.unwritable\]/);
  });
});
