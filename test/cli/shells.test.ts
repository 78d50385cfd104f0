/**
 * Proves that printed commands mean the same in bash, cmd and PowerShell, by the three shells'
 * parsing rules written down here (bash also for real), and that bodies are Python that az reads.
 * Cannot prove what Windows itself does: none is at hand.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import * as v from "valibot";
import { applicationAnswer } from "../../cli/az/application";
import { CATALOGUE } from "../../cli/failures/catalogue";
import { SILENCE } from "../../cli/failures/message";
import { graphCommand } from "../../cli/doctor/graphCommands";
import { removeForeignScopes, restoreScopes } from "../../cli/doctor/scopeFixes";
import { type Json, pythonLiteral } from "../../cli/pythonLiteral";
import { formatCommand, isPortable } from "../../cli/shellCommand";
import { anyCharacter } from "../../sandbox/test/support/anyCharacter";
import { makeOutputs } from "./support/stack";

/** Words of a POSIX shell: blanks part them; in double quotes only $ ` \ " and ! are special. */
function bashWords(line: string): readonly string[] {
  const words = line.match(/(?:"(?:[^"\\$`!]|\\(?![$`"\\\n]))*"|[A-Za-z0-9_./:=+-])+/g) ?? [];
  assert.equal(words.join(" "), line, `bash gives a character a meaning in: ${line}`);
  return words.map((word) => word.replaceAll('"', ""));
}

/**
 * Arguments that a batch file's program gets: cmd.exe expands % even in quotes and acts on
 * operators outside them.
 */
function cmdWords(line: string): readonly string[] {
  assert.doesNotMatch(line, /[%!^\r\n]/, `cmd changes: ${line}`);
  assert.doesNotMatch(
    line.replace(/"[^"]*"/g, ""),
    /[&|<>()]/,
    `cmd acts on an operator in: ${line}`,
  );
  return crtWords(line);
}

/** The C runtime's rules: backslashes are special before a double quote only. */
function crtWords(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    if (slashes > 0 && line[at + slashes] === '"') {
      word = (word ?? "") + "\\".repeat(Math.floor(slashes / 2));
      at += slashes - 1;
      if (slashes % 2 === 1) {
        word += '"';
        at += 1;
      }
    } else if (line[at] === '"') {
      isQuoted = !isQuoted;
      word ??= "";
    } else if (line[at] === " " && !isQuoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? "") + (line[at] ?? "");
    }
  }
  assert.equal(isQuoted, false, `an open quote in: ${line}`);
  return word === undefined ? words : [...words, word];
}

/**
 * PowerShell: in double quotes $ and the backtick are special; bare words must not hold , @ ; ( ) {
 * } # or |.
 */
function powershellWords(line: string): readonly string[] {
  assert.doesNotMatch(line, /[$`\u201c-\u201f]/, `PowerShell expands: ${line}`);
  assert.doesNotMatch(
    line.replace(/"[^"]*"/g, ""),
    /[,@;(){}#|&<>']/,
    `PowerShell acts on: ${line}`,
  );
  return (line.match(/(?:"[^"]*"|[^ "])+/g) ?? []).map((word) => word.replaceAll('"', ""));
}

function assertPortable(line: string, words: readonly string[] = crtWords(line)): void {
  assert.deepEqual([bashWords(line), cmdWords(line), powershellWords(line)], [words, words, words]);
}

const outputs = makeOutputs();
const OTHER = "99999999-9999-4999-8999-999999999999";

describe("printed commands", () => {
  const commands = [
    outputs.tokenCommand,
    outputs.loginCommand,
    ...CATALOGUE.flatMap(({ remedy }) => [
      ...(remedy({ outputs, message: SILENCE }).commands ?? []),
      ...(remedy({ outputs, message: SILENCE, deployCommand: "pulumi up --stack dev" }).commands ??
        []),
    ]),
  ];
  for (const command of [...new Set(commands)]) {
    it(`mean the same in every shell: ${command}`, () => assertPortable(command));
  }

  it("mean the same in every shell, whatever texts the registration holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 30 }), (text) => {
        const registration = v.parse(applicationAnswer, {
          id: "22222222-2222-4222-8222-222222222222",
          appId: outputs.clientId,
          api: {
            oauth2PermissionScopes: [
              { id: OTHER, value: text, isEnabled: true, adminConsentDisplayName: text },
            ],
            preAuthorizedApplications: [{ appId: OTHER, delegatedPermissionIds: [OTHER] }],
          },
        });
        const restored = restoreScopes(registration, outputs);
        const removed = removeForeignScopes(registration, outputs);
        assert.equal(removed.length, 3);
        for (const command of [...restored, ...removed]) assertPortable(command);
      }),
    );
  });
});

describe("formatCommand", () => {
  const portable = fc
    .string({ unit: fc.constantFrom(...Array.from("abZ09 .,:;/(){}[]<>|&*?#~'@-_=+\\")) })
    .filter((text) => isPortable(text));

  it("is read back by every shell's rules", () => {
    fc.assert(
      fc.property(fc.array(portable, { minLength: 1, maxLength: 4 }), (parts) => {
        assertPortable(formatCommand(parts), parts);
      }),
    );
  });

  it("is read back by a real shell", function () {
    if (process.platform === "win32") this.skip();
    fc.assert(
      fc.property(fc.array(portable, { minLength: 1, maxLength: 3 }), (parts) => {
        const line = `printf '%s\\n' ${formatCommand(parts)}`;
        const { stdout } = spawnSync("sh", ["-c", line], { encoding: "utf8" });
        assert.equal(stdout, parts.map((part) => `${part}\n`).join(""));
      }),
      { numRuns: 30 },
    );
  });

  for (const text of [
    'a"b',
    "$HOME",
    "`id`",
    "%PATH%",
    "wow!",
    "a^b",
    "two\nlines",
    "end\\",
    "ü",
  ]) {
    it(`refuses what shells read differently: ${JSON.stringify(text)}`, () => {
      assert.equal(isPortable(text), false);
      assert.throws(() => formatCommand(["az", text]), /no form that all shells share/);
    });
  }
});

describe("pythonLiteral", () => {
  it("writes JSON data as az reads it", () => {
    assert.equal(
      pythonLiteral({ on: true, off: false, nothing: null, n: 2, list: ["a'b", '$x "q" 100%'] }),
      "{'on':True,'off':False,'nothing':None,'n':2,'list':['a\\x27b','\\x24x \\x22q\\x22 100\\x25']}",
    );
  });

  it("is read back by Python, whatever the text", function () {
    const python = ["python3", "python"].find(
      (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0,
    );
    if (python === undefined) this.skip();
    const awkward = "\n\t\u0001a\u007f\u00e9\u2028\ud83d\ude00'\"\\$`%!";
    const samples: Json[] = fc.sample(
      fc
        .string({ unit: "grapheme", maxLength: 20 })
        .map((text) => ({ [text]: [text, null, true, 1.5] })),
      50,
    );
    const values = [awkward, ...samples];
    const program =
      "import ast,json,sys; print(json.dumps([ast.literal_eval(l) for l in json.load(sys.stdin)]))";
    const { stdout } = spawnSync(python, ["-c", program], {
      input: JSON.stringify(values.map(pythonLiteral)),
      encoding: "utf8",
    });
    assert.deepEqual(JSON.parse(stdout), values);
  });

  it("makes a request that every shell reads alike", () => {
    assertPortable(graphCommand(outputs, "PATCH", "/applications/x", { a: "it's $5 & 100%!" }));
  });
});
