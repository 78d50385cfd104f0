/**
 * Proves the command "adopt": what it reads through az, writes and says. With az played; what it
 * writes, with the real one too where that is.
 */
import assert from "node:assert/strict";
import type { Warning } from "../../../cli/adopt/description";
import { deriveId } from "../../../components/rules/ids";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parse } from "yaml";
import { SEED } from "../../../sandbox/directory";
import { CLI, CLIENT_ID, OBJECT_ID, PRINCIPAL_ID, READ, ROLE } from "./byHand";
import { describeAdopt, OUTPUTS, PLAYED_AZ, THE_REAL_AZ } from "./adoptWorld";

const FULL = {
  "management-api:registration": {
    mode: "adopt",
    clientId: CLIENT_ID,
    imports: {
      uri: `/applications/${OBJECT_ID}/identifierUris/${Buffer.from(`api://${CLIENT_ID}`).toString("base64")}`,
      [`scope-${READ}`]: `/applications/${OBJECT_ID}/permissionScopes/${READ}`,
      [`app-role-${ROLE}`]: `/applications/${OBJECT_ID}/appRoles/${ROLE}`,
      [`owner-${SEED.guest.objectId}`]: `/applications/${OBJECT_ID}/owners/${SEED.guest.objectId}`,
      "service-principal": `/servicePrincipals/${PRINCIPAL_ID}`,
      [`assignment-${SEED.group.objectId}`]: `/servicePrincipals/${PRINCIPAL_ID}/appRoleAssignedTo/assignment-1`,
    },
  },
  "management-api:scopes": [{ value: "read", id: READ, userConsentDisplayName: "" }],
  "management-api:appRoles": [{ value: "Daemon", id: ROLE, description: "For daemons" }],
  "management-api:graphPermissions": [],
  "management-api:owners": [SEED.guest.objectId],
  "management-api:assignments": [SEED.group.objectId],
  "management-api:tokenVersion": 1,
  "management-api:groupMembershipClaims": "none",
  "management-api:protect": true,
};

for (const az of [PLAYED_AZ, THE_REAL_AZ]) {
  describeAdopt("adopt", az, ({ adopt, configOf, fileOf, write }) => {
    it("writes what describes the registration, and says what comes of it", async () => {
      write("old", "# ours\nconfig:\n  # where\n  azuread:environment: public # the usual\n");
      const { exitCode, stdout, stderr } = await adopt("--client-id", CLIENT_ID, "--stack", "old");
      assert.deepEqual([exitCode, stderr], [0, ""]);
      assert.deepEqual(configOf("old"), { "azuread:environment": "public", ...FULL });
      assert.ok(
        readFileSync(fileOf("old"), "utf8").startsWith(
          "# ours\nconfig:\n  # where\n  azuread:environment: public # the usual\n  management-api:registration:\n",
        ),
      );
      assert.equal(stdout, REPORT);
    });

    it("writes for a registration that stays others'", async () => {
      const { exitCode } = await adopt(
        ...["--client-id", CLIENT_ID, "--stack", "old", "--mode", "existing"],
      );
      assert.equal(exitCode, 0);
      assert.deepEqual(configOf("old"), {
        "management-api:registration": { mode: "existing", clientId: CLIENT_ID },
        "management-api:tokenVersion": 1,
      });
    });
  });
}

