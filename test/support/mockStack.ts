/**
 * Runs the real program's functions under Pulumi's mocks: no engine, no provider, no network. It
 * shows what the program asks for; what an engine or a directory makes of it is shown by the
 * end-to-end tests.
 */
import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

/** A resource as the program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The resource options that an engine gets, without those that are empty. */
export interface RegisteredOptions {
  readonly parent?: string;
  readonly protect?: true;
  readonly importId?: string;
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly aliases?: readonly string[];
  /** Names of the resources that it waits for, sorted. */
  readonly dependsOn?: readonly string[];
  readonly deletedWith?: string;
  readonly retainOnDelete?: true;
  readonly deleteBeforeReplace?: true;
  readonly replaceOnChanges?: readonly string[];
}

/** What came of one run. */
export interface MockRun {
  /** The stack's outputs, resolved. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Every resource but the stack itself, sorted by name. */
  readonly resources: readonly Registered[];
  /** Options of each resource by its name. */
  readonly options: Readonly<Record<string, RegisteredOptions>>;
  /** Every function called, as `token arguments`, sorted. */
  readonly invokes: readonly { readonly token: string; readonly args: unknown }[];
}

/** The directory's part of a mocked run. */
export const mockIds = {
  caller: "dddddddd-0000-4000-8000-0000000000ff",
  tenantId: "aaaaaaaa-0000-4000-8000-000000000001",
  clientId: "cccccccc-0000-4000-8000-000000000003",
  registration: "eeeeeeee-0000-4000-8000-000000000005",
  servicePrincipal: "eeeeeeee-0000-4000-8000-000000000006",
  group: "eeeeeeee-0000-4000-8000-000000000007",
} as const;

const COMPUTED: Readonly<Record<string, { id: string; outputs: Record<string, unknown> }>> = {
  "azuread:index/application:Application": {
    id: `/applications/${mockIds.registration}`,
    outputs: { clientId: mockIds.clientId, objectId: mockIds.registration },
  },
  "azuread:index/applicationRegistration:ApplicationRegistration": {
    id: `/applications/${mockIds.registration}`,
    outputs: { clientId: mockIds.clientId, objectId: mockIds.registration },
  },
  "azuread:index/servicePrincipal:ServicePrincipal": {
    id: `/servicePrincipals/${mockIds.servicePrincipal}`,
    outputs: { objectId: mockIds.servicePrincipal },
  },
  "azuread:index/group:Group": {
    id: `/groups/${mockIds.group}`,
    outputs: { objectId: mockIds.group },
  },
};

/**
 * Runs a program once.
 *
 * @param program registers resources and returns stack outputs.
 * @param options `config` by short key, as JSON values; `users` maps user principal names to object
 * ids.
 */
export async function runUnderMocks(
  program: () => Promise<Record<string, unknown>>,
  options: {
    readonly config?: Readonly<Record<string, unknown>>;
    readonly stack?: string;
    readonly users?: Readonly<Record<string, string>>;
    /** Ids of Microsoft Graph's delegated permissions, and of its application permissions. */
    readonly graphPermissions?: Readonly<Record<string, string>>;
    readonly graphRoles?: Readonly<Record<string, string>>;
    /**
     * Object ids of service principals by the id that they are found by: their object id or their
     * client id.
     */
    readonly servicePrincipals?: Readonly<Record<string, string>>;
    /**
     * The registration of the stack's name or client id, as `getApplication` answers it; left out,
     * there is none.
     */
    readonly registration?: {
      readonly displayName?: string;
      readonly appRoles?: readonly object[];
      readonly identifierUris?: readonly string[];
      readonly groupMembershipClaims?: readonly string[];
      readonly apis?: readonly {
        readonly requestedAccessTokenVersion: number;
        readonly oauth2PermissionScopes?: readonly object[];
      }[];
    };
    /** What `getServicePrincipal` answers besides object ids. */
    readonly servicePrincipal?: object;
  } = {},
): Promise<MockRun> {
  const resources: Registered[] = [];
  const invokes: { token: string; args: unknown }[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs }) {
        const given = inputs as Record<string, unknown>;
        if (type !== "pulumi:pulumi:Stack") resources.push({ type, name, inputs: given });
        const computed = COMPUTED[type] ?? { id: `${name}-id`, outputs: {} };
        return { id: computed.id, state: { ...given, ...computed.outputs } };
      },
      call({ token, inputs }) {
        invokes.push({ token, args: inputs });
        return answer(token, inputs as Record<string, string>, options);
      },
    },
    "management-api",
    options.stack ?? "dev",
    false,
  );
  const registeredOptions = recordOptions();
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(options.config ?? {}).map(([key, value]) => [
        `management-api:${key}`,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ),
  );
  const outputs: unknown = await pulumi.runtime.runInPulumiStack(program);
  // Registrations of which no output is awaited.
  await pulumi.runtime.disconnect();
  return {
    outputs: outputs as Record<string, unknown>,
    resources: resources.sort((a, b) => a.name.localeCompare(b.name)),
    options: registeredOptions,
    invokes,
  };
}

