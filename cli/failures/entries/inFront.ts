/**
 * What stands in front of the API and answers in its place: App Service's front end and sign-in,
 * gateways, proxies. Their 401 and 403 say nothing about the token's group or role.
 */
import { audiencesOf } from "../../../components/rules/outputs/expectedToken";
import type { Entry } from "../failure";

const RESTRICTIONS = "https://learn.microsoft.com/azure/app-service/app-service-ip-restrictions";
const EASY_AUTH =
  "https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad";

export const IN_FRONT_FAILURES: readonly Entry[] = [
  {
    code: "front.address",
    says: [
      "403 Ip Forbidden",
      "403 (Ip Forbidden",
      "(403) Ip Forbidden",
      "x-ms-forbidden-ip",
      "web app you have attempted to reach has blocked your access",
    ],
    title: "App Service does not let this network address in; the API was not asked.",
    cause: 'Its access restrictions leave out the address that "x-ms-forbidden-ip" names.',
    remedy:
      "Call from a network that is let in, or have whoever runs the App Service add the address to its access restrictions.",
    links: [RESTRICTIONS],
  },
  {
    code: "front.stopped",
    says: [
      "403 Site Disabled",
      "403 (Site Disabled",
      "(403) Site Disabled",
      "This web app is stopped",
    ],
    title: "The API's App Service is stopped; the token does not matter.",
    cause: "Somebody stopped it, or a plan with a quota (Free, Shared) has used it up.",
    remedy: "Have whoever runs it start it; a quota comes back by itself, or with a larger plan.",
    links: [
      "https://learn.microsoft.com/azure/app-service/faq-availability-performance-application-issues",
    ],
  },
  {
    code: "front.sign-in",
    name: "authorization_uri",
    says: ["authorization_uri…resource_id"],
    title: "The built-in authentication of App Service or Container Apps refuses the call.",
    cause: ({ message, outputs }) => {
      const { clientId, tenantId } = outputs;
      const [app = clientId] = message.resources;
      const [tenant = tenantId] = message.tenants;
      return app === clientId && tenant === tenantId
        ? "It stands in front of the API, and got no token, or one that it does not take."
        : [
            `It is set up for "${app}" of the tenant "${tenant}", and not for this API, "${clientId}" of "${tenantId}".`,
            "This is not the API's address.",
          ];
    },
    remedy: ({ outputs }) => ({
      text: `Send "Authorization: Bearer <token>". If it is refused then, have the built-in authentication take the issuer "${outputs.expectedToken.iss}" and the audience "${audiencesOf(outputs.expectedToken)[0] ?? outputs.clientId}", or have it switched off: the API checks tokens itself.`,
      commands: [outputs.tokenCommand],
    }),
    links: [EASY_AUTH],
    any: ["tenant", "resource"],
  },
  {
    code: "front.scm",
    says: [".scm.azurewebsites", ".scm.chinacloudsites"],
    from: ["inFront"],
    title: "This is the site that deploys an App Service (Kudu), not the API on it.",
    cause: 'Its address has ".scm." in it, and it asks for a name and a password.',
    remedy: 'Call the API at its own address, without ".scm.".',
    links: ["https://learn.microsoft.com/azure/app-service/resources-kudu"],
  },
  {
    code: "front.page",
    says: ["You do not have permission to view this directory or page"],
    title: "App Service or IIS refuses the call before the API.",
    cause: "Built-in authentication, access restrictions or a wrong address: all show this page.",
    remedy:
      "Look at the headers of the answer (curl -i): they name what refused. Explain them here.",
    links: [EASY_AUTH, RESTRICTIONS],
  },
  {
    code: "front.gateway",
    name: "Microsoft-Azure-Application-Gateway",
    says: ["Application-Gateway"],
    from: ["inFront"],
    title: "Azure Application Gateway answers here, not the API behind it.",
    cause: "With 403, its firewall stopped the request; with 502, no healthy server is behind it.",
    remedy:
      "Ask whoever runs the gateway: its firewall log names the rule, its back-end health the server.",
    links: [
      "https://learn.microsoft.com/azure/web-application-firewall/ag/web-application-firewall-troubleshoot",
    ],
  },
  {
    code: "front.door",
    says: ["x-azure-ref"],
    from: ["inFront"],
    title: "The answer came through Azure Front Door.",
    cause: [
      'A rule of its firewall stopped the request: the page says "The request is blocked".',
      "The API or something else behind it refused, and Front Door passed that on.",
    ],
    remedy: 'Ask whoever runs Front Door, with the "x-azure-ref": its log tells who refused.',
    links: ["https://learn.microsoft.com/azure/frontdoor/refstring"],
  },
  {
    code: "front.management",
    says: ["subscription key", "AzureApiManagementKey", "JWT not present"],
    from: ["inFront"],
    title: "Azure API Management refuses the call before the API.",
    cause: "It wants a key of its own besides the token, or checks the token and found none.",
    remedy:
      'Send both: "Authorization: Bearer <token>", and "Ocp-Apim-Subscription-Key" with a key from whoever runs it, where that is asked for.',
    links: ["https://learn.microsoft.com/azure/api-management/api-management-subscriptions"],
  },
];
