import type { JSONWebKeySet } from "jose";
import type * as v from "valibot";
import type { StackOutputs } from "../../components/rules/outputs";
import { tokenArguments } from "../../components/rules/outputs/commands";
import {
  accessTokenAnswer,
  accountAnswer,
  applicationAnswer,
  applicationListAnswer,
  assignmentListAnswer,
  federatedCredentialsAnswer,
  groupAnswer,
  idListAnswer,
  objectListAnswer,
  servicePrincipalAnswer,
  signedInUserAnswer,
  versionAnswer,
} from "../az/answers";
import type { Az } from "../az/az";
import type { AzResult } from "../az/azFailure";
import { fetchPublishedKeys } from "../az/publishedKeys";
import { CLOUDS, cloudOfLogin } from "../../components/rules/clouds";
import { listAccounts } from "../az/tenantNotice";

/** An application, as `az ad app show` answers it. */
export type Registration = v.InferOutput<typeof applicationAnswer>;

/** A fact that is asked for at most once, when a check first needs it. */
type Fact<T> = () => Promise<AzResult<T>>;

/**
 * What the directory and `az` say. Every fact is one `az` command; they run one after the other.
 */
export interface Facts {
  readonly version: Fact<v.InferOutput<typeof versionAnswer>>;
  readonly keys: Fact<JSONWebKeySet>;
  readonly account: Fact<v.InferOutput<typeof accountAnswer>>;
  /** Every tenant that somebody is signed in to. */
  readonly accounts: () => ReturnType<typeof listAccounts>;
  readonly user: Fact<v.InferOutput<typeof signedInUserAnswer>>;
  readonly registration: Fact<Registration>;
  readonly federatedCredentials: Fact<v.InferOutput<typeof federatedCredentialsAnswer>>;
  /** Registrations whose name begins like the stack's. */
  readonly namesakes: Fact<v.InferOutput<typeof applicationListAnswer>>;
  readonly servicePrincipal: Fact<v.InferOutput<typeof servicePrincipalAnswer>>;
  /** Who is assigned to the API. */
  readonly assignments: Fact<v.InferOutput<typeof assignmentListAnswer>>;
  /** Ids of the groups that the user is in directly. */
  readonly directGroups: Fact<readonly string[]>;
  /**
   * Ids of the security groups that the user is in, nested ones included: those that a token would
   * list.
   */
  readonly groups: Fact<readonly string[]>;
  readonly group: Fact<v.InferOutput<typeof groupAnswer>>;
  readonly token: Fact<v.InferOutput<typeof accessTokenAnswer>>;
}

/**
 * Makes the facts of one run.
 *
 * @param outputs the stack's; undefined: only facts that need none may be asked for.
 */
export function createFacts(az: Az, outputs: StackOutputs | undefined): Facts {
  const stack = (): StackOutputs => {
    if (outputs === undefined) throw new Error("the fact needs the stack's outputs");
    return outputs;
  };
  const servicePrincipal = once(() =>
    az.json(["ad", "sp", "show", "--id", stack().clientId], servicePrincipalAnswer),
  );
  return {
    version: once(() => az.json(["version"], versionAnswer)),
    keys: once(() => fetchPublishedKeys(az, loginOf(outputs), outputs?.tenantId ?? "common")),
    account: once(() => az.json(["account", "show"], accountAnswer)),
    accounts: once(() => listAccounts(az)),
    user: once(() => az.json(["ad", "signed-in-user", "show"], signedInUserAnswer)),
    registration: once(() =>
      az.json(["ad", "app", "show", "--id", stack().clientId], applicationAnswer),
    ),
    federatedCredentials: once(() =>
      az.json(
        ["ad", "app", "federated-credential", "list", "--id", stack().clientId],
        federatedCredentialsAnswer,
      ),
    ),
    namesakes: once(() => {
      // Names that begin like this one, so it may be cut before what no batch file can be handed
      // (Windows). A filter and not "--display-name": az takes an argument that begins with "@" for
      // a file, and what follows a "=" too.
      const beginning = /^[^"%!=]*/.exec(stack().declared.displayName)?.[0] ?? "";
      const filter = `startswith(displayName,'${beginning.replaceAll("'", "''")}')`;
      return az.json(["ad", "app", "list", "--filter", filter], applicationListAnswer);
    }),
    servicePrincipal,
    assignments: once(async () => {
      const principal = await servicePrincipal();
      if (!principal.ok) return principal;
      const url = `${graphOf(stack())}/servicePrincipals/${principal.value.id}/appRoleAssignedTo?$top=999`;
      return az.json(["rest", "--method", "GET", "--url", url], assignmentListAnswer);
    }),
    directGroups: once(async () => {
      const url = `${graphOf(stack())}/me/memberOf?$top=999`;
      const answer = await az.json(["rest", "--method", "GET", "--url", url], objectListAnswer);
      return answer.ok ? { ok: true, value: answer.value.value.map(({ id }) => id) } : answer;
    }),
    groups: once(async () => {
      const url = `${graphOf(stack())}/me/getMemberGroups`;
      // A Python literal, because JSON's double quotes do not survive az.cmd on Windows.
      const body = "{'securityEnabledOnly':True}";
      const answer = await az.json(
        ["rest", "--method", "POST", "--url", url, "--body", body],
        idListAnswer,
      );
      return answer.ok ? { ok: true, value: answer.value.value } : answer;
    }),
    group: once(() =>
      az.json(["ad", "group", "show", "--group", stack().expectedToken.groups ?? ""], groupAnswer),
    ),
    token: once(() => az.json(tokenArguments(stack()).slice(1), accessTokenAnswer)),
  };
}

/** Where the stack's users sign in; without a stack, the public cloud. */
export function loginOf(outputs: StackOutputs | undefined): string {
  return outputs?.appSettings["Settings:AzureAdConfiguration:Instance"] ?? CLOUDS.public.login;
}

/** Microsoft Graph of the stack's cloud, in the version that is supported for production. */
export function graphOf(outputs: StackOutputs): string {
  return `${CLOUDS[cloudOfLogin(loginOf(outputs)) ?? "public"].graph}v1.0`;
}

function once<T>(ask: Fact<T>): Fact<T> {
  let answer: Promise<AzResult<T>> | undefined;
  return () => (answer ??= ask());
}
