/**
 * What the fuzzers share: hostile texts and values, changes of good data, the whole command line in
 * this process, and what must hold whatever comes in. FUZZ_RUNS sets the number of cases; a failure
 * prints seed and path, which FC_SEED and FC_PATH play again.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { run } from "../../cli/main";
import type { ProcessRunner } from "../../cli/process/processRunner";
import { anyCharacter } from "../../sandbox/test/support/anyCharacter";
import { createMemoryIo } from "../cli/support/memoryIo";
import { NOW } from "../cli/support/tokens";

/** Cases of each fuzzer: a few hundred in "npm test", ten thousand in "npm run test:long". */
export const RUNS = Number(process.env["FUZZ_RUNS"] ?? 300);

/** Random, and so found by nothing but its randomness. */
const SECRET_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
export const secret = fc
  .array(fc.constantFrom(...(SECRET_LETTERS.match(/./g) ?? [])), { minLength: 90, maxLength: 200 })
  .map((letters) => `0.A${letters.join("")}`);

/** Pieces that break lines, hide, turn text around, look like markup or like commands. */
const NASTY = [
  "\u001b[2J\u001b[1;1H",
  "\u001b]0;title\u0007",
  "\u009b31m",
  "\r\nFORGED",
  "\nFORGED: the API accepts this token",
  "\u202e\u2066",
  "\u200b\u200c\u200d\u2060\ufeff",
  "\u2028\u2029\u0085",
  "\ud800",
  "\udfff\udbff",
  "\u{e0041}",
  "\u3164\u115f",
  "\0",
  "\t",
  "@/etc/passwd",
  "x=@/etc/passwd",
  "$(touch pwned)",
  "`touch pwned`",
  "'; touch pwned; '",
  '"><script>alert(1)</script>',
  "[x](javascript:alert(1))",
  "%PATH%!x!^&|",
  "__proto__",
  "constructor",
  "AADSTS65001",
  "Traceback (most recent call last):\n",
  "eyJ".repeat(50),
  "a-".repeat(50),
  '"'.repeat(50),
  ".".repeat(50),
];

export const hostileText = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: anyCharacter, maxLength: 30 }),
  fc
    .tuple(fc.string({ maxLength: 8 }), fc.constantFrom(...NASTY), fc.string({ maxLength: 8 }))
    .map((parts) => parts.join("")),
  fc
    .tuple(fc.constantFrom(...NASTY), fc.integer({ min: 1, max: 500 }))
    .map(([text, times]) => text.repeat(times)),
);

/** JSON nested this deep. */
function nested(depth: number): unknown {
  return JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
}

export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.constantFrom(null, true, [], {}, "", 0, -1, 1e15, 1e300, 8.64e15) },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.constantFrom(100, 5_000, 20_000).map(nested) },
);

/** A change of good data. */
export interface Change {
  /** Which of all places: counted round. */
  readonly place: number;
  readonly kind: "replace" | "remove" | "append" | "rename";
  readonly value: unknown;
  readonly text: string;
}

export const change: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(),
  kind: fc.constantFrom("replace", "replace", "replace", "remove", "append", "rename"),
  value: hostileValue,
  text: hostileText,
});

export const changes = fc.array(change, { minLength: 1, maxLength: 3 });

type Data = Record<string, unknown>;

/** The data with changes made, one after the other. */
export function applyChanges(data: unknown, list: readonly Change[]): unknown {
  const root: Data = { data: structuredClone(data) };
  for (const { place, kind, value, text } of list) {
    const places = placesIn(root);
    const at = places[place % places.length];
    if (at === undefined) continue;
    const [holder, key] = at;
    const old = holder[key];
    if (kind === "replace") {
      holder[key] = value;
    } else if (kind === "append") {
      holder[key] = typeof old === "string" ? old + text : value;
    } else {
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      // An own "constructor" of a list would be the test's bug, not the program's: JSON has no such
      // lists.
      if (kind === "rename" && !Array.isArray(holder)) {
        Object.defineProperty(holder, text, property(old));
      }
    }
  }
  return root["data"];
}

function property(value: unknown): PropertyDescriptor {
  return { value, enumerable: true, configurable: true, writable: true };
}

/** Every place in the data; without recursion, because data may be deep. */
function placesIn(root: Data): readonly (readonly [Data, string])[] {
  const places: (readonly [Data, string])[] = [];
  let level: Data[] = [root];
  while (level.length > 0 && places.length < 1000) {
    const next: Data[] = [];
    for (const holder of level) {
      for (const [key, value] of Object.entries(holder)) {
        places.push([holder, key]);
        if (typeof value === "object" && value !== null) next.push(value as Data);
      }
    }
    level = next;
  }
  return places;
}

/** JSON of data that may be too deep for JSON.stringify. */
export function toJson(data: unknown): string {
  try {
    return JSON.stringify(data ?? null);
  } catch {
    return `{"deep":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
  }
}

/** How a command line ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The programs that it started. */
  readonly calls: readonly string[];
}

/** Runs a command line in this process. */
export async function runCli(
  args: readonly string[],
  answer: ProcessRunner,
  input = "",
): Promise<Ended> {
  const io = createMemoryIo({ input, now: () => NOW });
  const calls: string[] = [];
  const runner: ProcessRunner = (command, given, options) => {
    calls.push([command, ...given].join(" "));
    return answer(command, given, options);
  };
  const exitCode = await run(args, { io, run: runner });
  return { exitCode, stdout: io.stdout(), stderr: io.stderr(), calls };
}

/**
 * A character that no output may hold. Written anew here: the program's own pattern is under test.
 */
const RAW =
  /[\0-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|\p{Cs}|[\u{e0000}-\u{e0fff}]/u;

/** More than any report of this size of input; a text that repeats itself without end is longer. */
const LONGEST_OUTPUT = 400_000;

/**
 * Holds whatever came in: an expected end, nothing raw, nothing secret, no endless output, few
 * programs started.
 */
export function assertTame(ended: Ended, secrets: readonly string[] = []): void {
  const output = `${ended.stdout}\n${ended.stderr}`;
  assert.ok(
    [0, 1, 2].includes(ended.exitCode),
    `exit code ${ended.exitCode}: ${output.slice(0, 2000)}`,
  );
  assert.doesNotMatch(output, /bug of (the command line|this program)|\n\s+at .*:\d+:\d+/);
  const raw = RAW.exec(output);
  assert.equal(
    raw,
    null,
    `raw ${JSON.stringify(raw?.[0])} in ${JSON.stringify(output.slice(Math.max(0, (raw?.index ?? 0) - 60), (raw?.index ?? 0) + 20))}`,
  );
  assert.doesNotMatch(output, /^\s*FORGED/m);
  for (const each of secrets) assert.ok(!output.includes(each), "a secret is repeated");
  assert.ok(output.length <= LONGEST_OUTPUT, `${output.length} characters`);
  assert.ok(ended.calls.length <= 30, `${ended.calls.length} programs`);
}
