/**
 * Proves that the lines in the sandbox's README start a directory, as somebody does who has the
 * package and nothing else of this project.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sandboxFetch } from "../../http";

const REPOSITORY = path.resolve(__dirname, "..", "..", "..");

describe("the sandbox's README", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "sandbox-readme-"));
    symlinkSync(
      path.join(REPOSITORY, "node_modules"),
      path.join(folder, "node_modules"),
      "junction",
    );
  });
  after(() => rmSync(folder, { recursive: true }));

  it("starts a directory in ten lines", async () => {
    const text = readFileSync(path.join(REPOSITORY, "sandbox", "README.md"), "utf8");
    const [, code = ""] = /```js\n([^]*?)```/.exec(text) ?? [];
    assert.ok(code.trim().split("\n").length <= 10, code);
    const child = spawn(process.execPath, ["--eval", code], { cwd: folder, stdio: "pipe" });
    try {
      let printed = "";
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => (printed += chunk));
      const [said] = (await once(child.stderr, "data")) as [Buffer];
      assert.match(
        said.toString(),
        /^The user is dana@sandbox\.example\. Ctrl-C stops the directory\.\n$/,
      );
      const variables = Object.fromEntries(
        [...printed.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = "", value = ""]) => [
          name,
          value,
        ]),
      );
      assert.equal(variables["AZURE_CONFIG_DIR"], path.join(folder, "azure"));
      const http = sandboxFetch(variables);
      const url =
        "https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration";
      assert.equal((await http.fetch(url)).status, 200);
      await http.close();
    } finally {
      child.kill();
      await once(child, "close");
    }
  });
});
