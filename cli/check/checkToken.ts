import type { JSONWebKeySet } from "jose";
import { microsoftApi } from "../../components/rules/values/microsoftApis";
import { isUuid } from "../../components/rules/reading/schema";
import { compareAlone } from "../claims/compareAlone";
import { compareClaims, VERSIONS } from "../claims/compareClaims";
import { type ClaimVerdict, expectationOf } from "../claims/verdict";
import { type DecodedToken, subjectName, textClaim } from "../claims/decodeToken";
import { type TokenKind, tokenKind, type UnreadableKind } from "../claims/tokenKind";
import { signatureFlaw, type SignatureVerdict, verifySignature } from "../claims/verifySignature";
import type { FailureCode } from "../failures/failureCodes";
import type { Stack } from "../outputs/outputsSource";

/** All that is known of a token. */
export interface TokenReport {
  readonly kind: TokenKind["kind"];
  /** What it is, a sentence without a full stop: `an access token of version 2 for "dana@…"`. */
  readonly nature: string;
  readonly verdicts: readonly ClaimVerdict[];
  readonly signature: SignatureVerdict;
  /** The first thing wrong; undefined for a good token. */
  readonly code?: FailureCode;
}

/** What judging a token takes. */
export interface CheckTokenOptions {
  readonly now: Date;
  /** Whether to check the signature: undefined where the keys can be had; true fails else. */
  readonly verify: boolean | undefined;
  /** Asked at most once, for the tenant that the token says it is from. */
  readonly fetchKeys: (tenantId: string) => Promise<JSONWebKeySet>;
}

/** Judges a token: against a stack or, where none is known, by itself. */
export async function checkToken(
  token: string,
  stack: Stack | undefined,
  options: CheckTokenOptions,
): Promise<TokenReport> {
  const found = tokenKind(token);
  const { kind } = found;
  const other = { kind, verdicts: [], code: "token.wrong.not-an-access-token" } as const;
  if (!("token" in found)) {
    const signature = { kind: "unchecked", why: "there is none to read" } as const;
    return { ...other, nature: NATURES[found.kind], signature };
  }
  const { claims } = found.token;
  const who = subjectName(claims);
  const signature = await checkSignature(found.token, token, stack, options);
  if (kind === "id") {
    const nature = `an id token of "${who}": it tells a client who signed in and opens no API`;
    return { ...other, nature, signature };
  }
  const verdicts =
    stack === undefined
      ? compareAlone(found.token, options.now)
      : compareClaims(found.token, expectationOf(stack.outputs), options.now);
  const version = VERSIONS[textClaim(claims, "ver") ?? ""];
  const code =
    verdicts.find(({ verdict }) => verdict === "wrong")?.code ??
    (signature.kind === "wrong" ? "token.wrong.signature" : undefined) ??
    (signature.kind === "unchecked" && options.verify === true ? "token.unverified" : undefined);
  return {
    kind,
    nature: `an access token of ${version === undefined ? "no known version" : `version ${version}`} for "${who}"`,
    verdicts,
    signature,
    ...(code !== undefined && { code }),
  };
}

const NATURES: Readonly<Record<UnreadableKind, string>> = {
  refresh:
    "a refresh token (or another opaque text): it belongs to the client that got it and opens no API; never share it",
  secureString:
    "the name of a type of PowerShell, System.Security.SecureString: the token is inside and has to be turned into text",
  variable:
    "the name of a variable: the shell puts the token in its place only where it runs the line",
  cut: "a piece of a token: the rest was lost on its way here, so nobody can read it",
  encrypted: "an encrypted token: only the API that it is for can read it",
  none: "not a token: a token is three parts of letters and digits with dots between them",
};

async function checkSignature(
  decoded: DecodedToken,
  token: string,
  stack: Stack | undefined,
  { verify, fetchKeys }: CheckTokenOptions,
): Promise<SignatureVerdict> {
  const why = signatureFlaw(decoded, token);
  if (why !== undefined) return { kind: "wrong", why };
  const { claims } = decoded;
  const tenantId = textClaim(claims, "tid") ?? "";
  if (stack !== undefined && tenantId !== stack.outputs.tenantId) {
    return { kind: "unchecked", why: "another tenant's keys signed it" };
  }
  // What the token says becomes part of an address.
  if (!isUuid(tenantId)) return { kind: "unchecked", why: "it names no tenant" };
  if (verify === false) return { kind: "unchecked", why: '"--no-verify" was given' };
  const verdict = await verifySignature(token, () => fetchKeys(tenantId));
  // Microsoft's own APIs have tokens that only they can verify:
  // https://learn.microsoft.com/entra/identity-platform/access-tokens
  const api = microsoftApi(textClaim(claims, "aud") ?? "");
  return verdict.kind === "wrong" && api !== undefined
    ? { kind: "unchecked", why: `only ${api} can check its tokens` }
    : verdict;
}
