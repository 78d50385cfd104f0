import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { graphPermissionIds } from "./graphAccess";
import { createPermissionScopes } from "./permissionScopes";
import { preAuthorizeClients } from "./preAuthorizedClients";
import { principalObjectIds, withCaller } from "./principals";
import { producersGroupId } from "./producersGroup";
import { createRegistration } from "./registration/created";
import { createRoleAssignments } from "./roleAssignments";
import { type AppSettings, appSettings } from "./spec/appSettings";
import { AZURE_CLI_CLIENT_ID } from "./spec/clients";
import { type Declared, declared } from "./spec/declared";
import { deployPermissions } from "./spec/deployPermissions";
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
} from "./spec/tokenCommands";
import { type ExpectedToken, expectedToken } from "./spec/tokenContract";
import { verifyToken } from "./tokenVerification";

/** Plain values, as outputs of resources. */
type Outputs<T> = { readonly [K in keyof T]: pulumi.Output<T[K]> };

/** Inputs of {@link ManagementApi}: plain, checked data, because names and ids of resources depend on it. */
export interface ManagementApiArgs {
  /** What to declare, from `parseManagementApi` (or `readSettings`, which reads it from the stack's config). */
  readonly spec: ManagementApiSpec;
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

  constructor(name: string, { spec }: ManagementApiArgs, opts?: pulumi.ComponentResourceOptions) {
    const isProtected = opts?.protect ?? spec.protect;
    super("bdk:index:ManagementApi", name, {}, { ...opts, protect: isProtected });
    const inside = { parent: this };
    const caller = azuread.getClientConfigOutput(inside);

    const registration = createRegistration(
      name,
      {
        spec,
        owners: withCaller(caller.objectId, principalObjectIds(spec.owners, inside)),
        graphPermissionIds: graphPermissionIds(spec.graphPermissions, inside),
      },
      inside,
    );
    // Deleting the registration deletes its parts; saying so makes destroy one request instead of ten. Not in a protected
    // stack: there the parts are protected too, and both options together lose parts from the state (docs/decisions/0001-one-robust-root.md).
    const part: pulumi.CustomResourceOptions =
      isProtected || registration.root === undefined
        ? inside
        : { ...inside, deletedWith: registration.root };

    const uri = new azuread.ApplicationIdentifierUri(
      `${name}-uri`,
      {
        applicationId: registration.applicationId,
        identifierUri: registration.clientId.apply((clientId) => identifierUri({ clientId })),
      },
      part,
    );
    const scopeIds = createPermissionScopes(name, spec.scopes, registration, part);
    const clients = preAuthorizeClients(name, spec.clients, scopeIds, registration, part);
    const servicePrincipal = new azuread.ServicePrincipal(
      `${name}-service-principal`,
      {
        clientId: registration.clientId,
        useExisting: true,
        appRoleAssignmentRequired: spec.assignmentRequired,
        owners: withCaller(caller.objectId, []),
      },
      part,
    );
    const groupId = producersGroupId(name, spec.producers, caller.objectId, inside);
    createRoleAssignments(
      name,
      spec.assignments,
      { servicePrincipalId: servicePrincipal.objectId, producersGroupId: groupId },
      part,
    );

    this.clientId = registration.clientId;
    this.tenantId = caller.tenantId;
    const target = pulumi
      .all([this.clientId, this.tenantId])
      .apply(([clientId, tenantId]): TokenTarget => ({ clientId, tenantId }));
    const cli = clients[AZURE_CLI_CLIENT_ID];
    if (spec.verifyToken && cli !== undefined) {
      verifyToken(name, target, cli, { ...part, dependsOn: [uri, servicePrincipal, cli] });
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
}
