import type { StackOutputs } from "../../components/rules/outputs";
import { tokenArguments } from "../../components/rules/outputs/commands";
import {
  accessTokenAnswer,
  accountAnswer,
  applicationListAnswer,
  assignmentAnswer,
  groupAnswer,
  idListAnswer,
  objectAnswer,
  signedInUserAnswer,
  versionAnswer,
} from "../az/answers";
import {
  applicationAnswer,
  federatedCredentialsAnswer,
  servicePrincipalAnswer,
} from "../az/application";
import type { Az } from "../az/az";
import { listAll } from "../az/listAll";
import { fetchPublishedKeys } from "../az/publishedKeys";
import { CLOUDS } from "../../components/rules/clouds";
import { cloudOfSettings } from "../../components/rules/outputs/appSettings";
import { listAccounts } from "../az/tenantNotice";

/**
 * What the directory and `az` say. Every fact is one `az` command, which is run when a check first
 * asks for it, and once; they run one after the other. @throws Unanswered.
 */
export type AskedFacts = ReturnType<typeof createFacts>;

/**
 * Makes the facts of one run.
 *
 * @param outputs the stack's; undefined: only facts that need none may be asked for.
 */
export function createFacts(az: Az, outputs: StackOutputs | undefined) {
  const stack = (): StackOutputs => {
    if (outputs === undefined) throw new Error("the fact needs the stack's outputs");
    return outputs;
  };
  const servicePrincipal = once(() =>
    az(["ad", "sp", "show", "--id", stack().clientId], servicePrincipalAnswer),
  );
  const account = once(() => az(["account", "show"], accountAnswer));
  return {
    version: once(() => az(["version"], versionAnswer)),
    /** What signs the tenant's tokens. */
    keys: once(() => fetchPublishedKeys(az, loginOf(outputs), outputs?.tenantId ?? "common")),
    account,
    /** Every tenant that somebody is signed in to. */
    accounts: once(() => listAccounts(az)),
    /** Undefined: an application is signed in. */
    user: once(async () =>
      (await account()).user.type === "servicePrincipal"
        ? undefined
        : az(["ad", "signed-in-user", "show"], signedInUserAnswer),
    ),
    registration: once(() =>
      az(["ad", "app", "show", "--id", stack().clientId], applicationAnswer),
    ),
    federatedCredentials: once(() =>
      az(
        ["ad", "app", "federated-credential", "list", "--id", stack().clientId],
        federatedCredentialsAnswer,
      ),
    ),
    /** Registrations whose name begins like the stack's. */
    namesakes: once(() => {
      // Names that begin like this one, so it may be cut before what no batch file can be handed
      // (Windows). A filter and not "--display-name": az takes an argument that begins with "@" for
      // a file, and what follows a "=" too.
      const beginning = /^[^"%!=]*/.exec(stack().declared.displayName)?.[0] ?? "";
      const filter = `startswith(displayName,'${beginning.replaceAll("'", "''")}')`;
      return az(["ad", "app", "list", "--filter", filter], applicationListAnswer);
    }),
    servicePrincipal,
    /** Object ids of whom is assigned to the API. */
    assignees: once(async () => {
      const { id } = await servicePrincipal();
      const url = `${graphOf(stack())}/servicePrincipals/${id}/appRoleAssignedTo?$top=999`;
      return (await listAll(az, url, assignmentAnswer)).map(({ principalId }) => principalId);
    }),
    /** The groups that the user is in directly. */
    directGroups: once(() => listAll(az, `${graphOf(stack())}/me/memberOf?$top=999`, objectAnswer)),
    /**
     * Ids of the security groups that the user is in, nested ones included: those that a token
     * would list.
     */
    groups: once(async () => {
      const url = `${graphOf(stack())}/me/getMemberGroups`;
      // A Python literal, because JSON's double quotes do not survive az.cmd on Windows.
      const body = "{'securityEnabledOnly':True}";
      const command = ["rest", "--method", "POST", "--url", url, "--body", body];
      const { value } = await az(command, idListAnswer);
      return value;
    }),
    group: once(() =>
      az(["ad", "group", "show", "--group", stack().expectedToken.groups ?? ""], groupAnswer),
    ),
    token: once(() => az(tokenArguments(stack()).slice(1), accessTokenAnswer)),
  };
}

/** Where the stack's users sign in; without a stack, the public cloud. */
export function loginOf(outputs: StackOutputs | undefined): string {
  return CLOUDS[outputs ? cloudOfSettings(outputs.appSettings) : "public"].login;
}

/** Microsoft Graph of the stack's cloud, in the version that is supported for production. */
export function graphOf(outputs: StackOutputs): string {
  return `${CLOUDS[cloudOfSettings(outputs.appSettings)].graph}v1.0`;
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
