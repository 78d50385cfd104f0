/** Proves how wrong usage and bugs end: exit codes, streams, no stack traces but for bugs. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { run } from "../../cli/main";
import { createMemoryIo } from "./support/memoryIo";
import { cli, READ_STACK } from "./support/scriptedCli";

describe("usage", () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["an unknown command", ["tokn"], /unknown command 'tokn'/],
    ["an unknown option", ["token", "--nope"], /unknown option '--nope'/],
    [
      "an unknown form",
      ["token", "--format", "xml"],
      /Allowed choices are raw, header, json, dotenv, powershell/,
    ],
    [
      "two sources",
      ["token", "--outputs", "x", "--sandbox"],
      /"--outputs" and "--sandbox" exclude each other/,
    ],
    [
      "a stack beside outputs",
      ["token", "--outputs", "x", "--stack", "dev"],
      /leave "--stack" and "--cwd" out/,
    ],
    ["a sandbox of no name", ["doctor", "--sandbox="], /^error: "--sandbox" is empty: give it/],
    [
      "whatever else a variable leaves empty",
      ["token", "--stack", "", "--cwd", "", "--outputs="],
      /^error: "--stack" is empty: .*\nerror: "--cwd" is empty: .*\nerror: "--outputs" is empty: /,
    ],
    [
      "a broken time limit",
      ["token", "--timeout", "soon"],
      /"--timeout" is "soon": it must be seconds/,
    ],
    [
      "a token in a form that is one",
      ["token", "--include-token"],
      /"--include-token" goes with "--format json"/,
    ],
    [
      "an address beside an error to explain",
      ["doctor", "--error", "HTTP 401", "--url", "https://example.com/"],
      /^error: "--error" makes no check: leave "--url" and "--only" out\n/,
    ],
    [
      "checks beside an error to explain",
      ["doctor", "--error", "HTTP 401", "--only", "tools"],
      /^error: "--error" makes no check/,
    ],
    [
      "an unknown check",
      ["doctor", "--only", "tokens"],
      /"--only" names "tokens": .*write "token"/,
    ],
    [
      "half an address",
      ["doctor", "--url", "example.com"],
      /"--url" is "example\.com": it must be a whole address/,
    ],
    [
      "a token in the clear",
      ["doctor", "--url", "http://example.com/"],
      /a token goes over "https:" only/,
    ],
  ];
  for (const [title, args, stderr] of cases) {
    it(`refuses ${title}`, async () => {
      const result = await cli(args);
      assert.deepEqual([result.exitCode, result.stdout], [2, ""]);
      assert.match(result.stderr, stderr);
      assert.doesNotMatch(result.stderr, /\n\s+at /);
    });
  }

  it("gives programs the code of what failed, as JSON on standard output", async () => {
    const nowhere = { [READ_STACK]: { kind: "missing", reason: "ENOENT" } as const };
    const plain = await cli(["adopt", "--finish", "--stack", "x", "--cwd", "no-such-folder"]);
    assert.deepEqual([plain.exitCode, plain.stdout], [1, ""]);
    for (const [args, code, message] of [
      [["check"], "check.no-input", "No token came on standard input."],
      [
        ["release"],
        "outputs.unreadable",
        'The outputs cannot be read: "pulumi" is not on the PATH.',
      ],
    ] as const) {
      const { exitCode, stdout, stderr } = await cli([...args, "--json"], nowhere);
      const { error } = JSON.parse(stdout) as { readonly error: Record<string, unknown> };
      assert.deepEqual([exitCode, error["code"], error["message"]], [1, code, message]);
      assert.ok(Array.isArray(error["remedy"]));
      assert.ok(stderr.startsWith(`error: ${message} [${code}]\n`), stderr);
    }
  });

  it("prints help to standard output", async () => {
    const result = await cli(["--help"]);
    assert.deepEqual([result.exitCode, result.stderr], [0, ""]);
    assert.match(result.stdout, /token .*\n[^]*check .*\n[^]*doctor /);
  });

  it("calls a bug a bug", async () => {
    const io = createMemoryIo();
    const broken = (): never => {
      throw new TypeError("oops");
    };
    assert.equal(await run(["token"], { io, run: broken }), 70);
    assert.match(
      io.stderr(),
      /^error: this is a bug of the command line, .*\nTypeError: oops\n\s+at /,
    );
  });

  it("calls a package that is not installed by its name", async () => {
    const io = createMemoryIo();
    const load = (name: string) => (): never => createRequire(__filename)(name) as never;
    assert.equal(await run(["token"], { io, run: load("@no/such-package/part") }), 1);
    assert.equal(
      io.stderr(),
      'error: The package "@no/such-package" is not installed, and this command needs it. [package.missing]\n  Install all that is declared again:\n  npm ci\n',
    );
    assert.equal(await run(["token"], { io, run: load("./noSuchFile") }), 70);
  });

  it("names what to install where the sandbox's package is missing", async () => {
    const io = createMemoryIo();
    const missing = Object.assign(
      new Error("Cannot find module 'management-api-sandbox/stacks'\nRequire stack:"),
      { code: "MODULE_NOT_FOUND" },
    );
    const load = (): never => {
      throw missing;
    };
    assert.equal(await run(["token"], { io, run: load }), 1);
    assert.equal(
      io.stderr(),
      [
        'error: "--sandbox" needs the package "management-api-sandbox". [package.missing]',
        '  Install it, in a clone with "npm ci", elsewhere from its file beside this one:',
        "  npm install management-api-sandbox-<version>.tgz",
        "",
      ].join("\n"),
    );
  });
});
