/**
 * Proves that for each fault "doctor" names that cause and nothing else, in the words of
 * fixtures/findings.json, "token" ends with the right code and prints nothing, and the printed
 * commands, run as printed, heal: all faults with az played over the emulated directory, one of
 * each kind with the real az. Cannot prove that Entra ID refuses in the same words, nor anything on
 * Windows.
 */
import assert from "node:assert/strict";
import { createAzPlayer } from "./azPlayer/azPlayer";
import { CALLER_FAULTS } from "./callerFaults";
import { DRIFT_FAULTS } from "./driftFaults";
import { type Fault, WITH_GROUP } from "./fault";
import { REGISTRATION_FAULTS } from "./registrationFaults";
import {
  type AzSandbox,
  azIsMissing,
  REAL_AZ,
  startAzSandbox,
  type TestAz,
} from "./support/azSandbox";
import { WordsFile } from "./support/wordsFile";

interface Report {
  readonly healthy: boolean;
  readonly findings: readonly {
    readonly code: string;
    readonly fix: { readonly commands?: readonly string[] };
  }[];
  readonly checks: readonly {
    readonly id: string;
    readonly result: string;
    readonly detail?: string;
    readonly why?: string;
  }[];
}

const FAULTS = [...REGISTRATION_FAULTS, ...DRIFT_FAULTS, ...CALLER_FAULTS];

/** What az prints when it breaks off: no evidence of anything. */
const TRACEBACK = /Traceback|site-packages|unexpected error/;

describe("token and doctor", () => {
  const words = new WordsFile("findings.json");
  proveFaults(createAzPlayer, FAULTS, words);
  it("have told everything that the file of words holds", () => words.assertComplete());
});

const missing = azIsMissing();
const reason = missing === undefined ? "" : ` (skipped: ${missing})`;
(missing === undefined ? describe : describe.skip)(
  `token and doctor with the real az${reason}`,
  () => {
    const kinds = FAULTS.filter(({ kind }) => kind !== undefined);
    proveFaults(() => REAL_AZ, kinds, undefined);
  },
);

function proveFaults(
  createAz: () => TestAz,
  faults: readonly Fault[],
  words: WordsFile | undefined,
): void {
  let sandbox: AzSandbox;

  before(async () => {
    sandbox = await startAzSandbox(createAz());
  });
  after(() => sandbox.close());

  async function doctor(...args: readonly string[]): Promise<Report> {
    const { stdout, stderr } = await sandbox.cli(["doctor", "--json", ...args]);
    assert.equal(stderr, "");
    assert.doesNotMatch(stdout, TRACEBACK);
    const report = JSON.parse(stdout) as Report;
    assert.deepEqual(
      report.checks.filter(({ result }) => result === "crashed"),
      [],
    );
    return report;
  }

  /**
   * Of a fault, the checks that were left out, but for those that build on what was found; of a
   * healthy stack, what all of them saw.
   */
  function assertWords(title: string, token: string, { findings, checks }: Report): void {
    const others = findings.length === 0 ? [] : ["passed", "found", "blocked"];
    const lines = checks
      .filter(({ result }) => !others.includes(result))
      .map(({ id, result, detail, why }) => `${id} ${result}: ${detail ?? why ?? ""}`);
    words?.assertSame(title, { token: token.trim().split("\n"), findings, checks: lines });
  }

  for (const [name, config] of [
    ["without a group", {}],
    ["with a group", WITH_GROUP],
  ] as const) {
    const title = `a healthy stack ${name}`;
    it(`finds nothing in ${title}`, async () => {
      sandbox.restore(config);
      const report = await doctor();
      const { healthy, findings, checks } = report;
      assert.deepEqual({ healthy, findings }, { healthy: true, findings: [] });
      assert.deepEqual(
        checks.filter(({ result }) => result !== "passed").map(({ id }) => id),
        ["api"],
      );
      const token = await sandbox.cli(["token"]);
      assert.equal(token.exitCode, 0, token.stderr);
      assert.match(token.stdout, /^ey[\w-]+\.[\w-]+\.[\w-]+\n$/);
      assertWords(title, token.stderr, report);
    });
  }

  for (const fault of faults) {
    it(`names the cause when ${fault.title}`, async () => {
      sandbox.restore(fault.config);
      await fault.breakIt(sandbox);

      const token = await sandbox.cli(["token"]);
      if (fault.token === "good") {
        assert.equal(token.exitCode, 0, token.stderr);
      } else {
        assert.match(token.stderr, new RegExp(`\\[${fault.token.replaceAll(".", "\\.")}\\]`));
        assert.deepEqual([token.exitCode, token.stdout], [1, ""]);
      }
      assert.doesNotMatch(token.stderr, TRACEBACK);

      const report = await doctor();
      const codes = report.findings.map(({ code }) => code);
      assert.deepEqual(codes, fault.findings);
      const [first] = report.findings;
      assert.equal((first?.fix.commands ?? []).length > 0 ? "commands" : "advice", fault.fix);
      for (const command of report.findings.flatMap(({ fix }) => fix.commands ?? [])) {
        const ended = await sandbox.shell(command);
        assert.equal(ended.exitCode, 0, `${command}\n${ended.stderr}`);
      }
      if (fault.fix === "commands") {
        const ids = codes.map((code) => code.replace("doctor.", "")).join();
        assert.deepEqual((await doctor("--only", ids)).findings, []);
        const healed = await sandbox.cli(["token"]);
        assert.equal(healed.exitCode, 0, healed.stderr);
      }
      assertWords(fault.title, token.stderr, report);
    });
  }
}
