import * as azuread from "@pulumi/azuread";
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { createRegistration } from "./registration/created";
import type { Registration } from "./registration/registration";
import { type AppSettings, appSettings } from "./spec/appSettings";
import { assigneeKey } from "./spec/assignments";
import { AZURE_CLI_CLIENT_ID } from "./spec/clients";
import { type Declared, declared } from "./spec/declared";
import { deployPermissions } from "./spec/deployPermissions";
import { type Facts, objectIdOf, objectIdsOf, withCaller } from "./spec/facts";
import { permissionName } from "./spec/identity";
import type { ManagementApiSpec } from "./spec/managementApi";
import type { ObjectIds, StackOutputs } from "./spec/stackOutputs";
import {
  identifierUri,
  loginCommand,
  scopeUris,
  tokenCommand,
  type TokenCommands,
  tokenCommands,
  type TokenTarget,
  verificationCommand,
} from "./spec/tokenCommands";
import { type ExpectedToken, expectedToken } from "./spec/tokenContract";

/** Plain values, as outputs of resources. */
type Outputs<T> = { readonly [K in keyof T]: pulumi.Output<T[K]> };

/** Inputs of {@link ManagementApi}: plain, checked data, because names and ids of resources depend on it. */
export interface ManagementApiArgs {
  /** What to declare, from `parseManagementApi` (or `readSettings`, which reads it from the stack's config). */
  readonly spec: ManagementApiSpec;
  /** What the directory says of it, from `lookUp`. */
  readonly facts: Facts;
}

/**
 * The BDK's Management API in Entra ID: its registration, identifier URI, scopes and service principal, the clients that may
 * get tokens without a prompt, and, where asked for, a group, assignments and a check that a token can be had.
 */
export class ManagementApi extends pulumi.ComponentResource implements Outputs<StackOutputs> {
  /** See {@link StackOutputs}, which describes each of these. */
  readonly tokenCommand: pulumi.Output<string>;
  readonly loginCommand: pulumi.Output<string>;
  readonly tokenCommands: pulumi.Output<TokenCommands>;
  readonly clientId: pulumi.Output<string>;
  readonly tenantId: pulumi.Output<string>;
  readonly identifierUri: pulumi.Output<string>;
  readonly objectIds: pulumi.Output<ObjectIds>;
  readonly scopes: pulumi.Output<readonly string[]>;
  readonly expectedToken: pulumi.Output<ExpectedToken>;
  readonly appSettings: pulumi.Output<AppSettings>;
  readonly declared: pulumi.Output<Declared>;
  readonly requiredPermissions: pulumi.Output<readonly string[]>;

  constructor(
    name: string,
    { spec, facts }: ManagementApiArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("bdk:index:ManagementApi", name, {}, { ...opts, protect: opts?.protect ?? spec.protect });
    const inside: pulumi.CustomResourceOptions = { parent: this };

    const registration = createRegistration(name, spec, facts, inside);
    const uri = new azuread.ApplicationIdentifierUri(
      `${name}-uri`,
      {
        applicationId: registration.applicationId,
        identifierUri: registration.clientId.apply((clientId) => identifierUri({ clientId })),
      },
      inside,
    );
    const scopeIds = this.#createScopes(name, spec, facts, registration);
    const clients = this.#preAuthorizeClients(name, spec, scopeIds, registration);
    const servicePrincipal = new azuread.ServicePrincipal(
      `${name}-service-principal`,
      {
        clientId: registration.clientId,
        useExisting: true,
        appRoleAssignmentRequired: spec.assignmentRequired,
        owners: withCaller([], facts),
      },
      inside,
    );
    const groupId = this.#producersGroupId(name, spec, facts);
    this.#assign(name, spec, facts, servicePrincipal, groupId);

    this.clientId = registration.clientId;
    this.tenantId = pulumi.output(facts.caller.tenantId);
    const target = this.clientId.apply((clientId): TokenTarget => ({
      clientId,
      tenantId: facts.caller.tenantId,
    }));
    const cli = clients[AZURE_CLI_CLIENT_ID];
    if (spec.verifyToken && cli !== undefined) {
      this.#verifyToken(name, target, cli, [uri, servicePrincipal, cli]);
    }

    this.tokenCommand = target.apply(tokenCommand);
    this.loginCommand = target.apply(loginCommand);
    this.tokenCommands = target.apply(tokenCommands);
    this.identifierUri = uri.identifierUri;
    const scopeValues = spec.scopes.map(({ value }) => value);
    this.scopes = target.apply((ids) => scopeUris(ids, scopeValues));
    const withGroup = pulumi.all([target, groupId]);
    this.expectedToken = withGroup.apply(([ids, group]) => expectedToken(ids, spec.clients, group));
    this.appSettings = withGroup.apply(([ids, group]) => appSettings(ids, group));
    this.objectIds = pulumi
      .all([registration.objectId, servicePrincipal.objectId, groupId])
      .apply(([registrationId, servicePrincipalId, producers]) => ({
        registration: registrationId,
        servicePrincipal: servicePrincipalId,
        ...(producers !== undefined && { producers }),
      }));
    this.declared = pulumi.output(declared(spec));
    this.requiredPermissions = pulumi.output(deployPermissions(spec));
    this.registerOutputs({
      tokenCommand: this.tokenCommand,
      clientId: this.clientId,
      identifierUri: this.identifierUri,
    });
  }

