import * as azuread from "@pulumi/azuread";
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { adoptRegistration } from "./registration/adopted";
import { createRegistration } from "./registration/created";
import { useRegistration } from "./registration/existing";
import type { PlaceOf, Registration } from "./registration/registration";
import { AZURE_CLI_CLIENT_ID } from "./rules/values/clients";
import { verificationCommand } from "./rules/outputs/commands";
import type { ManagementApiSpec } from "./rules/keys";
import {
  type Facts,
  objectIdOf,
  objectIdsOf,
  permissionsForAdministrators,
  withCaller,
} from "./rules/facts/facts";
import { assignmentPart, clientPart, scopePart } from "./rules/parts";
import {
  basisOf,
  type Ids,
  type OutputRule,
  OUTPUTS,
  type SpecBasis,
  type StackOutputs,
  targetOf,
} from "./rules/outputs";

/** The ways to have a registration, by the `mode` that config names. */
const REGISTRATIONS = {
  create: createRegistration,
  existing: useRegistration,
  adopt: adoptRegistration,
};

/** Plain values, as outputs of resources. */
type Outputs<T> = { readonly [K in keyof T]: pulumi.Output<T[K]> };

/** Plain, checked data, because names and ids of resources depend on it. */
export interface ManagementApiArgs {
  /** What to declare, from `readSettings` or `parseManagementApi`. */
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
  readonly #facts: Facts;
  readonly #placeOf: PlaceOf;

