/**
 * How `token` writes a good token. Tokens hold letters, digits, "-", "_" and "." only, so no form
 * needs escapes.
 */

/** The forms, by the name that `--format` takes. */
export const TOKEN_FORMATS = ["raw", "header", "json", "dotenv", "powershell"] as const;

/** A name of {@link TOKEN_FORMATS}. */
export type TokenFormat = (typeof TOKEN_FORMATS)[number];

/** What is written. */
export interface GoodToken {
  readonly token: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly expires: Date;
}

/** The variable of the dotenv and PowerShell forms. */
export const TOKEN_VARIABLE = "MANAGEMENT_API_TOKEN";

/**
 * A token in one of the forms, with a line end.
 *
 * @param includeToken only for "json", which otherwise says everything but the token.
 */
export function formatToken(format: TokenFormat, good: GoodToken, includeToken: boolean): string {
  switch (format) {
    case "raw":
      return `${good.token}\n`;
    case "header":
      return `Authorization: Bearer ${good.token}\n`;
    case "dotenv":
      return `${TOKEN_VARIABLE}=${good.token}\n`;
    case "powershell":
      return `$env:${TOKEN_VARIABLE} = '${good.token}'\n`;
    case "json": {
      const answer = {
        ...(includeToken && { accessToken: good.token }),
        expiresOn: good.expires.toISOString(),
        claims: good.claims,
      };
      return `${JSON.stringify(answer, null, 2)}\n`;
    }
  }
}
