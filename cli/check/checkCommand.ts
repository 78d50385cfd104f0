import { createAz } from "../az/az";
import { fetchPublishedKeys } from "../az/publishedKeys";
import type { ClaimVerdict } from "../claims/compareClaims";
import { CliError, UsageError } from "../cliError";
import type { Deps, StackOptions } from "../deps";
import { readStack } from "../outputs/readStack";
import { wrongTokenRemedy } from "../token/wrongTokenRemedy";
import {
  checkToken,
  type SignatureMode,
  type SignatureResult,
  type TokenReport,
} from "./checkToken";
import { readToken } from "./readToken";

/** The options of `check`. */
export interface CheckOptions extends StackOptions {
  readonly signature: SignatureMode;
  readonly json: boolean;
}

/**
 * Reads a token from standard input and tells claim by claim whether the stack's API accepts it. The token is never repeated.
 *
 * @returns whether it is good.
 * @throws CliError "check.no-input" where nothing was given; UsageError where outputs are to come from standard input too.
 */
export async function checkCommand(options: CheckOptions, { io, run }: Deps): Promise<boolean> {
  const { source, timeoutMs } = options;
  if (source.kind === "file" && source.file === "-") {
    throw new UsageError(
      '"--outputs -" and the token would both come from standard input: write the outputs to a file',
    );
  }
  const stack = await readStack(source, { io, run, timeoutMs });
  const token = readToken(await io.readInput());
  if (token === "") {
    throw new CliError("check.no-input", "No token came on standard input.", [
      "Pipe one in, for instance:",
      `${stack.outputs.tokenCommand} | npm run --silent check --`,
    ]);
  }
  const az = createAz({ run, environment: { ...io.environment, ...stack.environment }, timeoutMs });
  const report = await checkToken(token, stack, {
    now: io.now(),
    signature: options.signature,
    fetchKeys: () => fetchPublishedKeys(az, stack.outputs.tenantId),
  });
  const remedy = report.code === undefined ? [] : wrongTokenRemedy(report.code, stack);
  io.out(options.json ? toJson(report, remedy) : toText(report, remedy));
  return report.code === undefined;
}

function toJson(report: TokenReport, remedy: readonly string[]): string {
  const { code, ...rest } = report;
  return `${JSON.stringify({ good: code === undefined, ...(code !== undefined && { code }), ...rest, remedy }, null, 2)}\n`;
}

const MARKS: Readonly<Record<ClaimVerdict["verdict"], string>> = {
  right: "✓",
  wrong: "✗",
  skipped: "–",
};

function toText(report: TokenReport, remedy: readonly string[]): string {
  const width = Math.max(0, ...report.verdicts.map(({ claim }) => claim.length));
  const lines = report.verdicts.flatMap(({ claim, expected, found, verdict, meaning }) => [
    `${MARKS[verdict]} ${claim.padEnd(width)}  ${verdict === "right" ? found : `${found} (expected: ${expected})`}`,
    ...(meaning === undefined ? [] : [`  ${" ".repeat(width)}  ${meaning}`]),
  ]);
  const end =
    report.code === undefined
      ? ["The API accepts this token, as far as the token shows."]
      : [`Wrong: ${report.code}`, ...remedy.map((line) => `  ${line}`)];
  return `${[`This is ${report.nature}.`, ...lines, signatureLine(report.signature), ...end].join("\n")}\n`;
}

function signatureLine(signature: SignatureResult): string {
  switch (signature.kind) {
    case "verified":
      return "✓ signature: made with one of the tenant's published keys";
    case "wrong":
      return `✗ signature: ${signature.why}`;
    case "unchecked":
      return `– signature not checked: ${signature.why}`;
  }
}