  constructor(
    name: string,
    { spec: asked, facts }: ManagementApiArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const protect = opts?.protect ?? asked.protect;
    super("bdk:index:ManagementApi", name, {}, { ...opts, protect });
    this.#facts = facts;
    this.#placeOf = this.#places(name, asked);
    this.registration = REGISTRATIONS[asked.registration.mode](asked, facts, this.#placeOf);
    const { spec, clientId, objectId, servicePrincipal } = this.registration;
    this.scopes = this.#createScopes();
    this.clients = this.#preAuthorizeClients();
    const producers = this.#producersGroupId();
    this.#assign(producers);
    if (spec.verifyToken) this.#verifyToken();

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

  /** Places for parts: below the component, imported where config says that they are there. */
  #places(component: string, { registration }: ManagementApiSpec): PlaceOf {
    const imports = registration.mode === "adopt" ? registration.imports : {};
    return (part) => {
      const { name, former } = typeof part === "string" ? { name: part, former: [] } : part;
      const id = Object.hasOwn(imports, name) ? imports[name] : undefined;
      return {
        name: `${component}-${name}`,
        opts: {
          parent: this,
          aliases: former.map((other) => ({ name: `${component}-${other}` })),
          ...(id !== undefined && { import: id }),
        },
      };
    };
  }

  /** Each new scope is a resource: one line in the preview, and removable while clients hold it. */
  #createScopes(): ManagementApi["scopes"] {
    const { spec, scopes: there, applicationId } = this.registration;
    const missing = spec.scopes.filter(({ value }) => !Object.hasOwn(there, value));
    return Object.fromEntries(
      missing.map(({ value, id, pinned, consent, ...texts }) => {
        const { userConsentDisplayName, userConsentDescription, ...adminTexts } = texts;
        const { name, opts } = this.#placeOf(scopePart({ value, id, pinned }, this.#facts));
        const scope = new azuread.ApplicationPermissionScope(
          name,
          {
            applicationId,
            scopeId: id,
            value,
            type: consent === "adminsOnly" ? "Admin" : "User",
            ...adminTexts,
            // The provider refuses an empty text, and takes one that is left out for none.
            ...(userConsentDisplayName !== "" && { userConsentDisplayName }),
            ...(userConsentDescription !== "" && { userConsentDescription }),
          },
          opts,
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
  #preAuthorizeClients(): ManagementApi["clients"] {
    const { spec, scopes: there, applicationId } = this.registration;
    const idOf = (value: string) => this.scopes[value]?.scopeId ?? there[value];
    const made = spec.clients.filter(({ elsewhere }) => !elsewhere);
    return Object.fromEntries(
      made.map(({ clientId, scopes }) => {
        const { name, opts } = this.#placeOf(clientPart(clientId));
        const client = new azuread.ApplicationPreAuthorized(
          name,
          {
            applicationId,
            authorizedClientId: clientId,
            permissionIds: scopes.map((value) => known(idOf(value), `the scope "${value}"`)),
          },
          opts,
        );
        return [clientId, client];
      }),
    );
  }

  /** The object id of the group that the API checks, given or made; undefined: there is none. */
  #producersGroupId(): pulumi.Output<string> | undefined {
    const { producers } = this.registration.spec;
    if (producers.kind === "none") return undefined;
    if (producers.kind === "existing") return pulumi.output(producers.objectId);
    const { displayName, description, members, owners } = producers;
    const { name, opts } = this.#placeOf("producers");
    const group = new azuread.Group(
      name,
      {
        displayName,
        description,
        securityEnabled: true,
        preventDuplicateNames: true,
        // The caller too, as the directory would have it anyway.
        owners: withCaller(owners, this.#facts),
        members: objectIdsOf(members, this.#facts),
      },
      opts,
    );
    return group.objectId;
  }

  /** Assigns users, groups and applications, each with an app role or with default access. */
  #assign(producers: pulumi.Output<string> | undefined): void {
    const { spec, servicePrincipal } = this.registration;
    for (const assignment of spec.assignments) {
      const { principal, roleId } = assignment;
      const { name, opts } = this.#placeOf(assignmentPart(assignment, spec, this.#facts));
      new azuread.AppRoleAssignment(
        name,
        {
          appRoleId: roleId,
          principalObjectId:
            principal.kind === "producers"
              ? known(producers, "the group of producers")
              : objectIdOf(principal, this.#facts),
          resourceObjectId: servicePrincipal,
        },
        opts,
      );
    }
  }

  /**
   * Lets the Azure CLI of whoever deploys fetch a token once, and records when it expires. The
   * token itself never leaves `az`: the command prints only the expiry, logging is off, and both
   * streams are secret in the state. It runs on `up`, never in a preview, and again when the Azure
   * CLI's scopes change.
   */
  #verifyToken(): void {
    const { spec, clientId, parts } = this.registration;
    const { caller, cloud } = this.#facts;
    // None where whoever owns the registration has pre-authorized it.
    const cli = this.clients[AZURE_CLI_CLIENT_ID];
    const { name, opts } = this.#placeOf("token-verification");
    new command.local.Command(
      name,
      {
        create: clientId.apply((id) =>
          verificationCommand(targetOf({ clientId: id, tenantId: caller.tenantId, cloud }, spec)),
        ),
        // A refusal that az remembers from before the pre-authorization must not count (it caches
        // them for a minute).
        environment: { AZURE_CORE_USE_MSAL_HTTP_CACHE: "false" },
        logging: command.local.Logging.None,
        triggers: cli === undefined ? [] : [cli.authorizedClientId, cli.permissionIds],
      },
      {
        ...opts,
        dependsOn: [...parts, ...(cli === undefined ? [] : [cli])],
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
  const basis = basisOf(spec);
  const rules = Object.entries<OutputRule<unknown, SpecBasis>>(OUTPUTS);
  const outputs = rules.map(([name, { needs, value }]) => {
    // The rule sees no other ids than those that it needs.
    const needed = pulumi.output(Object.fromEntries(needs.map((id) => [id, ids[id]])));
    return [name, needed.apply((known) => value(basis, known as unknown as Ids))] as const;
  });
  return Object.fromEntries(outputs) as unknown as Outputs<StackOutputs>;
}

/** What the rules made sure of. A wrong rule must not cost a client its access unseen. */
function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not there, although the rules let it pass`);
  return value;
}
