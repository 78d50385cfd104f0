import { tokenCommand } from "../../components/rules/outputs/commands";
import { createAz } from "../az/az";
import { type AzFailure, readFailure } from "../az/azFailure";
import { failureError } from "../az/describeFailure";
import { loginOf } from "../doctor/facts";
import { fetchPublishedKeys } from "../az/publishedKeys";
import { withTenantNotice } from "../az/tenantNotice";
import { decodeToken, excerpt, listClaim, subjectName, timeClaim } from "../claims/decodeToken";
import type { ClaimVerdict } from "../claims/verdict";
import { CliError, UsageError } from "../cliError";
import type { Deps, StackOptions } from "../deps";
import { placeholderStack } from "../failures/placeholders";
import { toolCommand } from "../stackCommands";
import { isStandardInput, type Stack } from "../outputs/outputsSource";
import { findStack } from "../outputs/readStack";
import { remedyLines } from "../failures/remedyLines";
import { secureStringRemedy, wrongTokenRemedy } from "../failures/wrongTokens";
import type { SignatureVerdict } from "../claims/verifySignature";
import { checkToken, type TokenReport } from "./checkToken";
import { readTokens } from "./readToken";

/** The options of `check`. */
export interface CheckOptions extends StackOptions {
  /** Whether the signature is checked. Default: where the keys can be had; true: it must be. */
  readonly verify?: boolean;
  readonly json: boolean;
}

/**
 * Reads a token from standard input and tells claim by claim whether the stack's API accepts it.
 * Where no stack was named and none is there, it is judged by itself. The token is never repeated.
 *
 * @returns whether nothing is wrong with it.
 * @throws CliError "check.no-input" where nothing was given, or why a named stack cannot be read;
 * UsageError where outputs are to come from standard input too.
 */
export async function checkCommand(options: CheckOptions, deps: Deps): Promise<boolean> {
  const { source, timeoutMs } = options;
  const { io, run } = deps;
  if (source.kind === "file" && isStandardInput(source.file)) {
    throw new UsageError(
      `"--outputs ${source.file}" and the token would both come from standard input: write the outputs to a file`,
    );
  }
  const { stack, reason } = await findStack(options, deps);
  const input = await io.readInput();
  const [token, ...others] = readTokens(input);
  if (token === undefined) {
    throw new CliError("check.no-input", "No token came on standard input.", [
      'Where az was piped in, it failed, or its setting "core.output" is "none", which prints nothing. For instance:',
      pipe(stack),
    ]);
  }
  if (others.length > 0) throw severalTokens([token, ...others]);
  const az = createAz({ run, environment: stack?.environment ?? io.environment, timeoutMs });
  const report = await checkToken(token, stack, {
    now: io.now(),
    verify: options.verify,
    fetchKeys: (tenantId) => fetchPublishedKeys(az, loginOf(stack?.outputs), tenantId),
  });
  const failure = report.kind === "none" ? saidInstead(input) : undefined;
  if (failure !== undefined) {
    throw failureError(failure, stack ?? placeholderStack(), "Standard input says");
  }
  const found = remedyOf(report, stack);
  const remedy = stack === undefined ? found : await withTenantNotice(found, stack, az);
  io.out((options.json ? toJson : toText)(report, remedy, reason));
  return report.code === undefined;
}

/** The way out, as lines. Without a stack, only what needs none of its ids. */
function remedyOf({ kind, code }: TokenReport, stack: Stack | undefined): readonly string[] {
  if (kind === "secureString") return remedyLines(secureStringRemedy(stack ?? placeholderStack()));
  if (kind === "cut") {
    return [
      "Copy the token whole, or have a program hand it over, which cuts nothing:",
      pipe(stack),
    ];
  }
  const remedy =
    code === undefined || stack === undefined ? undefined : wrongTokenRemedy(code, stack);
  return remedy === undefined ? [] : remedyLines(remedy);
}

/** The line that hands a token over whole. */
function pipe(stack: Stack | undefined): string {
  const command =
    stack?.outputs.tokenCommand ?? tokenCommand({ clientId: "<client id>", identifierUris: [] });
  return `${command} --output json | ${toolCommand("check", stack ?? {})}`;
}

/** None is judged: nobody could tell which one the verdict is about. */
function severalTokens(tokens: readonly string[]): CliError {
  const lines = tokens.map((token, index) => {
    const claims = decodeToken(token)?.claims;
    if (claims === undefined) return `  ${index + 1}. an encrypted token`;
    const end = timeClaim(claims, "exp")?.toISOString() ?? "(absent)";
    return `  ${index + 1}. for "${subjectName(claims)}", aud "${excerpt(listClaim(claims, "aud").join(", "))}", exp ${end}`;
  });
  return new CliError(
    "check.several-tokens",
    [`Standard input holds ${tokens.length} tokens that differ:`, ...lines].join("\n"),
    ["Give the one that is meant alone."],
  );
}

/** What az said in place of a token (`2>&1`), as its failure; undefined: nothing of the kind. */
function saidInstead(input: string): AzFailure | undefined {
  const result = { kind: "ended", exitCode: 1, stdout: "", stderr: input } as const;
  const failure = readFailure(result, "az account get-access-token");
  return failure.kind !== "failed" || /^ERROR:/m.test(input) ? failure : undefined;
}

type Format = (
  report: TokenReport,
  remedy: readonly string[],
  /** Why the token was compared with no stack; undefined: it was. */
  notCompared: string | undefined,
) => string;

const toJson: Format = ({ code, nature, verdicts, signature }, remedy, notCompared) => {
  const report = {
    good: code === undefined,
    ...(code !== undefined && { code }),
    ...(notCompared !== undefined && { notCompared }),
    nature,
    verdicts,
    signature,
    remedy,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};

const MARKS: Readonly<Record<ClaimVerdict["verdict"], string>> = {
  right: "✓",
  wrong: "✗",
  differs: "▲",
  skipped: "–",
  open: "?",
};

const toText: Format = (report, remedy, notCompared) => {
  const width = Math.max(0, ...report.verdicts.map(({ claim }) => claim.length));
  const lines = report.verdicts.flatMap((each) => [
    `${MARKS[each.verdict]} ${each.claim.padEnd(width)}  ${describe(each)}`,
    ...(each.meaning === undefined ? [] : [`  ${" ".repeat(width)}  ${each.meaning}`]),
  ]);
  const good =
    notCompared === undefined
      ? "The API accepts this token, as far as the token shows."
      : "Nothing is wrong with this token by itself.";
  const end = [
    ...(report.code === undefined ? [good] : [`Wrong: ${report.code}`]),
    ...remedy.map((line) => `  ${line}`),
    ...(notCompared === undefined
      ? []
      : [
          `Not compared with a stack. ${notCompared}`,
          '  Compare it with "--stack NAME", or with "--outputs FILE": the JSON of "pulumi stack output --json".',
        ]),
  ];
  return `${[`This is ${report.nature}.`, ...lines, signatureLine(report.signature), ...end].join("\n")}\n`;
};

function describe({ verdict, found, expected }: ClaimVerdict): string {
  switch (verdict) {
    case "right":
      return found;
    case "open":
      return `${found} (not compared)`;
    case "wrong":
    case "differs":
    case "skipped":
      return `${found} (expected: ${expected})`;
  }
}

function signatureLine(signature: SignatureVerdict): string {
  switch (signature.kind) {
    case "verified":
      return "✓ signature: made with one of the tenant's published keys";
    case "wrong":
      return `✗ signature: ${signature.why}`;
    case "unchecked":
      return `– signature not checked: ${signature.why}`;
  }
}
