/**
 * The played az's own files in its configuration folder: who is signed in, and the tokens that it
 * keeps.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as v from "valibot";
import { AzError, pythonError } from "./azError";
import type { Environment } from "./httpClient";

const Profile = v.object({
  tenantId: v.string(),
  user: v.object({ name: v.string(), type: v.picklist(["user", "servicePrincipal"]) }),
});

const TokenCache = v.object({
  /** A user's refresh token, or a service principal's secret. */
  credential: v.string(),
  accessTokens: v.array(
    v.object({
      /** Whose: a service principal's id, or the Azure CLI's for a user. */
      client: v.string(),
      tenant: v.string(),
      /**
       * The scopes that the token was given for, in order: a later token for the same takes its
       * place.
       */
      scopes: v.array(v.string()),
      token: v.string(),
      /** Seconds since 1970, by this machine's clock. */
      expiresOn: v.number(),
    }),
  ),
});

/** Who is signed in, in which tenant. */
export type Profile = v.InferOutput<typeof Profile>;
/** What az keeps of the sign-in. */
export type TokenCache = v.InferOutput<typeof TokenCache>;
/** A token that az keeps. */
export type AccessToken = TokenCache["accessTokens"][number];

/** A token that ends sooner is not handed out again (MSAL). */
const MINIMUM_SECONDS = 300;

/** The files of one configuration folder. */
export class SignIns {
  readonly #profileFile: string;
  readonly #cacheFile: string;

  public constructor(environment: Environment) {
    const folder = environment["AZURE_CONFIG_DIR"] ?? "";
    this.#profileFile = path.join(folder, "azureProfile.json");
    this.#cacheFile = path.join(folder, "msal_token_cache.json");
  }

  public readProfile(): Profile | undefined {
    return existsSync(this.#profileFile)
      ? v.parse(Profile, JSON.parse(readFileSync(this.#profileFile, "utf8")))
      : undefined;
  }

  /** @throws AzError where nobody is signed in. */
  public needProfile(): Profile {
    const profile = this.readProfile();
    if (profile === undefined) throw new AzError("Please run 'az login' to setup account.");
    return profile;
  }

  /** @throws AzError, a traceback, where the file is broken. */
  public readCache(): TokenCache {
    if (!existsSync(this.#cacheFile)) return { credential: "", accessTokens: [] };
    const text = readFileSync(this.#cacheFile, "utf8");
    try {
      return v.parse(TokenCache, JSON.parse(text));
    } catch {
      throw pythonError(
        "json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
      );
    }
  }

  public writeProfile(profile: Profile): void {
    writeFileSync(this.#profileFile, JSON.stringify(profile));
  }

  public writeCache(cache: TokenCache): void {
    // As az does at its first use.
    mkdirSync(path.dirname(this.#cacheFile), { recursive: true });
    writeFileSync(this.#cacheFile, JSON.stringify(cache));
  }

  /** Forgets everything. */
  public clear(): void {
    rmSync(this.#profileFile, { force: true });
    rmSync(this.#cacheFile, { force: true });
  }
}

/**
 * The oldest kept token for a scope that still lasts: az may hand out that one although a newer one
 * is there.
 */
export function findToken(
  { accessTokens }: Pick<TokenCache, "accessTokens">,
  wanted: Pick<AccessToken, "client" | "tenant"> & { readonly scope: string },
): AccessToken | undefined {
  const end = Date.now() / 1000 + MINIMUM_SECONDS;
  return accessTokens.find(
    ({ client, tenant, scopes, expiresOn }) =>
      client === wanted.client &&
      tenant === wanted.tenant &&
      scopes.includes(wanted.scope) &&
      expiresOn > end,
  );
}

/** A token more: in the place of one for the same scopes, or at the end. */
export function withToken(
  tokens: readonly AccessToken[],
  added: AccessToken,
): TokenCache["accessTokens"] {
  const key = ({ client, tenant, scopes }: AccessToken): string =>
    [client, tenant, ...scopes].join(" ");
  const byKey = new Map(tokens.map((token) => [key(token), token]));
  return [...byKey.set(key(added), added).values()];
}
