/**
 * Every refusal of the token service, once, by its number. The words are Entra ID's where a source
 * exists; the numbers are documented at
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes.
 */
import { v4 as randomId } from "uuid";
import { isUnservedGraph, unservedHost } from "../constants";
import { Refusal } from "../errors";

/** What the token service says when it refuses. */
interface Said {
  /** The OAuth error. Default "invalid_grant". */
  readonly error?: string;
  readonly message: string;
  /** The HTTP status. Default 400. */
  readonly status?: number;
  readonly suberror?: string;
}

/** What texts say of a client. */
interface NamedClient {
  readonly clientId: string;
  readonly displayName: string;
}

/** What texts say of an API. */
interface NamedResource {
  readonly identifier: string;
  readonly principal: { readonly appId: string };
  readonly publication: { readonly displayName: string };
}

const CONSENTED_BY =
  "This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.";

const CATALOGUE = {
  28000: (scope: string) => ({
    error: "invalid_scope",
    message: `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
  }),
  50011: (redirectUri: string, clientId: string) => ({
    error: "invalid_request",
    message: `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
  }),
  50034: (user: string, domain: string) => ({
    message: `The user account ${user} does not exist in the ${domain} directory. To sign into this application, the account must be added to the directory.`,
  }),
  50055: () => ({
    message: "The password is expired.",
    suberror: "user_password_expired",
  }),
  50057: () => ({ message: "The user account is disabled." }),
  50076: (appId: string) => ({
    error: "interaction_required",
    message: `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${appId}'.`,
    suberror: "basic_action",
  }),
  50105: ({ principal, publication }: NamedResource, user: string) => ({
    message: `Your administrator has configured the application ${publication.displayName} ('${principal.appId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user '${user}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`,
  }),
  50126: () => ({
    message: "Error validating credentials due to invalid username or password.",
  }),
  53003: () => ({
    message:
      "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
    suberror: "message_only",
  }),
  65001: ({ clientId, displayName }: NamedClient) => ({
    message: `The user or administrator has not consented to use the application with ID '${clientId}' named '${displayName}'. Send an interactive authorization request for this user and resource.`,
    suberror: "consent_required",
  }),
  70003: (grantType: string) => ({
    error: "unsupported_grant_type",
    message: `The app requested an unsupported grant type '${grantType}'.`,
  }),
  70008: () => ({
    message:
      "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
  }),
  70018: () => ({
    error: "bad_verification_code",
    message:
      "Invalid verification code due to user typing in wrong user code for device code flow.",
  }),
  70020: () => ({ error: "expired_token", message: "The provided device code has expired." }),
  90002: (tenant: string) => ({
    error: "invalid_request",
    message: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  }),
  500011: (identifier: string, tenant: string) => ({
    error: "invalid_resource",
    message: `The resource principal named ${identifier} was not found in the tenant named ${tenant}. ${CONSENTED_BY} You might have sent your authentication request to the wrong tenant.${isUnservedGraph(identifier) ? ` ${unservedHost(new URL(identifier).host)}` : ""}`,
  }),
  500014: (identifier: string) => ({
    error: "invalid_resource",
    message: `The service principal for resource '${identifier}' is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.`,
  }),
  500112: () => ({
    error: "invalid_client",
    message:
      "The reply address does not match the reply address provided when requesting the authorization code.",
  }),
  501051: ({ clientId, displayName }: NamedClient, { identifier, publication }: NamedResource) => ({
    message: `Application '${clientId}'(${displayName}) is not assigned to a role for the application '${identifier}'(${publication.displayName}).`,
  }),
  501481: () => ({
    message:
      "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
  }),
  650053: ({ displayName }: NamedClient, { principal }: NamedResource, scope: string) => ({
    error: "invalid_client",
    message: `The application '${displayName}' asked for scope '${scope}' that doesn't exist on the resource '${principal.appId}'. Contact the app vendor.`,
  }),
  // https://github.com/Azure/azure-cli/issues/31051 shows it and 65001 for one API.
  650057: ({ clientId, displayName }: NamedClient, { identifier, principal }: NamedResource) => ({
    error: "invalid_client",
    message: `Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: ${clientId}(${displayName}). Resource value from request: ${identifier}. Resource app ID: ${principal.appId}. List of valid resources from app registration: .`,
  }),
  700016: (clientId: string, tenant: string) => ({
    error: "unauthorized_client",
    message: `Application with identifier '${clientId}' was not found in the directory '${tenant}'. ${CONSENTED_BY} You may have sent your authentication request to the wrong tenant.`,
  }),
  700027: () => ({
    error: "invalid_client",
    message: "((sandbox)) Client assertions are not served: use a client secret.",
    status: 401,
  }),
  700054: (responseType: string) => ({
    error: "unsupported_response_type",
    message: `response_type '${responseType}' is not enabled for the application.`,
  }),
  700082: (issuedAt: string, days: number) => ({
    message: `The refresh token has expired due to inactivity. The token was issued on ${issuedAt} and was inactive for ${days}.00:00:00.`,
  }),
  900144: (field: string) => ({
    error: "invalid_request",
    message: `The request body must contain the following parameter: '${field}'.`,
  }),
  1002012: (scope: string) => ({
    error: "invalid_scope",
    message: `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  }),
  7000112: ({ clientId, displayName }: NamedClient) => ({
    error: "unauthorized_client",
    message: `Application '${clientId}'(${displayName}) is disabled.`,
  }),
  7000215: (clientId: string) => ({
    error: "invalid_client",
    message: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    status: 401,
  }),
  7000218: () => ({
    error: "invalid_client",
    message:
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    status: 401,
  }),
  7000222: (clientId: string) => ({
    error: "invalid_client",
    message: `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app.`,
    status: 401,
  }),
  7000229: (clientId: string, tenantId: string) => ({
    error: "unauthorized_client",
    message: `The client application ${clientId} is missing service principal in the tenant ${tenantId}.`,
  }),
  9002313: (problem: string) => ({
    error: "invalid_request",
    message: `Invalid request. Request is malformed or invalid. ${problem}`,
  }),
};

/** What the text of each refusal is made of. */
type Values = { [N in keyof typeof CATALOGUE]: Parameters<(typeof CATALOGUE)[N]> };

const REFUSALS: { readonly [N in keyof Values]: (...values: Values[N]) => Said } = CATALOGUE;

/**
 * The refusal of a number. Current answers join the lines by spaces, older ones by line ends
 * (https://github.com/Azure/azure-cli/issues/32579), so clients match on the code alone.
 *
 * @param number what stands behind "AADSTS".
 * @param values what its text names.
 */
export function aadsts<N extends keyof Values>(number: N, ...values: Values[N]): Refusal {
  const { error = "invalid_grant", message, status = 400, suberror } = REFUSALS[number](...values);
  return new Refusal(status, message, (now) => {
    const traceId = randomId();
    const correlationId = randomId();
    const timestamp = now.toISOString().slice(0, 19).replace("T", " ") + "Z";
    return {
      error,
      error_description: `AADSTS${number}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [number],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${number}`,
      ...(suberror !== undefined && { suberror }),
    };
  });
}
