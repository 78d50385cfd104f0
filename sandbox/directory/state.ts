/**
 * What the directory knows, and how a change to it becomes lasting: whole or not at all, on disk
 * before it is answered.
 */
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { writeWhole } from "../wholeFile";
import { NotSaved } from "./errors";
import { FolderError } from "./folder";
import {
  AppRoleAssignmentSchema,
  ApplicationSchema,
  GroupSchema,
  PermissionGrantSchema,
  ServicePrincipalSchema,
  UserSchema,
  flag,
  guid,
  list,
} from "./model";

const grantedSignIn = {
  clientId: guid,
  expiresAt: v.string(),
  /** SHA-256 of the code or token, base64url. */
  hash: v.string(),
};

export const StateSchema = v.strictObject({
  version: v.literal(1),
  tenant: v.strictObject({ displayName: v.string(), domain: v.string(), id: guid }),
  applications: v.array(ApplicationSchema),
  servicePrincipals: v.array(ServicePrincipalSchema),
  groups: v.array(GroupSchema),
  users: v.array(UserSchema),
  appRoleAssignments: v.array(AppRoleAssignmentSchema),
  oauth2PermissionGrants: list(PermissionGrantSchema),
  /**
   * Azure subscriptions that `az login` finds. None: the tenant-level account of
   * `--allow-no-subscriptions`.
   */
  subscriptions: list(v.strictObject({ displayName: v.string(), subscriptionId: guid })),
  /** User principal name of who approves device codes and browser sign-ins that name nobody. */
  signInAs: v.string(),
  policies: v.strictObject({
    /** Client ids of APIs whose tokens Conditional Access refuses (AADSTS53003). */
    blockedFor: list(guid),
    /**
     * Ask of a new identifier URI that it proves the tenant's right to it, as a tenant does unless
     * it is exempt.
     * https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions
     */
    identifierUriPolicy: flag(true),
    /**
     * Client ids of APIs that ask for a second factor (AADSTS50076). A sign-in that names the API's
     * scope gives it.
     */
    mfaRequiredFor: list(guid),
    /** Refuse every edit of an enabled scope or role, not only its removal or a new value. */
    strictEntitlements: flag(false),
    /** Lifetime of access tokens in seconds. The service's default is random, 60 to 90 minutes. */
    tokenLifetime: v.optional(v.number(), 3599),
  }),
  deviceCodes: list(v.strictObject({ ...grantedSignIn, scope: v.string() })),
  authorizationCodes: list(
    v.strictObject({
      ...grantedSignIn,
      codeChallenge: v.nullable(v.string()),
      nonce: v.nullable(v.string()),
      redirectUri: v.string(),
      scope: v.string(),
      userId: guid,
    }),
  ),
  refreshTokens: list(
    v.strictObject({
      ...grantedSignIn,
      issuedAt: v.string(),
      /** Client ids of APIs for which the sign-in gave a second factor. */
      mfaFor: v.array(guid),
      userId: guid,
    }),
  ),
});

/** Everything the directory knows. Plain data: tests read and edit it directly. */
export type DirectoryState = v.InferOutput<typeof StateSchema>;

/** A state that changes by transactions. */
export class Store {
  /** The same object for the store's whole life, with new parts after each commit. */
  public readonly state: DirectoryState;
  /** The state before the last commit: what a replica that lags behind would answer from. */
  public previous: DirectoryState;
  #saved = "";
  #last: Promise<unknown> = Promise.resolve();

  /** @param file where the state is saved. Absent: memory only. */
  public constructor(
    initial: DirectoryState,
    private readonly file?: string,
  ) {
    this.state = structuredClone(initial);
    this.previous = structuredClone(initial);
  }

  /**
   * Runs `change` on a copy, after every earlier one. The copy becomes the state once it is on disk.
   *
   * @throws what `change` throws, or NotSaved where the file cannot be written; the state is then
   * as before.
   */
  public transact<T>(change: (draft: DirectoryState) => T | Promise<T>): Promise<T> {
    const step = async (): Promise<T> => {
      const draft = structuredClone(this.state);
      const result = await change(draft);
      await this.#commit(draft);
      return result;
    };
    const run = this.#last.then(step, step);
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #commit(draft: DirectoryState): Promise<void> {
    if (this.file !== undefined) await this.#save(this.file, `${JSON.stringify(draft, null, 1)}\n`);
    this.previous = { ...this.state };
    Object.assign(this.state, draft);
  }

  async #save(file: string, json: string): Promise<void> {
    if (json === this.#saved) return;
    await writeWhole(file, json).catch((error: unknown) => {
      throw new NotSaved(String(error), { cause: error });
    });
    this.#saved = json;
  }
}

/**
 * Reads a saved state.
 *
 * @returns undefined where there is no file.
 * @throws FolderError where the file is not a directory's state.
 */
export function readState(file: string): DirectoryState | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), StateSchema), text);
  if (!parsed.success) {
    const where = v.getDotPath(parsed.issues[0]) ?? "its text";
    throw new FolderError(
      `The sandbox directory's state "${file}" cannot be read (at "${where}"). It was written by another version or edited by hand: remove the file to start with a fresh directory.`,
    );
  }
  return parsed.output;
}
