/**
 * Proves `serve` beside the other commands, as processes: they find its directory, nothing of it is
 * left when it ends or is killed, and what it prints. With the real az, test/cli/realAz.test.ts.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sandboxFetch } from "../../http";
import { startSandbox } from "../../sandbox";
import { SandboxError } from "../../sandboxError";
import { endSandboxCommands, sandboxCommand, startSandboxCommand } from "../support/sandboxCommand";

const CLI = path.resolve(__dirname, "..", "..", "..", "cli", "bin.js");

/** What a terminal or a program is given to use the sandbox. */
const VARIABLES = [
  "ARM_CLIENT_ID",
  "ARM_CLIENT_SECRET",
  "ARM_ENVIRONMENT",
  "ARM_TENANT_ID",
  "ARM_USE_CLI",
  "AZURE_CONFIG_DIR",
  "AZURE_CORE_COLLECT_TELEMETRY",
  "AZURE_CORE_ENCRYPT_TOKEN_CACHE",
  "AZURE_CORE_LOGIN_EXPERIENCE_V2",
  "AZURE_CORE_NO_COLOR",
  "AZURE_CORE_SURVEY_MESSAGE",
  "AZURE_CORE_USE_MSAL_HTTP_CACHE",
  "HTTPS_PROXY",
  "NODE_EXTRA_CA_CERTS",
  "NO_PROXY",
  "PULUMI_BACKEND_URL",
  "PULUMI_CONFIG_PASSPHRASE",
  "PULUMI_SKIP_UPDATE_CHECK",
  "PYTHONDONTWRITEBYTECODE",
  "REQUESTS_CA_BUNDLE",
  "SSL_CERT_FILE",
  "https_proxy",
  "no_proxy",
];

/** The files of a folder with their permissions; "600" on Windows, which has others. */
async function modes(folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => {
      const { mode } = await stat(path.join(folder, name));
      return [name, process.platform === "win32" ? "600" : (mode & 0o777).toString(8)] as const;
    }),
  );
}

/**
 * The names of the registrations in the directory that a `serve` keeps running, asked of that
 * directory itself.
 */
async function registrations(serve: string): Promise<readonly string[]> {
  const { variables } = JSON.parse(await readFile(path.join(serve, "notice.json"), "utf8")) as {
    variables: Record<string, string>;
  };
  const client = sandboxFetch(variables);
  try {
    const signedIn = await client.fetch(
      `https://login.microsoftonline.com/${variables["ARM_TENANT_ID"] ?? ""}/oauth2/v2.0/token`,
      {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: variables["ARM_CLIENT_ID"] ?? "",
          client_secret: variables["ARM_CLIENT_SECRET"] ?? "",
          scope: "https://graph.microsoft.com/.default",
        }),
      },
    );
    const { access_token: token } = (await signedIn.json()) as { access_token: string };
    const found = await client.fetch("https://graph.microsoft.com/v1.0/applications", {
      headers: { authorization: `Bearer ${token}` },
    });
    const { value } = (await found.json()) as { value: readonly { displayName: string }[] };
    return value.map(({ displayName }) => displayName).filter((name) => name.startsWith("BDK"));
  } finally {
    await client.close();
  }
}

/** What lies in a state folder, but for az's own folder, which is there where there is an az. */
async function partsOf(stateDir: string): Promise<readonly string[]> {
  return (await readdir(stateDir)).filter((name) => name !== "azure").sort();
}

describe("serve", function () {
  this.timeout(300_000);
  let folder: string;
  let state: string[];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "management-api-test-"));
    state = ["--state", path.join(folder, "state"), "--engine", "embedded"];
  });
  afterEach(async () => {
    endSandboxCommands();
    await rm(folder, { recursive: true, force: true });
  });

  it("keeps the directory running for the other commands, and ends by Ctrl-C", async () => {
    const stateDir = path.join(folder, "state");
    const serving = startSandboxCommand(["serve", "--state", stateDir, "--shell", "bash"]);
    await serving.saw("Ctrl-C");
    const serve = path.join(stateDir, "serve");
    assert.deepEqual(await modes(serve), [
      ["notice.json", "600"],
      ["variables.ps1", "600"],
      ["variables.sh", "600"],
    ]);
    assert.deepEqual(await registrations(serve), []);

    const up = await sandboxCommand(["up", ...state]);
    assert.equal(up.code, 0, up.stderr + up.stdout);
    assert.deepEqual(await registrations(serve), ["BDK Management API (dev)"]);
    const command = await sandboxCommand(["output", "tokenCommand", ...state]);
    assert.match(command.stdout, /^az account get-access-token --resource [0-9a-f-]{36}\n$/);
    const guide = spawnSync(process.execPath, [CLI, "guide", "--markdown", "--sandbox", stateDir], {
      encoding: "utf8",
    });
    assert.ok(guide.stdout.includes(command.stdout), guide.stderr);
    assert.match(guide.stdout, /This guide was made from the sandbox, /);
    const where = `This is the sandbox in "${stateDir}". To run printed commands in it: . '${serve}/variables.sh'\n`;
    assert.ok(guide.stderr.endsWith(where), guide.stderr);
    await assert.rejects(
      startSandbox(stateDir, { purpose: "serve", onWait: () => undefined }),
      new SandboxError(
        `The sandbox "${stateDir}" is kept running by process ${serving.child.pid ?? 0} ("serve") already. Stop that with Ctrl-C, or name another folder with "--state".`,
      ),
    );
    const destroy = await sandboxCommand(["destroy", ...state]);
    assert.equal(destroy.code, 0, destroy.stderr + destroy.stdout);
    assert.deepEqual(await registrations(serve), []);

    serving.child.kill("SIGINT");
    assert.deepEqual(await serving.ended, {
      code: 130,
      stdout: [
        `. '${serve}/variables.sh'`,
        "",
        "# The line above, run in another terminal, keeps az and pulumi there off real Azure. Only then:",
        "#   az login --use-device-code --allow-no-subscriptions",
        '#   pulumi stack select --create dev    (adds an "encryptionsalt" to Pulumi.dev.yaml)',
        "#   pulumi up",
        '# "npm run sandbox -- up" and the tools\' "--sandbox" find this directory without it, in any terminal.',
        "# Ctrl-C stops the directory; what was registered stays in the folder.",
        "",
      ].join("\n"),
      stderr: "",
    });
    assert.deepEqual(await partsOf(stateDir), [
      "directory",
      "lock",
      "pulumi",
      "serve.lock",
      "stacks",
    ]);
  });

  it("prints the variables for programs, and leaves a folder that opens after it was killed", async () => {
    const serving = startSandboxCommand(["serve", ...state.slice(0, 2), "--shell", "json"]);
    await serving.saw("}\n");
    serving.child.kill("SIGKILL");
    const { stdout } = await serving.ended;
    const variables = JSON.parse(stdout) as Record<string, string>;
    assert.deepEqual(Object.keys(variables).sort(), VARIABLES);
    assert.match(variables["HTTPS_PROXY"] ?? "", /^http:\/\/sandbox:[\w-]{43}@127\.0\.0\.1:\d+$/);
    const preview = await sandboxCommand(["preview", ...state]);
    assert.deepEqual([preview.code, preview.stderr], [0, ""]);
    assert.deepEqual(await partsOf(path.join(folder, "state")), [
      "directory",
      "lock",
      "pulumi",
      "serve.lock",
      "stacks",
    ]);
  });
});