  /**
   * Registers each scope as a resource of its own: one line in the preview, and removable while clients hold it.
   *
   * @returns ids by value. Whoever uses one waits until the scope is there, and lets go before it is removed.
   */
  #createScopes(
    name: string,
    { scopes }: ManagementApiSpec,
    { deployed }: Facts,
    { applicationId }: Registration,
  ): Readonly<Record<string, pulumi.Output<string>>> {
    return Object.fromEntries(
      scopes.map(({ value, id, pinned, consent, ...texts }) => {
        const named = permissionName({ id, value, pinned }, valueOf(id, deployed?.scopes));
        const scope = new azuread.ApplicationPermissionScope(
          `${name}-scope-${named.name}`,
          {
            applicationId,
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
        return [value, scope.scopeId];
      }),
    );
  }

  /**
   * Pre-authorizes each client: no consent prompt for its scopes. The ids come from the scope resources, not from the
   * specification, so that a new scope exists first and an old one is let go of before it is removed.
   *
   * @returns the resources by client id.
   */
  #preAuthorizeClients(
    name: string,
    { clients }: ManagementApiSpec,
    scopeIds: Readonly<Record<string, pulumi.Output<string>>>,
    { applicationId }: Registration,
  ): Readonly<Record<string, azuread.ApplicationPreAuthorized>> {
    return Object.fromEntries(
      clients.map(({ clientId, scopes }) => [
        clientId,
        new azuread.ApplicationPreAuthorized(
          `${name}-client-${clientId}`,
          {
            applicationId,
            authorizedClientId: clientId,
            permissionIds: scopes.map((value) => known(scopeIds[value], `the scope "${value}"`)),
          },
          { parent: this },
        ),
      ]),
    );
  }

  /** The object id of the group that the API checks: given, or of a group that this makes. Undefined: there is none. */
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

  /** Assigns users and groups to the service principal, each with an app role or with default access. */
  #assign(
    name: string,
    { assignments, appRoles }: ManagementApiSpec,
    facts: Facts,
    servicePrincipal: azuread.ServicePrincipal,
    groupId: pulumi.Output<string> | undefined,
  ): void {
    for (const { principal, role, roleId } of assignments) {
      const who = assigneeKey(principal);
      const permission = appRoles.find(({ value }) => value === role);
      const named =
        permission && permissionName(permission, valueOf(roleId, facts.deployed?.appRoles));
      new azuread.AppRoleAssignment(
        `${name}-assignment-${named === undefined ? who : `${who}-${named.name}`}`,
        {
          appRoleId: roleId,
          principalObjectId:
            principal.kind === "producers"
              ? known(groupId, "the group of producers")
              : objectIdOf(principal, facts),
          resourceObjectId: servicePrincipal.objectId,
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
   * Lets the Azure CLI of whoever deploys fetch a token once, and records when it expires. The token itself never leaves `az`:
   * the command prints only the expiry, logging is off, and both streams are secret in the state. It runs on `up`, never in a
   * preview, and again when the Azure CLI's scopes change.
   */
  #verifyToken(
    name: string,
    target: pulumi.Output<TokenTarget>,
    cli: azuread.ApplicationPreAuthorized,
    dependsOn: readonly pulumi.Resource[],
  ): void {
    new command.local.Command(
      `${name}-token-verification`,
      {
        create: target.apply(verificationCommand),
        // A refusal that az remembers from before the pre-authorization must not count (it caches them for a minute).
        environment: { AZURE_CORE_USE_MSAL_HTTP_CACHE: "false" },
        logging: command.local.Logging.None,
        triggers: [cli.authorizedClientId, cli.permissionIds],
      },
      {
        parent: this,
        dependsOn: [...dependsOn],
        additionalSecretOutputs: ["stdout", "stderr"],
      },
    );
  }
}

/** The value that has an id, of a directory's ids by value. */
function valueOf(id: string, ids: Readonly<Record<string, string>> = {}): string | undefined {
  return Object.keys(ids).find((value) => ids[value]?.toLowerCase() === id);
}

/** What the rules have made sure of. A wrong rule must stop the deployment, not cost a client its access unseen. */
function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not there, although the rules let it pass`);
  return value;
}
