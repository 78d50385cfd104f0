/** What stands in front of the API: App Service, gateways, proxies; and curl that gets nowhere. */
import { API, known, OTHER_APP, OTHER_TENANT, OWN, type TextCase, unknown } from "./textCase";

const easyAuth = (tenant: string, app: string): string =>
  `HTTP/1.1 401 Unauthorized\nServer: Kestrel\nWWW-Authenticate: Bearer realm="bdk.contoso.example" authorization_uri="https://login.windows.net/${tenant}/oauth2/v2.0/authorize" resource_id="${app}"`;

/** They answer, and the API was not asked. */
export const IN_FRONT: readonly TextCase[] = [
  known(
    "App Service's access restrictions",
    "HTTP/1.1 403 Ip Forbidden\nContent-Length: 1892\nContent-Type: text/html\nx-ms-forbidden-ip: 203.0.113.7",
    "front.address",
    "403 Ip Forbidden",
  ),
  known(
    "the same, by their header alone",
    "HTTP/2 403\nx-ms-forbidden-ip: 203.0.113.7",
    "front.address",
    "x-ms-forbidden-ip",
  ),
  known(
    "the same, by its page",
    "Error 403 - Forbidden\nThe web app you have attempted to reach has blocked your access.",
    "front.address",
    "web app you have attempted to reach has blocked your access",
  ),
  known(
    "the same, by HttpClient",
    "Response status code does not indicate success: 403 (Ip Forbidden).",
    "front.address",
    "403 (Ip Forbidden",
  ),
  known(
    "a stopped App Service",
    "HTTP/1.1 403 Site Disabled\nContent-Length: 1892",
    "front.stopped",
    "403 Site Disabled",
  ),
  known(
    "the page of a stopped App Service",
    "Error 403 - This web app is stopped.\nThe web app you have attempted to reach is currently stopped and does not accept any requests.",
    "front.stopped",
    "This web app is stopped",
  ),
  known(
    "a stopped App Service of the API's address",
    "GET /api/call/active\nHTTP/1.1 403 Site Disabled",
    "front.stopped",
    "403 Site Disabled",
  ),
  known(
    "the built-in authentication of App Service",
    easyAuth(OWN, API),
    "front.sign-in",
    "authorization_uri",
  ),
  known(
    "the built-in authentication with a registration of its own",
    easyAuth(OWN, OTHER_APP),
    "front.sign-in",
    "authorization_uri",
  ),
  known(
    "the built-in authentication of another tenant",
    easyAuth(OTHER_TENANT, API),
    "front.sign-in",
    "authorization_uri",
  ),
  known(
    "the built-in authentication of another site",
    easyAuth(OTHER_TENANT, OTHER_APP),
    "front.sign-in",
    "authorization_uri",
  ),
  known(
    "an App Service's page without a reason",
    "You do not have permission to view this directory or page.",
    "front.page",
    "You do not have permission to view this directory or page",
  ),
  known(
    "the site that deploys",
    'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm="bdk.scm.azurewebsites.net"',
    "front.scm",
    ".scm.azurewebsites",
  ),
  known(
    "an application gateway, below its headers",
    "HTTP/1.1 403 Forbidden\nContent-Type: text/html\n\n<html>\n<center><h1>403 Forbidden</h1></center><hr><center>Microsoft-Azure-Application-Gateway/v2</center>",
    "front.gateway",
    "Microsoft-Azure-Application-Gateway",
  ),
  known(
    "Front Door",
    "HTTP/2 403\ncontent-type: text/html\nx-azure-ref: 20240101T000000Z-abc\n\nThe request is blocked.",
    "front.door",
    "x-azure-ref",
  ),
  known(
    "the API behind Front Door",
    'HTTP/2 401\nwww-authenticate: Bearer error="invalid_token"\nx-azure-ref: 20240101T000000Z-abc',
    "HTTP 401",
  ),
  known(
    "the API's refusal behind nginx",
    "HTTP/1.1 401 Unauthorized\nServer: nginx\nWWW-Authenticate: Bearer",
    "HTTP 401",
  ),
  known(
    "API Management's key",
    '{ "statusCode": 401, "message": "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API." }',
    "front.management",
    "subscription key",
  ),
  known(
    "a proxy's sign-in",
    "HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: NTLM",
    "front.proxy-sign-in",
    "Proxy Authentication Required",
  ),
  known(
    "a proxy's sign-in that az tells",
    "ERROR: HTTPSConnectionPool(host='login.microsoftonline.com', port=443): Max retries exceeded with url: /x (Caused by ProxyError('Unable to connect to proxy', OSError('Tunnel connection failed: 407 Proxy Authentication Required')))",
    "front.proxy-sign-in",
    "Proxy Authentication Required",
  ),
  known(
    "a proxy's refusal",
    "HTTP/1.1 403 Forbidden\nServer: squid/4.6\nX-Squid-Error: ERR_ACCESS_DENIED 0",
    "front.proxy",
    "X-Squid-Error",
  ),
  known(
    "a proxy's refusal, by curl",
    "curl: (56) CONNECT tunnel failed, response 403",
    "front.proxy",
    "CONNECT tunnel failed, response 403",
  ),
  unknown(
    "a web server that may pass the answer on",
    "HTTP/1.1 403 Forbidden\nServer: nginx/1.25.3\n\n<html>\n<center><h1>403 Forbidden</h1></center>",
    "unknown.in-front",
  ),
  unknown(
    "a page of a web server, below its headers",
    "HTTP/1.1 403 Forbidden\nContent-Type: text/html\n\n<html>\n<hr><center>nginx</center>",
    "unknown.in-front",
  ),
  unknown(
    "a password that something wants",
    'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm="staging"',
    "unknown.in-front",
  ),
  known(
    "a certificate that curl does not trust",
    "curl: (60) SSL certificate problem: unable to get local issuer certificate\nMore details here: https://curl.se/docs/sslcerts.html",
    "client.certificate",
    "curl: (60)",
  ),
  known(
    "a name that curl does not find",
    "curl: (6) Could not resolve host: bdk.contoso.example",
    "client.network",
    "curl: (6)",
  ),
  known(
    "a host that curl does not reach",
    "curl: (7) Failed to connect to bdk.contoso.example port 443 after 2 ms: Connection refused",
    "client.network",
    "curl: (7)",
  ),
  unknown("another end of curl", "curl: (23) Failure writing output to destination", "unknown"),
  known(
    "a name that a program does not find",
    "TypeError: fetch failed. Error: getaddrinfo ENOTFOUND bdk.contoso.example",
    "client.network",
    "getaddrinfo ENOTFOUND",
  ),
  known(
    "a certificate that Python does not trust",
    "HTTPSConnectionPool(host='bdk.contoso.example', port=443): Max retries exceeded with url: /api/call/active (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed')))",
    "client.certificate",
    "CERTIFICATE_VERIFY_FAILED",
  ),
  unknown(
    "a web server's own page",
    "HTTP Error 401.2 - Unauthorized\nYou are not authorized to view this page due to invalid authentication headers.",
    "unknown.in-front",
  ),
  unknown(
    "a shield",
    "Attention Required! | Cloudflare\nSorry, you have been blocked",
    "unknown.in-front",
  ),
];
