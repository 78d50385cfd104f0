import type { JSONWebKeySet } from "jose";
import type { AzResult } from "../az/azFailure";
import { type ClaimVerdict, compareClaims } from "../claims/compareClaims";
import { subjectName, textClaim } from "../claims/decodeToken";
import { tokenKind } from "../claims/tokenKind";
import type { FailureCode } from "../failureCodes";
import { lazy } from "../lazyModules";
import type { Stack } from "../outputs/outputsSource";

/** How far to go with the signature: "auto" checks it where the keys can be had, "must" fails where they cannot. */
export type SignatureMode = "auto" | "must" | "off";

/** What became of the signature. */
export type SignatureResult =
  | { readonly kind: "verified" }
  | { readonly kind: "wrong"; readonly why: string }
  | { readonly kind: "unchecked"; readonly why: string };

/** All that is known of a token. */
export interface TokenReport {
  /** What it is, a sentence without a full stop: `an access token of version 2 for "dana@…"`. */
  readonly nature: string;
  readonly verdicts: readonly ClaimVerdict[];
  readonly signature: SignatureResult;
  /** The first thing wrong; undefined for a good token. */
  readonly code?: FailureCode;
}

/** Judges a token. `fetchKeys` is asked at most once, and only for a token of the stack's tenant. */
export async function checkToken(
  token: string,
  stack: Stack,
  options: {
    readonly now: Date;
    readonly signature: SignatureMode;
    readonly fetchKeys: () => Promise<AzResult<JSONWebKeySet>>;
  },
): Promise<TokenReport> {
  const found = tokenKind(token);
  if (found.kind !== "access" && found.kind !== "id") {
    return {
      nature: NATURES[found.kind] ?? `not a token: ${found.kind === "none" ? found.why : ""}`,
      verdicts: [],
      signature: { kind: "unchecked", why: "there is none to read" },
      code: "token.wrong.not-an-access-token",
    };
  }
  const { claims } = found.token;
  const who = subjectName(claims);
  const signature =
    textClaim(claims, "tid") === stack.outputs.tenantId
      ? await checkSignature(token, options)
      : { kind: "unchecked" as const, why: "another tenant's keys signed it" };
  if (found.kind === "id") {
    return {
      nature: `an id token of "${who}": it tells a client who signed in and opens no API`,
      verdicts: [],
      signature,
      code: "token.wrong.not-an-access-token",
    };
  }
  const verdicts = compareClaims(found.token, stack.outputs.expectedToken, options.now);
  const version = textClaim(claims, "ver") === "1.0" ? "1" : "2";
  const code =
    verdicts.find(({ verdict }) => verdict === "wrong")?.code ??
    (signature.kind === "wrong" ? "token.wrong.signature" : undefined) ??
    (signature.kind === "unchecked" && options.signature === "must"
      ? "token.unverified"
      : undefined);
  return {
    nature: `an access token of version ${version} for "${who}"`,
    verdicts,
    signature,
    ...(code !== undefined && { code }),
  };
}

const NATURES: Readonly<Record<string, string>> = {
  refresh:
    "a refresh token (or another opaque text): it belongs to the client that got it and opens no API; never share it",
  encrypted: "an encrypted token: only the API that it is for can read it",
};

async function checkSignature(
  token: string,
  { signature, fetchKeys }: Parameters<typeof checkToken>[2],
): Promise<SignatureResult> {
  if (signature === "off") return { kind: "unchecked", why: '"--no-verify" was given' };
  const keys = await fetchKeys();
  if (!keys.ok) {
    const why =
      keys.failure.kind === "missing"
        ? '"az" is not on the PATH'
        : "the tenant's keys cannot be fetched";
    return { kind: "unchecked", why };
  }
  return lazy.verifySignature().verifySignature(token, keys.value);
}
