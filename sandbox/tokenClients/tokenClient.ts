/**
 * Who signs in and asks for tokens in the sandbox: the real Azure CLI, or a library that sends the
 * same requests.
 */

export type TokenAnswer =
  | { readonly ok: true; readonly accessToken: string; readonly expiresOn: Date }
  /** A refusal, in the words of whoever refused. */
  | { readonly ok: false; readonly message: string };

/**
 * One signed-in client. It keeps its login in a folder or memory of its own, never in the user's.
 */
export interface TokenClient {
  /** What it is, for people: `Azure CLI 2.91.0`. */
  readonly title: string;
  /**
   * Signs the sandbox's user in by device code, which the sandbox approves.
   *
   * @returns the name of the user.
   * @throws when the sign-in is refused, with the reason.
   */
  signIn(loginCommand: string): Promise<string>;
  /** Runs a stack's token command as it stands, or sends what it would send. */
  getToken(tokenCommand: string): Promise<TokenAnswer>;
}
