/**
 * Proves what `serve` gives to terminals, by a POSIX shell that takes it over. Cannot prove that
 * PowerShell reads its script so.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  detectShell,
  enterLine,
  terminalScript,
  terminalScriptFile,
} from "../../commands/terminal";

describe("the shell that serve writes for", () => {
  const cases: readonly (readonly [
    string,
    NodeJS.Platform,
    Readonly<Record<string, string>>,
    string,
  ])[] = [
    ["Linux", "linux", { SHELL: "/bin/zsh" }, "bash"],
    ["PowerShell on Linux", "linux", { SHELL: "/bin/zsh", PSModulePath: "x" }, "powershell"],
    ["Windows", "win32", { PSModulePath: "x" }, "powershell"],
    ["Git Bash on Windows", "win32", { PSModulePath: "x", MSYSTEM: "MINGW64" }, "bash"],
  ];
  for (const [title, platform, environment, expected] of cases) {
    it(`is ${expected} on ${title}`, () => {
      assert.equal(detectShell(environment, platform), expected);
    });
  }
});

describe("the script for a terminal", () => {
  it("takes away the user's own login and sets the variables, whatever is in them", async function () {
    if (process.platform === "win32") return this.skip(); // There is no POSIX shell to try it in.
    const folder = await mkdtemp(path.join(tmpdir(), "management-api-test-it's "));
    try {
      const file = terminalScriptFile(folder, "bash");
      await mkdir(path.dirname(file));
      await writeFile(file, terminalScript("bash", { ARM_CLIENT_ID: "it's $HOME `x`", KEPT: "" }));
      const { stdout, stderr } = spawnSync(
        "sh",
        ["-c", `${enterLine(folder, "bash")}\nexec env -0`],
        {
          encoding: "utf8",
          env: {
            PATH: process.env["PATH"],
            ARM_CLIENT_ID: "mine",
            ARM_CLIENT_SECRET: "mine",
            azure_config_dir: "mine",
            HTTPS_PROXY: "mine",
            ALL_PROXY_OF_OURS: "stays",
            TEXT: "two\nARM_LINES=x",
          },
        },
      );
      assert.equal(stderr, "");
      const variables = stdout
        .split("\0")
        .filter((line) => !/^(PATH|PWD|OLDPWD|SHLVL|_|)(=|$)/.test(line));
      assert.deepEqual(variables.sort(), [
        "ALL_PROXY_OF_OURS=stays",
        "ARM_CLIENT_ID=it's $HOME `x`",
        "KEPT=",
        "TEXT=two\nARM_LINES=x",
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("says the same in PowerShell's words", () => {
    const [first, ...rest] = terminalScript("powershell", { A: "it's $x" }).split("\n");
    assert.match(
      first ?? "",
      /^Get-ChildItem Env: \| Where-Object Name -Match '\^\(ARM_\|.*\)' \| Remove-Item$/,
    );
    assert.deepEqual(rest, ["$env:A = 'it''s $x'", ""]);
    assert.equal(
      enterLine("a'b", "powershell"),
      `. '${path.join("a''b", "serve", "variables.ps1")}'`,
    );
  });
});
