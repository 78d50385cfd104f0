import * as azuread from "@pulumi/azuread";
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { createRegistration } from "./registration/created";
import { useRegistration } from "./registration/existing";
import type { Registration } from "./registration/registration";
import { assigneeKey } from "./rules/assignments";
import { AZURE_CLI_CLIENT_ID } from "./rules/clients";
import { verificationCommand } from "./rules/commands";
import type { ManagementApiSpec } from "./rules/config";
import {
  type Facts,
  objectIdOf,
  objectIdsOf,
  permissionsForAdministrators,
  withCaller,
} from "./rules/facts";
import { permissionName } from "./rules/ids";
import { type Ids, type OutputRule, OUTPUTS, type StackOutputs, targetOf } from "./rules/outputs";

/** The ways to have a registration, by the `mode` that config names. */
const REGISTRATIONS = { create: createRegistration, existing: useRegistration };

/** Plain values, as outputs of resources. */
type Outputs<T> = { readonly [K in keyof T]: pulumi.Output<T[K]> };

/**
 * Inputs of {@link ManagementApi}: plain, checked data, because names and ids of resources depend
 * on it.
 */
export interface ManagementApiArgs {
  /**
   * What to declare, from `parseManagementApi` (or `readSettings`, which reads it from the stack's
   * config).
   */
  readonly spec: ManagementApiSpec;
  /** What the directory says of it, from `lookUp`. */
  readonly facts: Facts;
}

/**
 * The BDK's Management API in Entra ID: its registration and scopes, the clients that may get
 * tokens without a prompt, and, where asked for, a group, assignments and a check that a token can
 * be had.
 */
export class ManagementApi extends pulumi.ComponentResource {
  /** The registration, whichever way the stack came to have it. */
  readonly registration: Registration;
  /** The scopes that the stack makes, by value. */
  readonly scopes: Readonly<Record<string, azuread.ApplicationPermissionScope>>;
  /** The pre-authorized clients by client id. */
  readonly clients: Readonly<Record<string, azuread.ApplicationPreAuthorized>>;
  /** What the stack says of itself; {@link StackOutputs} describes each. */
  readonly outputs: Outputs<StackOutputs>;

  constructor(
    name: string,
    { spec: asked, facts }: ManagementApiArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(
      "bdk:index:ManagementApi",
      name,
      {},
      { ...opts, protect: opts?.protect ?? asked.protect },
    );
    const inside: pulumi.CustomResourceOptions = { parent: this };

    this.registration = REGISTRATIONS[asked.registration.mode](name, asked, facts, inside);
    const { spec, clientId, objectId, servicePrincipal } = this.registration;
    this.scopes = this.#createScopes(name, spec, facts);
    this.clients = this.#preAuthorizeClients(name, spec);
    const producers = this.#producersGroupId(name, spec, facts);
    this.#assign(name, spec, facts, producers);
    if (spec.verifyToken) this.#verifyToken(name, spec, facts);

    this.outputs = outputsOf(spec, {
      clientId,
      tenantId: facts.caller.tenantId,
      cloud: facts.cloud,
      registration: objectId,
      servicePrincipal,
      producers,
      consent: permissionsForAdministrators(spec, facts),
    });
    this.registerOutputs({
      tokenCommand: this.outputs.tokenCommand,
      clientId: this.outputs.clientId,
      identifierUri: this.outputs.identifierUri,
    });
  }

