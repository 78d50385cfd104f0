/** The API and the libraries that guard it; who else says 401 and 403. */
import { known, OWN, type TextCase, unknown } from "./textCase";

/** Who says 401 or 403. */
export const STATUSES: readonly TextCase[] = [
  known("an answer", "HTTP/1.1 403 Forbidden", "HTTP 403"),
  known("an answer of 401", "HTTP/2 401\nwww-authenticate: Bearer", "HTTP 401"),
  known("curl", "curl: (22) The requested URL returned error: 403", "HTTP 403"),
  known(
    "the API's own address",
    "GET https://bdk.contoso.example/api/call/active 401 (Unauthorized)",
    "HTTP 401",
  ),
  known("a person", "I get a 403 from the API", "HTTP 403"),
  unknown("a bare number", "403", "unknown"),
  unknown("a word in prose", "It is forbidden to park here, and 403 is my room.", "unknown"),
  unknown(
    "a registry",
    "npm error code E401\nnpm error 401 Unauthorized - GET https://registry.example/x",
    "unknown.elsewhere",
  ),
  unknown(
    "somebody's address",
    "HTTP/1.1 403 Forbidden\nGET https://shop.contoso.example/cart",
    "unknown.elsewhere",
  ),
  unknown(
    "Azure Resource Manager",
    "ERROR: (AuthorizationFailed) The client 'dana' with object id 'x' does not have authorization to perform action 'Microsoft.Web/sites/read' over scope '/subscriptions/x'. 403 Forbidden",
    "unknown.arm",
  ),
  unknown(
    "Graph",
    'GET https://graph.microsoft.com/v1.0/me: 403 Forbidden {"error":{"code":"Unknown"}}',
    "unknown.graph",
  ),
  known(
    "Invoke-RestMethod",
    "Invoke-RestMethod: Response status code does not indicate success: 403 (Forbidden).",
    "HTTP 403",
  ),
  known("the README's own words", "401 from the API", "HTTP 401"),
  known("the README's own words for 403", "403 from the API", "HTTP 403"),
  known(
    "a client whose address is not known",
    "Response status code does not indicate success: 401 (Unauthorized).",
    "HTTP 401",
  ),
  known(
    "an exception of .NET",
    "System.Net.Http.HttpRequestException: Response status code does not indicate success: 403 (Forbidden).\n   at System.Net.Http.HttpResponseMessage.EnsureSuccessStatusCode()",
    "HTTP 403",
  ),
  known(
    "an exception of .NET that nobody caught",
    "Unhandled exception. System.Net.Http.HttpRequestException: Response status code does not indicate success: 401 (Unauthorized).",
    "HTTP 401",
  ),
  known("axios", "AxiosError: Request failed with status code 401\n    at settle", "HTTP 401"),
  known("axios with 403", "AxiosError: Request failed with status code 403", "HTTP 403"),
  known("fetch in the words of most", "Error: HTTP error! status: 401", "HTTP 401"),
  known("a status with its words alone", "401 Unauthorized", "HTTP 401"),
  known("a status with its words alone, 403", "403 Forbidden", "HTTP 403"),
  known("a status with its protocol alone", "HTTP 403", "HTTP 403"),
  known(
    "the body of ASP.NET",
    '{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.2","title":"Unauthorized","status":401,"traceId":"00-1"}',
    "HTTP 401",
  ),
  known(
    "the body of ASP.NET with 403",
    '{"type":"https://tools.ietf.org/html/rfc7231#section-6.5.3","title":"Forbidden","status":403,"traceId":"00-1"}',
    "HTTP 403",
  ),
  known(
    ".NET Framework in German",
    "Der Remoteserver hat einen Fehler zurückgegeben: (401) Nicht autorisiert.",
    "HTTP 401",
  ),
  known(".NET Framework", "The remote server returned an error: (403) Forbidden.", "HTTP 403"),
  known(
    "the body of ASP.NET on lines",
    '{\n  "type": "https://tools.ietf.org/html/rfc9110#section-15.5.5",\n  "title": "Forbidden",\n  "status": 403\n}',
    "HTTP 403",
  ),
  known(
    "the body of ASP.NET below its headers",
    'HTTP/1.1 401 Unauthorized\nContent-Type: application/problem+json\n\n{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.2","title":"Unauthorized","status":401}',
    "HTTP 401",
  ),
  unknown("a line beside the answer", "ImagePullBackOff\n403 Forbidden", "unknown"),
  unknown(
    "axios that called Azure Resource Manager",
    'AxiosError: Request failed with status code 403\n{"error":{"code":"AuthorizationFailed","message":"x"}}',
    "unknown.arm",
  ),
  unknown(
    "axios that called GitHub",
    "AxiosError: Request failed with status code 403\n  url: 'https://api.github.com/repos/x/y'",
    "unknown.elsewhere",
  ),
  unknown(
    "a registry of packages for .NET",
    "error NU1301: Unable to load the service index for source https://pkgs.contoso.example/index.json.\n\nResponse status code does not indicate success: 401 (Unauthorized).",
    "unknown",
  ),
  unknown(
    "an image that is not pulled",
    "Failed to pull image ghcr.io/x/y: unexpected status: 403 Forbidden",
    "unknown",
  ),
  unknown(
    "a storage account",
    "Azure.RequestFailedException: Service request failed.\nStatus: 403 (Server failed to authenticate the request.)\nErrorCode: AuthenticationFailed",
    "unknown.elsewhere",
  ),
  ...[
    "The npm API returned 403",
    "The ARM API answered 401: token expired",
    "The Azure DevOps API returned 401",
    "GitLab API answered 403 Forbidden",
    "401 from the API of GitHub",
    "API returned 401: Invalid API Key provided",
    'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer authorization="https://login.windows.net/x", resource="https://vault.azure.net"',
    'HTTP/1.1 401 Unauthorized\nwww-authenticate: Bearer realm="https://ghcr.io/token",service="ghcr.io"',
    "HTTP/1.1 403 Forbidden\nx-ms-error-code: AuthorizationPermissionMismatch",
    "HTTP/1.1 403 Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.",
    "HTTP/2 403\nx-github-request-id: AB:CD",
    'HTTP/1.1 403 Forbidden\nAudit-Id: x\n{"kind":"Status","message":"pods is forbidden"}',
    'HTTP/1.1 401 Unauthorized\nnpm-notice: x\n{"error":"Unauthorized"}',
    "curl: (22) The requested URL returned error: 401\n> Host: api.example.com",
  ].map((text) => unknown(`an answer of others: ${text.slice(0, 60)}`, text, "unknown.elsewhere")),
  unknown(
    "the headers of a storage account",
    "HTTP/1.1 403 Forbidden\nServer: Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0",
    "unknown.elsewhere",
  ),
  unknown("another program's error", "error: 403 Forbidden", "unknown"),
  unknown("az's own status", "ERROR: 403 Forbidden", "unknown"),
  unknown(
    "the sign-in service's status",
    "AADSTS123456: Something\n\nResponse status code does not indicate success: 401 (Unauthorized).",
    "unknown.refusal",
  ),
  unknown(
    "the body of somebody else's ASP.NET, with its address",
    'GET https://shop.contoso.example/cart\n{"type":"https://tools.ietf.org/html/rfc9110#section-15.5.2","title":"Unauthorized","status":401}',
    "unknown",
  ),
  unknown(
    "the header of Azure Resource Manager",
    'WWW-Authenticate: Bearer authorization_uri="https://login.windows.net/x", error="invalid_token", error_description="The access token is missing or invalid."',
    "unknown.elsewhere",
  ),
  unknown(
    "a Key Vault",
    "ERROR: (Forbidden) The user does not have secrets get permission on key vault 'x.vault.azure.net'",
    "unknown.elsewhere",
  ),
  known("a person's sentence", "the API returns 403 for everybody", "HTTP 403"),
  known("a person's sentence that ends", "Our API answers 401.", "HTTP 401"),
  known("a person's sentence in brackets", "The API responded with an error (403).", "HTTP 403"),
  known("a number in quotes", 'the API answers "403"', "HTTP 403"),
  unknown("a number of pages", "the API returns 403 pages", "unknown.api"),
  unknown("a number of records", "The API answered 401 records in 403 ms.", "unknown.api"),
  unknown("a number in brackets", "the API returns all rows (403 of them)", "unknown.api"),
  unknown("a page's number", "see page 403 from the API handbook", "unknown.api"),
  unknown("the API's refusal without a reason", 'Bearer error="invalid_token"', "unknown.api"),
  unknown(
    "Graph's missing scopes",
    '{"error":{"code":"AccessDenied","message":"You cannot perform the requested operation, required scopes are missing in the token."}}',
    "unknown.graph",
  ),
  unknown("Graph without a token", "ERROR: Access Token missing or malformed.", "unknown.graph"),

  known(
    "the API's own log",
    "info: Microsoft.AspNetCore.Authorization.DefaultAuthorizationService[2]\n      Authorization failed.\ninfo: Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerHandler[12]\n      AuthenticationScheme: Bearer was challenged.\ninfo: Microsoft.AspNetCore.Hosting.Diagnostics[2]\n      Request finished HTTP/1.1 GET /api/call/active - status 401",
    "HTTP 401",
  ),
  unknown(
    "Azure Resource Manager's code in JSON",
    '{"error":{"code":"AuthorizationFailed","message":"x"}}',
    "unknown.arm",
  ),
  known(
    "a Python program",
    "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://bdk.contoso.example/api/call/active",
    "HTTP 401",
  ),
  unknown(
    "a Python program that called somebody else",
    "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://shop.contoso.example/cart",
    "unknown",
  ),
  known(
    "a page whose origin the API does not let read",
    "Access to fetch at 'https://bdk.contoso.example/api/call/active' from origin 'http://localhost:3000' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    "client.cors",
    "blocked by CORS policy",
  ),
  unknown("a policy in prose", "Our CORS policy blocked nobody.", "unknown"),
];