describeAdopt("adopt, in more cases", PLAYED_AZ, (world) => {
  const { adopt, configOf, fileOf, write } = world;

  it("says the same the second time", async () => {
    await adopt("--client-id", CLIENT_ID.toUpperCase(), "--stack", "old");
    const first = readFileSync(fileOf("old"), "utf8");
    const { exitCode, stdout } = await adopt("--client-id", CLIENT_ID, "--stack", "old");
    assert.deepEqual([exitCode, readFileSync(fileOf("old"), "utf8")], [0, first]);
    assert.match(stdout, /^"Pulumi\.old\.yaml" says so already: /m);
  });

  it("keeps what says the same in other words", async () => {
    write("old", 'config:\n  management-api:tokenVersion: "1" # as it was\n');
    assert.equal((await adopt("--client-id", CLIENT_ID, "--stack", "old")).exitCode, 0);
    assert.match(
      readFileSync(fileOf("old"), "utf8"),
      /^config:\n {2}management-api:tokenVersion: "1" # as it was\n/,
    );
  });

  it("prints the file without writing it, and everything as JSON", async () => {
    const dry = await adopt(
      "--client-id",
      CLIENT_ID,
      "--stack",
      "org/management-api/old",
      "--dry-run",
    );
    assert.equal(existsSync(fileOf("old")), false);
    assert.deepEqual((parse(dry.stdout) as { config: unknown }).config, FULL);
    assert.match(dry.stderr, /^Nothing was written; "Pulumi\.old\.yaml" would get: /m);
    const json = JSON.parse(
      (await adopt("--client-id", CLIENT_ID, "--stack", "old", "--json")).stdout,
    ) as Record<string, readonly { code: string }[]> & { imports: Record<string, string> };
    assert.deepEqual(Object.keys(json), [
      ...["config", "imports", "leftAlone", "changes", "warnings", "file", "state", "next"],
    ]);
    assert.deepEqual(
      ["leftAlone", "changes", "warnings"].map((list) => json[list]?.map(({ code }) => code)),
      [
        ["scope.disabled", "client.undescribed", "tags", "redirect-uris"],
        ["client.added", "token-version.written"],
        ["other-tool.notes"],
      ],
    );
  });

  it("counts on the Azure CLI where it is pre-authorized", async () => {
    const [application] = world.sandbox.state.applications.filter(
      ({ appId }) => appId === CLIENT_ID,
    );
    application?.api.preAuthorizedApplications.push({
      appId: CLI,
      delegatedPermissionIds: [READ],
    });
    await adopt("--client-id", CLIENT_ID, "--stack", "old", "--mode", "existing");
    assert.deepEqual(configOf("old")["management-api:clients"], [
      { client: "azureCli", elsewhere: true },
    ]);
  });

  it("overwrites what contradicts only where told to", async () => {
    const text = [
      "config:",
      "  management-api:tokenVersion: 2 # ours",
      "  management-api:displayName: Calls API",
      "  management-api:knownClients: [99999999-0000-4000-8000-0000000000c1]",
      "  management-api:producers: none",
      "",
    ].join("\n");
    write("old", text);
    const refused = await adopt("--client-id", CLIENT_ID, "--stack", "old");
    assert.deepEqual([refused.exitCode, readFileSync(fileOf("old"), "utf8")], [1, text]);
    assert.equal(
      refused.stderr,
      [
        'error: "Pulumi.old.yaml" says something else than the registration, so nothing was written: [stack-file.conflict]',
        '  "tokenVersion" is 2; the registration comes to 1',
        '  "knownClients[0]" is "99999999-0000-4000-8000-0000000000c1"; the registration has none',
        '  Take these keys out, or overwrite them with "--force".',
        "",
      ].join("\n"),
    );
    const forced = await adopt("--client-id", CLIENT_ID, "--stack", "old", "--force");
    assert.equal(forced.exitCode, 0);
    assert.deepEqual(configOf("old"), {
      ...FULL,
      "management-api:displayName": "Calls API",
      "management-api:producers": "none",
    });
  });

  it("warns of another stack of the project that names the registration, or has made parts of it", async () => {
    const own = { project: "management-api", stack: "maker" };
    const [application] = world.sandbox.state.applications.filter(
      ({ appId }) => appId === CLIENT_ID,
    );
    for (const role of application?.appRoles ?? []) {
      role.id = deriveId(own, "appRole", role.value ?? "");
    }
    write(
      "owner",
      `config:\n  management-api:registration: {mode: adopt, clientId: ${CLIENT_ID}}\n`,
    );
    write("maker", "config: {}\n");
    write("stranger", "config: {}\n");
    write(
      "user",
      `config:\n  management-api:registration: {mode: existing, clientId: ${CLIENT_ID}}\n`,
    );
    const { stdout } = await adopt("--client-id", CLIENT_ID, "--stack", "old", "--json");
    const { warnings } = JSON.parse(stdout) as { warnings: readonly Warning[] };
    assert.deepEqual(
      warnings.filter(({ code }) => code === "other-stack").map(({ text }) => text.split(".")[0]),
      ['The stack "maker" has made parts of it', 'The stack "owner" names it in its config'],
    );
  });

  it("refuses to finish a stack that has no file, with the likely one", async () => {
    const missing =
      'error: There is no "Pulumi.misspelt.yaml", so there is nothing to finish. [stack-file.missing]\n';
    const finish = () => adopt("--finish", "--stack", "misspelt");
    assert.deepEqual(await finish(), { exitCode: 1, stdout: "", stderr: missing });
    writeFileSync(fileOf("misspelled"), "");
    const stderr = `${missing}  For "--stack", write "misspelled".\n`;
    assert.deepEqual(await finish(), { exitCode: 1, stdout: "", stderr });
  });

  it("takes the import ids out once the stack has adopted the registration", async () => {
    await adopt("--client-id", CLIENT_ID, "--stack", "old");
    const text = readFileSync(fileOf("old"), "utf8");
    const early = await adopt("--finish", "--stack", "old");
    assert.deepEqual([early.exitCode, readFileSync(fileOf("old"), "utf8")], [1, text]);
    assert.match(early.stderr, /\[adopt\.unfinished\]\n/);
    world.pulumi = OUTPUTS("existing", CLIENT_ID);
    assert.equal((await adopt("--finish", "--stack", "old")).exitCode, 1);
    world.pulumi = OUTPUTS("adopt", CLIENT_ID);
    const parts = Object.keys(FULL["management-api:registration"].imports);
    world.parts = parts.slice(1);
    const half = await adopt("--finish", "--stack", "old");
    assert.deepEqual([half.exitCode, readFileSync(fileOf("old"), "utf8")], [1, text]);
    assert.match(
      half.stderr,
      /"old" has not adopted these parts yet: "uri"\. \[adopt\.unfinished\]/,
    );
    world.parts = undefined;
    const unseen = await adopt("--finish", "--stack", "old");
    assert.deepEqual([unseen.exitCode, readFileSync(fileOf("old"), "utf8")], [1, text]);
    assert.match(
      unseen.stderr,
      /state of the stack "old" cannot be read\. \[outputs\.unreadable\]/,
    );
    world.parts = parts;
    const finished = await adopt("--finish", "--stack", "old");
    assert.deepEqual(finished, {
      exitCode: 0,
      stdout:
        'Took the import ids out of "Pulumi.old.yaml". The next "pulumi up" changes nothing but what others have changed since:\n  pulumi up --stack old\n',
      stderr: "",
    });
    assert.deepEqual(configOf("old"), {
      ...FULL,
      "management-api:registration": { mode: "adopt", clientId: CLIENT_ID },
    });
    assert.equal(
      (await adopt("--finish", "--stack", "old")).stdout,
      'There is nothing to finish: "Pulumi.old.yaml" has no import ids.\n',
    );
  });
});

const REPORT = `The registration "Calls API" (client id ${CLIENT_ID}) of the tenant ${SEED.tenantId}.
Wrote "Pulumi.old.yaml": registration, scopes, appRoles, graphPermissions, owners, assignments, tokenVersion, groupMembershipClaims, protect, with 6 import ids.

Know first:
  There is a sign of Terraform in its notes. Two tools that manage one registration undo each other's work: take it out of the other one first, without deleting it.

Left alone, as it is:
  scope "off": it is switched off, and the provider would switch it on.
  client "vsCode": it is authorized for a scope that config does not describe, and the stack would take that away.
  tags: whoever manages that goes on to.
  redirect URIs: whoever manages that goes on to.

The next "pulumi up" changes in the directory:
  The Azure CLI is pre-authorized for all scopes of the config.
  The token version, which is empty and means 1, is written as 1: the provider has no word for "empty".

Next:
  pulumi stack select --create --stack old
  pulumi preview --stack old
  pulumi up --stack old
  npm run adopt -- --finish --stack old
  pulumi up --stack old
`;
