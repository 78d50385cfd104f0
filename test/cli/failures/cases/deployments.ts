/** Deployments: the texts are those of azuread 6.9.1 and of Go. */
import { known, type TextCase, unknown } from "./textCase";

const POST = 'Post "https://login.microsoftonline.com/x/oauth2/v2.0/token"';
const GIVING_UP = `building client: unable to obtain access token: clientCredentialsToken: cannot request token: ${POST}: POST giving up after 1 attempt(s): ${POST}`;
const REFUSED = (code: string): string =>
  `building client: unable to obtain access token: clientCredentialsToken: received HTTP status 401 with response: {"error":"invalid_client","error_description":"${code}: Something. Trace ID: 1"}`;
const NO_CREDENTIALS = (details: string): string =>
  `error: rpc error: code = Unknown desc = failed to load Azure credentials.\nDetails: could not configure AzureCli Authorizer: ${details}\n\n\tPlease make sure you have signed in via 'az login' or configured another authentication method.`;

/** Everything that `pulumi up` says. */
export const DEPLOYMENTS: readonly TextCase[] = [
  known(
    "missing rights",
    "Could not create application: unexpected status 403 (403 Forbidden) with error: Authorization_RequestDenied: Insufficient privileges to complete the operation.",
    "Authorization_RequestDenied",
  ),
  known(
    "missing rights, by az",
    "ERROR: Insufficient privileges to complete the operation.",
    "Authorization_RequestDenied",
    "Insufficient privileges to complete the operation",
  ),
  known(
    "missing rights, wrapped",
    "ERROR: Insufficient privi\nleges to complete the oper\nation.",
    "Authorization_RequestDenied",
    "Insufficient privileges to complete the operation",
  ),
  known(
    "a quota",
    "unexpected status 403 (403 Forbidden) with error: Directory_QuotaExceeded: The directory object quota limit for the Principal has been exceeded.",
    "deploy.quota",
    "Directory_QuotaExceeded",
  ),
  unknown(
    "another refusal of Graph",
    "Could not update application: unexpected status 403 (403 Forbidden) with error: SomethingNew: x",
    "unknown.deployment",
  ),
  known(
    "a service tree",
    '{"code":"ServiceTreeValueMissing","message":"ServiceManagementReference field is required for Create"}',
    "deploy.service-tree",
    "ServiceTreeValueMissing",
  ),
  known(
    "a slow directory",
    "Timed out whilst waiting for new service principal to be replicated in Azure AD: unexpected status 404",
    "deploy.replication",
    "to be replicated in Azure AD",
  ),
  known(
    "a provider without az",
    NO_CREDENTIALS(
      'could not parse Azure CLI version: launching Azure CLI: exec: "az": executable file not found in $PATH',
    ),
    "deploy.az-missing",
    'exec: "az": executable file not found',
  ),
  known(
    "a provider without a sign-in",
    NO_CREDENTIALS(
      "obtaining account details: running Azure CLI: exit status 1: ERROR: Please run 'az login' to setup account.",
    ),
    "deploy.signed-out",
    "Please run 'az login'",
  ),
  known(
    "a provider without credentials for another reason",
    NO_CREDENTIALS('unsupported Azure CLI version "2.0.0" detected'),
    "deploy.no-credentials",
    "failed to load Azure credentials",
  ),
  known(
    "a sign-in of az that has ended",
    "unable to obtain access token: running Azure CLI: exit status 1: ERROR: AADSTS700082: The refresh token has expired",
    "AADSTS700082",
  ),
  known("a wrong secret", REFUSED("AADSTS7000215"), "AADSTS7000215"),
  known("an old secret", REFUSED("AADSTS7000222"), "AADSTS7000222"),
  known("a federated credential", REFUSED("AADSTS700213"), "AADSTS700213"),
  known("another federated credential", REFUSED("AADSTS70021"), "AADSTS700213", "AADSTS70021"),
  known("an unknown application", REFUSED("AADSTS700016"), "AADSTS700016"),
  known("a deployer's tenant", REFUSED("AADSTS90002"), "AADSTS700016", "AADSTS90002"),
  known("a person's unknown tenant", "ERROR: AADSTS90002: Tenant 'x' not found.", "AADSTS90002"),
  known("a disabled application", REFUSED("AADSTS7000112"), "AADSTS7000112"),
  known("a policy for applications", REFUSED("AADSTS53003"), "AADSTS53003"),
  known(
    "a refusal without a code",
    "clientCredentialsToken: received HTTP status 401",
    "deploy.no-token",
    "clientCredentialsToken",
  ),
  known(
    "an unknown authority",
    `${GIVING_UP}: tls: failed to verify certificate: x509: certificate signed by unknown authority`,
    "deploy.unknown-authority",
    "x509: certificate signed by unknown authority",
  ),
  known(
    "an untrusted certificate on macOS",
    `${GIVING_UP}: x509: “login.microsoftonline.com” certificate is not trusted`,
    "deploy.unknown-authority",
    "x509:…certificate is not trusted",
  ),
  known(
    "a certificate out of its time",
    `${GIVING_UP}: x509: certificate has expired or is not yet valid: current time 2020-01-01`,
    "deploy.certificate-time",
    "x509: certificate has expired or is not yet valid",
  ),
  known(
    "a proxy that does not answer",
    `${GIVING_UP}: proxyconnect tcp: dial tcp 127.0.0.1:9: connect: connection refused`,
    "deploy.proxy",
    "proxyconnect",
  ),
  known(
    "a refused connection",
    `${GIVING_UP}: dial tcp 127.0.0.1:9: connect: connection refused`,
    "deploy.network",
    "dial tcp",
  ),
  known(
    "a name that is taken",
    'An existing "azuread_application" with name "BDK" (ID: "/applications/x") was found and `prevent_duplicate_names` was specified. To be managed via Terraform, this resource needs to be imported into the State.',
    "deploy.name-taken",
    'An existing "azuread_application" with name',
  ),
  known(
    "a part that is there",
    'a resource with the ID "/applications/x/permissionScopes/y" already exists - to be managed via Terraform this resource needs to be imported into the State.',
    "deploy.exists",
    "already exists - to be managed via Terraform",
  ),
  known(
    "a client that is there",
    'A resource with the ID "x/preAuthorizedApplication/y" already exists: To be managed via Terraform, this resource needs to be imported into the State.',
    "deploy.exists",
    "already exists: To be managed via Terraform",
  ),
  known(
    "a part that was not shown",
    "expected non-nil error with nil state during Create of urn:pulumi:dev::x",
    "deploy.not-shown",
    "expected non-nil error with nil state",
  ),
  known(
    "a lost answer",
    "HTTP response was nil; connection may have been reset",
    "deploy.lost-answer",
    "HTTP response was nil",
  ),
  known(
    "protection",
    'resource "urn:pulumi:dev::x" cannot be deleted\nbecause it is protected.',
    "deploy.protected",
    "cannot be deleted because it is protected",
  ),
  unknown("a resource that exists elsewhere", 'the stack "dev" already exists', "unknown"),
  unknown(
    "a plugin that Pulumi lost",
    'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:41293: connect: connection refused"',
    "unknown",
  ),
  known(
    "an identity that Graph does not find",
    "Could not create application: unexpected status 401 (401 Unauthorized) with error: Authorization_IdentityNotFound: The identity of the calling application could not be established.",
    "Authorization_IdentityNotFound",
  ),
  known(
    "a service principal of an application that is not owned",
    "Could not create service principal: unexpected status 403 (403 Forbidden) with error: Authorization_RequestDenied: When using this permission, the backing application of the service principal being created must in the local tenant",
    "deploy.backing-application",
    "Authorization_RequestDenied",
  ),
  known(
    "a domain that is not verified",
    "creating Application IdentifierUri: unexpected status 400 (400 Bad Request) with error: HostNameNotOnVerifiedDomain: Values of identifierUris property must use a verified domain of the organization or its subdomain: 'https://bdk.example'",
    "deploy.uri-domain",
    "HostNameNotOnVerifiedDomain",
  ),
  known(
    "the same, by az",
    "ERROR: Values of identifierUris property must use a verified domain of the organization or its subdomain: 'https://bdk.example'",
    "deploy.uri-domain",
    "must use a verified domain of the organization",
  ),
  known(
    "the tenant's policy on URIs",
    "ERROR: Failed to add identifier URI https://bdk.example. All newly added URIs must contain a tenant verified domain, tenant ID, or app ID, as per the default app management policy of your organization.",
    "deploy.uri-domain",
    "must contain a tenant verified domain, tenant ID, or app ID",
  ),
  known(
    "a URI that another application has",
    "Could not update application: unexpected status 400 (400 Bad Request) with error: ObjectConflict: Another object with the same value for property identifierUris already exists.",
    "deploy.uri-taken",
    "ObjectConflict",
  ),
  known(
    "another value that is taken",
    "Could not create group: unexpected status 400 (400 Bad Request) with error: ObjectConflict: Another object with the same value for property mailNickname already exists.",
    "deploy.conflict",
    "ObjectConflict",
  ),
  known(
    "too many requests",
    "retrieving resource: unexpected status 429 (429 Too Many Requests) with error: TooManyRequests: Too many requests.",
    "deploy.throttled",
    "TooManyRequests",
  ),
  known(
    "too many requests, in the provider's other words",
    "unexpected status 429 with OData error: TooManyRequests: Too many requests.",
    "deploy.throttled",
    "TooManyRequests",
  ),
  unknown(
    "too many requests to Azure Resource Manager",
    "GET https://management.azure.com/providers/x RESPONSE 429: 429 Too Many Requests ERROR CODE: ResourceRequestsThrottled",
    "unknown.arm",
  ),
  unknown("too many requests to somebody", "npm error 429 Too Many Requests", "unknown.elsewhere"),
  known(
    "a service that is away",
    "Could not create application: unexpected status 503 (503 Service Unavailable) with error: ServiceUnavailable: x",
    "deploy.unavailable",
    "ServiceUnavailable",
  ),
  unknown("another service that is away", "HTTP/1.1 503 Service Unavailable", "unknown"),
  known(
    "an update that takes too long",
    "Waiting for update of `display_name` for Group (Group: \"x\"): timeout while waiting for state to become 'Done' (last state: 'Waiting', timeout: 19m43s). azuread_group",
    "deploy.replication",
    "timeout while waiting for state to become",
  ),
  known(
    "an object that is not shown yet",
    "Could not add owners to application with object ID: \"x\": ApplicationsClient.BaseClient.Post(): unexpected status 404 with OData error: Request_ResourceNotFound: Resource 'x' does not exist or one of its queried reference-property objects are not present.",
    "deploy.not-found",
    "Request_ResourceNotFound",
  ),
  known(
    "an application's own secret",
    "MsalServiceException: AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '99999999-9999-4999-8999-999999999999'.",
    "AADSTS7000215",
  ),
  known(
    "a request that takes too long",
    'ApplicationsClient.BaseClient.Get(): Get "https://graph.microsoft.com/v1.0/applications/x": context deadline exceeded',
    "deploy.timeout",
    "context deadline exceeded",
  ),
  known(
    "a role that is not there yet",
    "Could not create app role assignment: unexpected status 400 (400 Bad Request) with error: Request_BadRequest: Permission being assigned was not found on application 'x'.",
    "deploy.role-missing",
    "Permission being assigned was not found on application",
  ),
  known(
    "an assignment that is there",
    "unexpected status 400 (400 Bad Request) with error: InvalidUpdate: Permission being assigned already exists on the object",
    "deploy.exists",
    "Permission being assigned already exists on the object",
  ),
  unknown(
    "an application of personal accounts",
    "Could not create application: unexpected status 409 (409 Conflict) with error: Error_MsaAppDoesNotExist: The corresponding MSA application does not exist.",
    "unknown.deployment",
  ),
  known(
    "a second factor for Graph",
    "unable to obtain access token: running Azure CLI: exit status 1: ERROR: AADSTS50076: Due to a configuration change",
    "AADSTS50076",
  ),
];