/** The libraries that guard the API. */
export const VALIDATION: readonly TextCase[] = [
  known(
    "an issuer of version 1",
    `IDX10205: Issuer validation failed. Issuer: 'https://sts.windows.net/${OWN}/'. Did not match: validationParameters.ValidIssuer: 'https://login.microsoftonline.com/${OWN}/v2.0'`,
    "IDX10205",
  ),
  known(
    "an issuer in the header, below the status line",
    `HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token", error_description="The issuer 'https://sts.windows.net/${OWN}/' is invalid"`,
    "IDX10205",
    "The issuer is invalid",
  ),
  known(
    "an issuer in the header",
    `Bearer error="invalid_token", error_description="The issuer 'https://sts.windows.net/${OWN}/' is invalid"`,
    "IDX10205",
    "The issuer is invalid",
  ),
  known(
    "an issuer of nobody",
    "IDX40001: Issuer: 'https://x', does not match any of the valid issuers provided for this application.",
    "IDX40001".replace("40001", "10205"),
    "IDX40001",
  ),
  known(
    "an expired token",
    "IDX10223: Lifetime validation failed. The token is expired.",
    "IDX10223",
  ),
  known("a signature", "IDX10503: Signature validation failed.", "IDX10503"),
  known(
    "another signature",
    "IDX10511: Signature validation failed. Keys tried: 'x'",
    "IDX10503",
    "IDX10511",
  ),
  known(
    "no keys",
    "IDX20803: Unable to obtain configuration from: 'https://login.microsoftonline.com/x'",
    "IDX20803",
  ),
  known(
    "no scope that is wanted",
    "IDW10203: The 'scope' or 'scp' claim does not contain scopes 'a' or was not found",
    "IDW10203",
  ),
  known(
    "no scope at all",
    "IDW10201: Neither scope or roles claim was found in the bearer token.",
    "IDW10201",
  ),
  known(
    "an audience",
    'Bearer error="invalid_token", error_description="The audience \'x\' is invalid"',
    "IDX10214",
    "The audience is invalid",
  ),
  known("a code that is cut", "IDX102\n05: Issuer validation failed", "IDX10205"),
  unknown("a code that is not known", "IDX99999: Something", "unknown.validation"),
  unknown("an audience in prose", "Our audience liked the show.", "unknown"),
  known(
    "an API without settings",
    "IDX10204: Unable to validate issuer. validationParameters.ValidIssuer is null or whitespace",
    "IDX10204",
  ),
  unknown("an encrypted token", "IDX10609: Decryption failed. No Keys tried", "unknown.validation"),

  known(
    "a signature without its key's name",
    "IDX10517: Signature validation failed. The token's kid is missing.",
    "IDX10503",
    "IDX10517",
  ),
];
