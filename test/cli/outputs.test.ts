/** Proves how outputs are read and what is said of wrong ones. Pulumi itself is scripted here. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CliError } from "../../cli/cliError";
import type { OutputsSource } from "../../cli/outputs/outputsSource";
import { stackCommands } from "../../cli/stackCommands";
import { readStack } from "../../cli/outputs/readStack";
import type { RunResult } from "../../cli/process/processRunner";
import { createMemoryIo } from "./support/memoryIo";
import { ended, scriptedRunner } from "./support/scriptedRunner";
import { makeOutputs } from "./support/stack";
import { IDS } from "./support/tokens";

const outputs = makeOutputs();

async function failure(
  work: Promise<unknown>,
): Promise<readonly [string, string, readonly string[]]> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof CliError, String(error));
    return [error.code, error.message, error.remedy];
  }
  assert.fail("it was accepted");
}

function readInput(input: string): ReturnType<typeof readStack> {
  const { run } = scriptedRunner({});
  return readStack(
    { source: { kind: "file", file: "-" }, timeoutMs: 1000 },
    { io: createMemoryIo({ input }), run },
  );
}

function readPulumi(
  source: Omit<Extract<OutputsSource, { kind: "pulumi" }>, "kind">,
  answer: RunResult,
): ReturnType<typeof readStack> {
  const where = [
    ...(source.stack === undefined ? [] : ["--stack", source.stack]),
    ...(source.cwd === undefined ? [] : ["--cwd", source.cwd]),
  ];
  const line = ["pulumi stack output --json --non-interactive", ...where].join(" ");
  const { run } = scriptedRunner({ [line]: answer });
  return readStack(
    { source: { kind: "pulumi", ...source }, timeoutMs: 1000 },
    { io: createMemoryIo(), run },
  );
}

describe("readStack", () => {
  it("reads a named stack from Pulumi, with the command that deploys it", async () => {
    assert.deepEqual(await readPulumi({ stack: "org/dev", cwd: "infra" }, ended(outputs)), {
      outputs,
      label: 'stack "org/dev"',
      createCommand: "pulumi stack select --create --stack org/dev --cwd infra",
      previewCommand: "pulumi preview --stack org/dev --cwd infra",
      deployCommand: "pulumi up --stack org/dev --cwd infra",
      finishCommand: "npm run adopt -- --finish --stack org/dev --cwd infra",
      options: "--stack org/dev --cwd infra",
      environment: {},
    });
  });

  it("reads the selected stack", async () => {
    const stack = await readPulumi({ stack: undefined, cwd: undefined }, ended(outputs));
    const { label, deployCommand, options } = stack;
    assert.deepEqual([label, deployCommand, options], ["selected stack", "pulumi up", undefined]);
  });

  it("knows the options that lead to a stack of the sandbox", () => {
    const optionsOf = (stateDir: string, stack: string) =>
      stackCommands({ kind: "sandbox", stateDir, stack }, "/project").options;
    assert.deepEqual(
      [optionsOf(".sandbox", "dev"), optionsOf("my state", "grp"), optionsOf("%TEMP%", "dev")],
      [
        "--stack dev --sandbox",
        `--stack grp --sandbox "${path.resolve("/project", "my state")}"`,
        undefined,
      ],
    );
  });

  it("reads standard input, and knows no command that deploys", async () => {
    assert.deepEqual(await readInput(`\uFEFF${JSON.stringify(outputs)}`), {
      outputs,
      label: "standard input",
      isHandedOver: true,
      environment: {},
    });
  });

  it("reads a file", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "outputs-"));
    try {
      writeFileSync(path.join(folder, "outputs.json"), JSON.stringify(outputs));
      const { run } = scriptedRunner({});
      const io = createMemoryIo({ cwd: folder });
      const stack = await readStack(
        { source: { kind: "file", file: "outputs.json" }, timeoutMs: 1 },
        { io, run },
      );
      assert.deepEqual([stack.outputs, stack.options], [outputs, "--outputs outputs.json"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("lets outputs through that it does not know", async () => {
    assert.deepEqual((await readInput(JSON.stringify({ ...outputs, more: 1 }))).outputs, outputs);
  });

  it("says that a file is missing", async () => {
    const { run } = scriptedRunner({});
    const io = createMemoryIo({ cwd: tmpdir() });
    const reading = readStack(
      { source: { kind: "file", file: "no-such.json" }, timeoutMs: 1 },
      { io, run },
    );
    assert.deepEqual((await failure(reading)).slice(0, 2), [
      "outputs.unreadable",
      'The file "no-such.json" cannot be read: there is no such file.',
    ]);
  });

  it("says that a text is empty", async () => {
    assert.deepEqual((await failure(readInput(" \n"))).slice(0, 2), [
      "outputs.broken",
      'The standard input is empty; expected the JSON of "pulumi stack output --json".',
    ]);
  });

  it("says that a text is not JSON, without repeating it", async () => {
    const [code, message] = await failure(readInput('{"clientId": "secret-value'));
    assert.equal(code, "outputs.broken");
    assert.match(message, /^The standard input is not JSON: /);
    assert.doesNotMatch(message, /secret-value/);
  });

  it("says that the outputs are another program's", async () => {
    assert.deepEqual(await failure(readInput('{"bucketName": "x", "url": "y"}')), [
      "outputs.foreign",
      'The standard input holds the outputs of another program: found "bucketName", "url", expected "tokenCommand", "clientId" and more.',
      ['Name the stack of this program with "--stack", or its outputs with "--outputs".'],
    ]);
  });

  for (const text of ["[]", "null", '"text"', "3"]) {
    it(`says that ${text} is not a stack's outputs`, async () => {
      assert.equal((await failure(readInput(text)))[0], "outputs.foreign");
    });
  }

  it("says that a stack was never deployed", async () => {
    const reading = readPulumi({ stack: "dev", cwd: undefined }, ended({}));
    assert.deepEqual(await failure(reading), [
      "outputs.incomplete",
      'The stack "dev" has no outputs: it was never deployed, or was destroyed.',
      ["Deploy it:", "pulumi up --stack dev"],
    ]);
  });

  it("lists everything that a half-destroyed stack lacks", async () => {
    const { objectIds, ...rest } = outputs;
    const half = {
      ...rest,
      objectIds: { registration: objectIds.registration },
      tokenCommand: "[unknown]",
      requiredPermissions: ["[unknown]"],
      clientId: null,
    };
    assert.deepEqual(await failure(readInput(JSON.stringify(half))), [
      "outputs.incomplete",
      [
        "The outputs of the standard input are not those of a finished stack (half made, half destroyed, or edited), 3 problems:",
        '  "clientId" is null: it must be a UUID',
        '  "objectIds.servicePrincipal" is missing: it is required',
        '  "requiredPermissions[0]" is "[unknown]": it must hold a value',
      ].join("\n"),
      ["Deploy the stack and write its outputs anew:", "pulumi stack output --json > outputs.json"],
    ]);
  });

  it("lists what follows from ids that are there, and is not", async () => {
    const { loginCommand, ...rest } = outputs;
    const edited = { ...rest, tokenCommand: "[unknown]", identifierUri: 5 };
    const [, message] = await failure(readInput(JSON.stringify(edited)));
    assert.deepEqual(message.split("\n").slice(1), [
      `  "tokenCommand" is "[unknown]": it must be "${outputs.tokenCommand}", as the ids and "declared" say`,
      `  "loginCommand" is missing: it must be "${loginCommand}", as the ids and "declared" say`,
      `  "identifierUri" is 5: it must be "${outputs.identifierUri}", as the ids and "declared" say`,
    ]);
  });

  it("says that outputs contradict each other", async () => {
    const other = "99999999-9999-4999-8999-999999999999";
    const [code, message] = await failure(
      readInput(JSON.stringify({ ...outputs, clientId: other })),
    );
    assert.equal(code, "outputs.incomplete");
    assert.match(
      message,
      new RegExp(`"tokenCommand" is "[^"]*${IDS.clientId}": it must be "[^"]*${other}"`),
    );
  });

  const pulumiCases: readonly (readonly [string, RunResult, string])[] = [
    [
      "is not installed",
      { kind: "missing", reason: "ENOENT" },
      'The outputs cannot be read: "pulumi" is not on the PATH.',
    ],
    [
      "hangs",
      { kind: "timeout", afterMs: 1000, stderr: "" },
      '"pulumi stack output" did not answer within 1 seconds and was stopped.',
    ],
    [
      "knows no such stack",
      ended("", "error: no stack named 'dev' found\n", 255),
      `Pulumi cannot read the outputs of the stack "dev": no stack named 'dev' found`,
    ],
  ];
  for (const [title, answer, message] of pulumiCases) {
    it(`says so when Pulumi ${title}`, async () => {
      const found = await failure(readPulumi({ stack: "dev", cwd: undefined }, answer));
      assert.deepEqual(found.slice(0, 2), ["outputs.unreadable", message]);
    });
  }
});