  /**
   * Makes each scope that is not there a resource of its own: one line in the preview, and
   * removable while clients hold it.
   */
  #createScopes(
    name: string,
    { scopes }: ManagementApiSpec,
    { deployed }: Facts,
  ): ManagementApi["scopes"] {
    const missing = scopes.filter(({ value }) => !Object.hasOwn(this.registration.scopes, value));
    return Object.fromEntries(
      missing.map(({ value, id, pinned, consent, ...texts }) => {
        const named = permissionName({ id, value, pinned }, valueOf(id, deployed?.scopes));
        const scope = new azuread.ApplicationPermissionScope(
          `${name}-scope-${named.name}`,
          {
            applicationId: this.registration.applicationId,
            scopeId: id,
            value,
            type: consent === "adminsOnly" ? "Admin" : "User",
            ...texts,
          },
          {
            parent: this,
            aliases: named.former.map((former) => ({ name: `${name}-scope-${former}` })),
          },
        );
        return [value, scope];
      }),
    );
  }

  /**
   * Pre-authorizes each client: no consent prompt for its scopes. The ids come from the scope
   * resources, not from the specification, so that a new scope exists first and an old one is let
   * go of before it is removed.
   */
  #preAuthorizeClients(name: string, { clients }: ManagementApiSpec): ManagementApi["clients"] {
    const made = Object.entries(this.scopes).map(
      ([value, { scopeId }]) => [value, scopeId] as const,
    );
    const ids = new Map([...Object.entries(this.registration.scopes), ...made]);
    return Object.fromEntries(
      clients.map(({ clientId, scopes }) => [
        clientId,
        new azuread.ApplicationPreAuthorized(
          `${name}-client-${clientId}`,
          {
            applicationId: this.registration.applicationId,
            authorizedClientId: clientId,
            permissionIds: scopes.map((value) => known(ids.get(value), `the scope "${value}"`)),
          },
          { parent: this },
        ),
      ]),
    );
  }

  /**
   * The object id of the group that the API checks: given, or of a group that this makes.
   * Undefined: there is none.
   */
  #producersGroupId(
    name: string,
    { producers }: ManagementApiSpec,
    facts: Facts,
  ): pulumi.Output<string> | undefined {
    if (producers.kind === "none") return undefined;
    if (producers.kind === "existing") return pulumi.output(producers.objectId);
    const { displayName, description, members, owners } = producers;
    const group = new azuread.Group(
      `${name}-producers`,
      {
        displayName,
        description,
        securityEnabled: true,
        preventDuplicateNames: true,
        // The caller too, as the directory would have it anyway.
        owners: withCaller(owners, facts),
        members: objectIdsOf(members, facts),
      },
      { parent: this },
    );
    return group.objectId;
  }

  /**
   * Assigns users and groups to the service principal, each with an app role or with default
   * access.
   */
  #assign(
    name: string,
    { assignments, appRoles }: ManagementApiSpec,
    facts: Facts,
    producers: pulumi.Output<string> | undefined,
  ): void {
    for (const { principal, role, roleId } of assignments) {
      // A service principal by its object id, whichever id config has: it stays the same
      // assignment.
      const who =
        principal.kind === "servicePrincipal"
          ? objectIdOf(principal, facts)
          : assigneeKey(principal);
      const permission = appRoles.find(({ value }) => value === role);
      const named =
        permission && permissionName(permission, valueOf(roleId, facts.deployed?.appRoles));
      new azuread.AppRoleAssignment(
        `${name}-assignment-${named === undefined ? who : `${who}-${named.name}`}`,
        {
          appRoleId: roleId,
          principalObjectId:
            principal.kind === "producers"
              ? known(producers, "the group of producers")
              : objectIdOf(principal, facts),
          resourceObjectId: this.registration.servicePrincipal,
        },
        {
          parent: this,
          aliases: (named?.former ?? []).map((former) => ({
            name: `${name}-assignment-${who}-${former}`,
          })),
        },
      );
    }
  }

  /**
   * Lets the Azure CLI of whoever deploys fetch a token once, and records when it expires. The
   * token itself never leaves `az`: the command prints only the expiry, logging is off, and both
   * streams are secret in the state. It runs on `up`, never in a preview, and again when the Azure
   * CLI's scopes change.
   */
  #verifyToken(name: string, spec: ManagementApiSpec, facts: Facts): void {
    const cli = known(this.clients[AZURE_CLI_CLIENT_ID], "the Azure CLI");
    new command.local.Command(
      `${name}-token-verification`,
      {
        create: this.registration.clientId.apply((clientId) =>
          verificationCommand(
            targetOf({ clientId, tenantId: facts.caller.tenantId, cloud: facts.cloud }, spec),
          ),
        ),
        // A refusal that az remembers from before the pre-authorization must not count (it caches
        // them for a minute).
        environment: { AZURE_CORE_USE_MSAL_HTTP_CACHE: "false" },
        logging: command.local.Logging.None,
        triggers: [cli.authorizedClientId, cli.permissionIds],
      },
      {
        parent: this,
        dependsOn: [...this.registration.parts, cli],
        additionalSecretOutputs: ["stdout", "stderr"],
      },
    );
  }
}

/** The outputs, each known as soon as the ids that it waits for are. */
function outputsOf(
  spec: ManagementApiSpec,
  ids: { readonly [K in keyof Ids]: pulumi.Input<Ids[K]> },
): Outputs<StackOutputs> {
  const outputs = Object.entries<OutputRule<unknown>>(OUTPUTS).map(([name, { needs, value }]) => {
    const needed = pulumi.all(needs.map((id) => pulumi.output(ids[id])));
    const known = needed.apply((values) => needs.map((id, index) => [id, values[index]] as const));
    // The rule sees no other ids than those that it needs.
    return [
      name,
      known.apply((pairs) => value(spec, Object.fromEntries(pairs) as unknown as Ids)),
    ] as const;
  });
  return Object.fromEntries(outputs) as unknown as Outputs<StackOutputs>;
}

/** The value that has an id, of a directory's ids by value. */
function valueOf(id: string, ids: Readonly<Record<string, string>> = {}): string | undefined {
  return Object.keys(ids).find((value) => ids[value]?.toLowerCase() === id);
}

/**
 * What the rules have made sure of. A wrong rule must stop the deployment, not cost a client its
 * access unseen.
 */
function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not there, although the rules let it pass`);
  return value;
}
