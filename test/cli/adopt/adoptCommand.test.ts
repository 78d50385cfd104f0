/**
 * Proves the command "adopt": what it reads through az, writes, says and refuses, and that a refusal
 * leaves the file as it was, to the byte. With az played, and with the real one where it is.
 */
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { run } from "../../../cli/main";
import type { ProcessRunner } from "../../../cli/process/processRunner";
import { SEED } from "../../../sandbox/directory";
import { createAzPlayer } from "../azPlayer/azPlayer";
import { type AzSandbox, azIsMissing, REAL_AZ, startAzSandbox } from "../support/azSandbox";
import { createMemoryIo } from "../support/memoryIo";
import { register } from "../../support/registrations";
import { byHand, CLI, CLIENT_ID, OBJECT_ID, PRINCIPAL_ID, READ, ROLE } from "./byHand";

const NO_STACK = { exitCode: 255, stdout: "", stderr: "error: no stack named 'old' found\n" };

const missing = azIsMissing();
const AZS = [
  { title: "played", isMissing: undefined, make: createAzPlayer },
  { title: "the real one", isMissing: missing, make: () => REAL_AZ },
] as const;

for (const { title, isMissing, make } of AZS) {
  describe(`adopt, with az ${title}${isMissing === undefined ? "" : ` (skipped: ${isMissing})`}`, function () {
    this.timeout(120_000);
    let sandbox: AzSandbox;
    let az: ReturnType<typeof make>;
    let folder: string;
    let pulumi: { exitCode: number; stdout: string; stderr: string };

    before(async function () {
      if (isMissing !== undefined) return this.skip();
      az = make();
      sandbox = await startAzSandbox(az);
    });
    after(() => (isMissing === undefined ? sandbox.close() : undefined));
    beforeEach(() => {
      sandbox.restore();
      register(sandbox.state, byHand());
      folder = mkdtempSync(path.join(tmpdir(), "adopt-test-"));
      writeFileSync(path.join(folder, "Pulumi.yaml"), "name: management-api\nruntime: nodejs\n");
      pulumi = NO_STACK;
    });
    afterEach(() => {
      chmodSync(folder, 0o755);
      rmSync(folder, { recursive: true, force: true });
    });

    const fileOf = (stack: string): string => path.join(folder, `Pulumi.${stack}.yaml`);
    const write = (stack: string, text: string): void => writeFileSync(fileOf(stack), text);
    const configOf = (stack: string): Record<string, unknown> =>
      (parse(readFileSync(fileOf(stack), "utf8")) as { config: Record<string, unknown> }).config;

    async function adopt(...args: readonly string[]) {
      const io = createMemoryIo({ environment: sandbox.environment, cwd: folder });
      const runner: ProcessRunner = (program, given, options) =>
        program === "pulumi"
          ? Promise.resolve({ kind: "ended", ...pulumi })
          : az.run(program, given, options);
      const exitCode = await run(["adopt", ...args], { io, run: runner });
      return { exitCode, stdout: io.stdout(), stderr: io.stderr() };
    }

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

    it("leaves the Azure CLI out of it where it is pre-authorized", async () => {
      const [application] = sandbox.state.applications.filter(({ appId }) => appId === CLIENT_ID);
      application?.api.preAuthorizedApplications.push({
        appId: CLI,
        delegatedPermissionIds: [READ],
      });
      await adopt("--client-id", CLIENT_ID, "--stack", "old", "--mode", "existing");
      assert.deepEqual(configOf("old")["management-api:clients"], []);
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
          '  "knownClients" is ["99999999-0000-4000-8000-0000000000c1"]; the registration comes to the default',
          '  Take these keys out, name another stack, or overwrite them with "--force".',
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

    const OUTPUTS = (registration: string, clientId: string) => ({
      exitCode: 0,
      stdout: JSON.stringify({ tokenCommand: "az", clientId, declared: { registration } }),
      stderr: "",
    });

    it("takes the import ids out once the stack has adopted the registration", async () => {
      await adopt("--client-id", CLIENT_ID, "--stack", "old");
      const text = readFileSync(fileOf("old"), "utf8");
      const early = await adopt("--finish", "--stack", "old");
      assert.deepEqual([early.exitCode, readFileSync(fileOf("old"), "utf8")], [1, text]);
      assert.match(early.stderr, /\[adopt\.unfinished\]\n/);
      pulumi = OUTPUTS("existing", CLIENT_ID);
      assert.equal((await adopt("--finish", "--stack", "old")).exitCode, 1);
      pulumi = OUTPUTS("adopt", CLIENT_ID);
      const finished = await adopt("--finish", "--stack", "old");
      assert.deepEqual(finished, {
        exitCode: 0,
        stdout:
          'Took the import ids out of "Pulumi.old.yaml". The next "pulumi up" changes nothing in the directory:\n  pulumi up --stack old\n',
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
          sandbox.environment["AZURE_CONFIG_DIR"] = path.join(folder, "nobody");
          mkdirSync(path.join(folder, "nobody"));
        },
        ["--client-id", CLIENT_ID, "--stack", "old"],
        1,
        /\[token\.refused\.not-signed-in\]/,
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
        "a file of another shape",
        () => write("old", "config: none\n"),
        ["--client-id", CLIENT_ID, "--stack", "old"],
        1,
        /"config" in it must hold keys and values\. \[stack-file\.broken\]/,
      ],
      [
        "a folder without a project",
        () => rmSync(path.join(folder, "Pulumi.yaml")),
        ["--client-id", CLIENT_ID, "--stack", "old"],
        1,
        /\[stack-file\.missing\]/,
      ],
      [
        "a stack that made its registration",
        () => (pulumi = OUTPUTS("create", CLIENT_ID)),
        ["--client-id", CLIENT_ID, "--stack", "old"],
        1,
        /made the registration .* itself, and would delete it\. \[adopt\.other-registration\]/,
      ],
      [
        "a stack of another program",
        () => (pulumi = { exitCode: 0, stdout: '{"url":"x"}', stderr: "" }),
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
      chmodSync(folder, 0o555);
      const { exitCode, stderr } = await adopt("--client-id", CLIENT_ID, "--stack", "old");
      assert.equal(exitCode, 1);
      assert.match(
        stderr,
        /cannot be written: you may not write there\. \[stack-file\.unwritable\]/,
      );
    });
  });
}

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
