/**
 * Proves that every command of the catalogue is one: those of the real az are run as printed
 * against the emulated directory, those of npm name scripts and checks that exist, those of other
 * tools have their documented form. No Windows, PowerShell or azd is at hand.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { CHECKS } from "../../../cli/doctor/checks";
import { CATALOGUE } from "../../../cli/failures/catalogue";
import type { ExplainedStack } from "../../../cli/failures/failure";
import { complete, isRefusalKind, KIND_RULES } from "../../../cli/failures/kinds";
import { SILENCE } from "../../../cli/failures/message";
import { azIsMissing, type AzSandbox, REAL_AZ, startAzSandbox } from "../support/azSandbox";
import { makeOutputs } from "../support/stack";

/** Every command that the catalogue prints: on a line of its own, or in quotes inside a text. */
function commandsOf(stack: ExplainedStack): readonly string[] {
  const found = { ...stack, message: SILENCE };
  const ofKinds = Object.keys(KIND_RULES)
    .filter(isRefusalKind)
    .map((kind) => complete({ code: "AADSTS1", kind, title: "" }));
  const said = [...CATALOGUE, ...ofKinds].flatMap((entry) => {
    const { text, commands = [], otherwise = "" } = entry.remedy(found);
    const told = entry.cause(found).flatMap(({ tell }) => tell ?? []);
    const quoted = [...`${text} ${otherwise}`.matchAll(/"((?:az|npm|pulumi|azd) [^"]+)"/g)];
    return [...commands, ...told, ...quoted.map(([, command = ""]) => command)];
  });
  return [...new Set(said)].sort();
}

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
/** Commands of tools that are not at hand, in their documented forms. */
const FORMS: readonly RegExp[] = [
  new RegExp(`^Connect-AzAccount -TenantId ${UUID} -AuthScope ${UUID}$`),
  new RegExp(`^Get-AzAccessToken -ResourceUrl ${UUID}$`),
  new RegExp(`^azd auth login --tenant-id ${UUID} --scope ${UUID}/\\.default$`),
  /^azd auth logout$/,
  new RegExp(`^azd auth token --scope ${UUID}/\\.default --tenant-id ${UUID}$`),
  /^azd config set auth\.useAzCliAuth true$/,
  /^pulumi (?:up|cancel|login|plugin install|preview --diff|stack (?:ls|select|init)|whoami --verbose)$/,
  /^npm ci$/,
];

describe("commands of the catalogue", () => {
  const commands = commandsOf({ outputs: makeOutputs() });
  const { scripts } = JSON.parse(
    readFileSync(path.resolve(__dirname, "../../../package.json"), "utf8"),
  ) as { scripts: Readonly<Record<string, string>> };

  for (const command of commands.filter((each) => !each.startsWith("az "))) {
    it(`have a form that is known: ${command}`, () => {
      const parts = command.split(" | ").filter((part) => !part.startsWith("az "));
      for (const part of parts) {
        const npm = /^npm run (?:--silent )?(\w+)(?: -- --only ([\w-]+))?$/.exec(part);
        if (npm === null) {
          assert.ok(FORMS.some((form) => form.test(part)));
        } else {
          assert.ok((npm[1] ?? "") in scripts);
          assert.ok(npm[2] === undefined || CHECKS.some(({ id }) => id === npm[2]));
        }
      }
    });
  }
});

const missing = azIsMissing();
const reason = missing === undefined ? "" : ` (skipped: ${missing})`;
(missing === undefined ? describe : describe.skip)(`commands of the real az${reason}`, () => {
  let sandbox: AzSandbox;
  before(async () => {
    sandbox = await startAzSandbox(REAL_AZ);
  });
  after(() => sandbox.close());

  it("run as printed", async () => {
    const outputs = sandbox.restore();
    // What ends the sign-in goes first, and each is followed by a new one.
    const commands = commandsOf({ outputs }).filter((command) => /^az [^|]+$/.test(command));
    const isEnd = (command: string): boolean => /^az (logout|account clear)/.test(command);
    const steps = [
      ...commands.filter(isEnd).flatMap((command) => [command, outputs.loginCommand]),
      // The client of az itself is in no directory of the sandbox.
      ...commands.filter((command) => !isEnd(command) && !command.includes("04b07795")),
    ];
    assert.ok(steps.length > 10);
    for (const command of steps) {
      const { exitCode, stderr } = await sandbox.shell(command);
      assert.equal(exitCode, 0, `${command}\n${stderr}`);
    }
  }).timeout(180_000);
});
