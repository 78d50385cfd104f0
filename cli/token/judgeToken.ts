import type * as v from "valibot";
import { accountAnswer, type accessTokenAnswer } from "../az/answers";
import type { Az } from "../az/az";
import type { AzFailure, AzResult } from "../az/azFailure";
import { withTenantNotice } from "../az/tenantNotice";
import { attempt } from "../az/unanswered";
import { callerOf } from "../claims/callerRules";
import { compareClaims } from "../claims/compareClaims";
import { expectationOf, problemsOf } from "../claims/verdict";
import {
  type DecodedToken,
  decodeToken,
  excerpt,
  subjectName,
  timeClaim,
} from "../claims/decodeToken";
import { signatureFlaw } from "../claims/verifySignature";
import { CliError } from "../cliError";
import type { FailureCode } from "../failures/failureCodes";
import { remedyLines } from "../failures/remedyLines";
import type { Io } from "../io";
import type { Stack } from "../outputs/outputsSource";
import type { GoodToken } from "./formats";

/** What judging an answer takes. */
export interface JudgeContext {
  readonly stack: Stack;
  readonly az: Az;
  readonly io: Pick<Io, "talk" | "now">;
  readonly scope: string | undefined;
}

/**
 * Decides whether az's answer is a good token, and says on standard error whose it is and how long
 * it lasts.
 *
 * @throws CliError with the cause and the way out.
 */
export async function judgeToken(
  answer: AzResult<v.InferOutput<typeof accessTokenAnswer>>,
  context: JudgeContext,
): Promise<GoodToken> {
  if (!answer.ok) throw await noticed(await refusal(answer.failure, context), context);
  const { accessToken } = answer.value;
  const decoded = decodeToken(accessToken);
  if (decoded === undefined) {
    throw new CliError(
      "token.wrong.not-an-access-token",
      '"az" answered something that is not a readable token.',
      ["The API is not one that gets its own kind of token; check the client id."],
    );
  }
  const flaw = signatureFlaw(decoded, accessToken);
  if (flaw !== undefined) {
    throw await wrongToken("token.wrong.signature", [`  signature: ${flaw}.`], context.stack);
  }
  const { outputs } = context.stack;
  const expected = withScope(expectationOf(outputs), context.scope, outputs.identifierUri);
  const now = context.io.now();
  const wrong = problemsOf(compareClaims(decoded, expected, now));
  const [first] = wrong;
  if (first?.code !== undefined) {
    const lines = wrong.map(
      ({ claim, expected, found, meaning }) =>
        `  ${claim}: expected "${expected}", found "${found}".${meaning === undefined ? "" : ` ${meaning}`}`,
    );
    throw await noticed(await wrongToken(first.code, lines, context.stack), context);
  }
  const expires = timeClaim(decoded.claims, "exp") ?? now;
  context.io.talk(introduction(decoded, outputs.declared.displayName, expires, now));
  return { token: accessToken, claims: decoded.claims, expires };
}

/** A token for one scope must hold that scope; which others Entra ID adds is its business. */
function withScope<T extends { readonly scp: string }>(
  expected: T,
  scope: string | undefined,
  uri: string,
): T {
  const value = scope?.replace(`${uri}/`, "");
  return value === undefined || value === ".default" ? expected : { ...expected, scp: value };
}

async function wrongToken(
  code: FailureCode,
  lines: readonly string[],
  stack: Stack,
): Promise<CliError> {
  const { wrongTokenRemedy } = await import("../failures/wrongTokens.ts");
  const remedy = wrongTokenRemedy(code, stack);
  return new CliError(
    code,
    [`The token is not one that ${quoted(stack)} accepts, so it is not printed:`, ...lines].join(
      "\n",
    ),
    remedy === undefined ? [] : remedyLines(remedy),
  );
}

/**
 * What is wrong where az gave no token. Where the sign-in may be the cause, it is asked: that costs
 * time only on the way to an error.
 */
async function refusal(failure: AzFailure, { stack, az }: JudgeContext): Promise<CliError> {
  // The catalogue of failures is loaded only where something failed.
  const [{ failureError }, { isRefusal }] = await Promise.all([
    import("../az/describeFailure.ts"),
    import("../az/azFailure.ts"),
  ]);
  const { outputs } = stack;
  const isRefused = isRefusal(failure);
  // az breaks off, instead of saying so, where it cannot find out about the tenant that it is
  // signed in to.
  if (isRefused || failure.kind === "crashed") {
    const found = /AADSTS\d+/.exec(failure.text)?.[0];
    const code = found === undefined ? "" : ` (${found})`;
    const account = await attempt(az(["account", "show"], accountAnswer));
    if (account.ok && account.value.tenantId.toLowerCase() !== outputs.tenantId) {
      return new CliError(
        "token.refused.wrong-tenant",
        `Signed in to the tenant "${account.value.tenantId}" as "${account.value.user.name}", but ${quoted(stack)} lives in "${outputs.tenantId}"${code}.`,
        ["Sign in to the stack's tenant:", outputs.loginCommand],
      );
    }
    if (isRefused && account.ok && account.value.user.type === "servicePrincipal") {
      return new CliError(
        "token.refused.service-principal",
        `Signed in as the service principal "${account.value.user.name}"; pre-authorization is for users${code}.`,
        ["Sign in as a user:", outputs.loginCommand],
      );
    }
  }
  return failureError(failure, stack);
}

function quoted({ outputs }: Stack): string {
  return `"${outputs.declared.displayName}"`;
}

/** An error that has the user sign in says first whose tenant that is. */
async function noticed(error: CliError, { stack, az }: JudgeContext): Promise<CliError> {
  return new CliError(error.code, error.message, await withTenantNotice(error.remedy, stack, az));
}

function introduction(decoded: DecodedToken, api: string, expires: Date, now: Date): string {
  const minutes = Math.round((expires.getTime() - now.getTime()) / 60_000);
  const who = subjectName(decoded.claims);
  const { isApplication, roles } = callerOf(decoded);
  const as = isApplication
    ? `the application "${who}" with ${excerpt(roles.map((role) => `"${role}"`).join(", "))}`
    : `"${who}"`;
  const until = expires.toTimeString().slice(0, "hh:mm".length);
  return `Token for "${api}" as ${as}, valid until ${until} (${minutes} min).`;
}
