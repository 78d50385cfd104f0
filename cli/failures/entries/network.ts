/** The network between this machine and the sign-in service or the API, as az and curl tell it. */
import type { Entry } from "../failure";

const BEHIND_PROXY =
  "https://learn.microsoft.com/cli/azure/use-azure-cli-successfully-troubleshooting#work-behind-a-proxy";

export const NETWORK_FAILURES: readonly Entry[] = [
  {
    code: "front.proxy-sign-in",
    says: [
      "Proxy Authentication Required",
      "HTTP/1.1 407",
      "HTTP code 407 from proxy",
      "CONNECT tunnel failed, response 407",
    ],
    kind: "network",
    title: "The network's proxy wants a sign-in of its own.",
    cause: "HTTPS_PROXY names it without a user, or with a wrong password.",
    remedy:
      "Set HTTPS_PROXY with user and password (http://user:password@proxy:port), or use the network's local proxy that signs in for you.",
    links: [BEHIND_PROXY],
  },
  {
    code: "front.proxy",
    says: [
      "X-Squid-Error",
      "HTTP code 403 from proxy",
      "CONNECT tunnel failed, response 403",
      "Tunnel connection failed: 403",
    ],
    kind: "network",
    title: "The network's proxy does not let the request out.",
    cause: "Its rules forbid this host. Neither the sign-in nor the API was reached.",
    remedy:
      "Have whoever runs the proxy allow the host of the message, or name the host in NO_PROXY where the network lets it be reached directly.",
    links: ["https://wiki.squid-cache.org/SquidFaq/SquidAcl"],
  },
  {
    code: "az.no-bundle",
    name: "No certificate bundle",
    says: ["Could not find a suitable TLS CA certificate bundle"],
    kind: "network",
    title: "az does not find the file of certificates that it is told to trust.",
    cause: "REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names a file that is not there.",
    remedy: "Have it name the file with the proxy's authority, or unset it without such a proxy.",
    links: ["https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification"],
    shownIn: ["guide"],
  },
  {
    code: "az.certificate",
    says: [
      "Certificate verification failed",
      "certificate verify failed",
      "CERTIFICATE_VERIFY_FAILED",
      "SSLError(",
      "SSLCertVerificationError",
      "self-signed certificate in certificate chain",
    ],
    from: ["az", "azCredential"],
    kind: "network",
    title: '"az" does not trust the certificate that it sees.',
    cause:
      "A proxy that inspects traffic signs with its own authority, or this machine's clock is so wrong that certificates seem expired.",
    remedy: `Give az your proxy's authority in REQUESTS_CA_BUNDLE, and compare this machine's clock: ${BEHIND_PROXY}`,
    links: [BEHIND_PROXY],
    shownIn: ["guide"],
  },
  {
    code: "az.network",
    name: "Connection failed",
    says: [
      "Max retries exceeded",
      "Failed to establish a new connection",
      "NewConnectionError",
      "ConnectionError",
      "ConnectTimeout",
      "ReadTimeout",
      "Read timed out",
      "Connection refused",
      "Connection aborted",
      "Connection reset by peer",
      "getaddrinfo failed",
      "Name or service not known",
      "NameResolutionError",
      "Temporary failure in name resolution",
      "Unable to connect to proxy",
      "Tunnel connection failed",
      "Network is unreachable",
      "Could not retrieve credential",
    ],
    from: ["az", "azCredential"],
    kind: "network",
    title: "The sign-in service of Entra ID cannot be reached.",
    cause: "Network, name service, proxy (HTTPS_PROXY) or firewall are in the way.",
    remedy: "Restore the network connection; behind a proxy, set HTTPS_PROXY.",
    links: [BEHIND_PROXY],
    shownIn: ["guide"],
  },
  {
    code: "client.certificate",
    says: [
      "curl: (60)",
      "CERTIFICATE_VERIFY_FAILED",
      "unable to verify the first certificate",
      "self-signed certificate in certificate chain",
      "The SSL connection could not be established",
      "The remote certificate is invalid",
    ],
    kind: "network",
    title: "A program does not trust the certificate of the host that it called.",
    cause:
      "A proxy that inspects traffic signs with its own authority, or the host's own certificate is for another name, too old or signed by itself. The message goes on to say which.",
    remedy:
      "Name the authority's file in CURL_CA_BUNDLE (curl), REQUESTS_CA_BUNDLE (Python) or NODE_EXTRA_CA_CERTS (Node.js); an API's own certificate is renewed by whoever runs it. Do not switch the check off: a token sent then is anybody's.",
    links: ["https://curl.se/docs/sslcerts.html"],
  },
  {
    code: "client.network",
    name: "curl: (7)",
    says: [
      "curl: (5)",
      "curl: (6)",
      "curl: (7)",
      "curl: (28)",
      "curl: (35)",
      "getaddrinfo ENOTFOUND",
      "ECONNREFUSED",
      "Max retries exceeded",
      "No such host is known",
      "actively refused",
    ],
    // What a machine in Azure would answer: chains of credentials ask for it anywhere.
    unless: ["169.254.169.254"],
    kind: "network",
    title: "A program did not reach the host that it called.",
    cause:
      "The message names the host, and how it failed: no such name, nobody listening, no answer, no common encryption. Address, network or proxy are wrong, or the API does not run.",
    remedy:
      "Compare the host with the API's address (API_URL), then the network and HTTPS_PROXY. The token has nothing to do with it.",
    links: ["https://everything.curl.dev/cmdline/exitcode.html"],
  },
  {
    code: "client.cors",
    says: ["blocked by CORS policy", "CORS Missing Allow Origin"],
    kind: "request",
    title: "The browser does not let the page read the API's answer.",
    cause:
      "The API does not name the page's origin among those that it lets read its answers. The answer itself may be good, or a refusal: the browser hides which.",
    remedy:
      'Have whoever runs the API allow the origin of the message. Without a browser there is no such rule: the line of the output "tokenCommands.curl" shows what the API answers.',
    links: ["https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors"],
  },
];