function answer(
  token: string,
  inputs: Record<string, string>,
  options: Parameters<typeof runUnderMocks>[1],
): Record<string, unknown> {
  switch (token) {
    case "azuread:index/getClientConfig:getClientConfig":
      return { objectId: mockIds.caller, tenantId: mockIds.tenantId, clientId: "unused" };
    case "azuread:index/getUser:getUser": {
      const objectId = options?.users?.[inputs["userPrincipalName"] ?? ""];
      if (objectId === undefined) {
        throw refused(`User with UPN "${inputs["userPrincipalName"]}" was not found`);
      }
      return { objectId };
    }
    case "azuread:index/getApplication:getApplication":
      if (options?.registration === undefined) {
        throw refused("Application not found: no applications found matching filter");
      }
      return {
        clientId: mockIds.clientId,
        objectId: mockIds.registration,
        displayName: "Calls",
        appRoles: [],
        identifierUris: [],
        groupMembershipClaims: [],
        apis: [],
        ...options.registration,
      };
    case "azuread:index/getServicePrincipal:getServicePrincipal":
      return servicePrincipal(inputs, options);
    default:
      throw new Error(`no mock for ${token}`);
  }
}

function servicePrincipal(
  { objectId, clientId }: Record<string, string>,
  options: Parameters<typeof runUnderMocks>[1],
): Record<string, unknown> {
  if (clientId === "00000003-0000-0000-c000-000000000000") {
    return {
      oauth2PermissionScopeIds: options?.graphPermissions ?? {},
      oauth2PermissionScopes: [],
      appRoleIds: options?.graphRoles ?? {},
    };
  }
  const found = options?.servicePrincipals?.[objectId ?? clientId ?? ""];
  if (found === undefined || (objectId !== undefined && found !== objectId)) {
    throw refused("Service principal not found");
  }
  return {
    objectId: found,
    accountEnabled: true,
    appRoleAssignmentRequired: false,
    ...options?.servicePrincipal,
  };
}

/** An error as the SDK takes it from an engine: it reads the `details` of a call that failed. */
function refused(details: string): Error {
  return Object.assign(new Error(details), { details });
}

/**
 * Reads the options off the requests that the mocked engine gets; the mocks themselves see only
 * inputs.
 */
function recordOptions(): Record<string, RegisteredOptions> {
  const recorded: Record<string, RegisteredOptions> = {};
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) throw new Error("no mocked engine");
  const register = monitor.registerResource.bind(monitor) as (...args: unknown[]) => unknown;
  const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";
  monitor.registerResource = ((request: RegisterResourceRequest, ...rest: unknown[]) => {
    recorded[request.getName()] = withoutEmpty({
      parent: nameOf(request.getParent()),
      protect: request.getProtect(),
      importId: request.getImportid(),
      ignoreChanges: request.getIgnorechangesList(),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      aliases: request.getAliasesList().map((alias) => alias.getSpec()?.getName() ?? ""),
      dependsOn: [...new Set(request.getDependenciesList().map(nameOf))].sort(),
      deletedWith: nameOf(request.getDeletedwith()),
      retainOnDelete: request.getRetainondelete(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      replaceOnChanges: request.getReplaceonchangesList(),
    });
    return register(request, ...rest);
  }) as typeof monitor.registerResource;
  return recorded;
}

function withoutEmpty(options: object): RegisteredOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) =>
      Array.isArray(value)
        ? value.length > 0
        : value !== "" && value !== false && value !== undefined,
    ),
  );
}
