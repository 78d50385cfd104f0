/** Refusals about where a client signs people in, and where to they return. */
import type { Entry } from "../failure";

export const ADDRESS_FAILURES: readonly Entry[] = [
  {
    code: "AADSTS50194",
    kind: "application",
    title: "The application is for one tenant, and was asked for without naming it.",
    cause: ({ outputs }) =>
      `The client signs people in at "/common"; the registrations of this job are of the tenant "${outputs.tenantId}" alone.`,
    remedy: ({ outputs }) => ({
      text: `Put the tenant into the client's authority: "${outputs.appSettings["Settings:AzureAdConfiguration:Instance"]}${outputs.tenantId}". The Azure CLI does with:`,
      commands: [outputs.loginCommand],
      otherwise:
        "The client ignores its authority: look for a second setting of the tenant, such as AZURE_TENANT_ID.",
    }),
  },
  {
    code: ["AADSTS50011", "AADSTS500113"],
    kind: "application",
    title: "The address to return to is not registered for the client.",
    cause:
      "A client of its own (a page, Postman, an SDK) asked with a redirect URI that its registration does not list. The Azure CLI has none to set.",
    remedy:
      'Add the redirect URI of the message, to the letter, to the registration of that client, on the platform that it is ("Web", "Single-page application" or "Mobile and desktop"). Where the client is this API itself, add it to the stack\'s "redirectUris": what is added by hand, "pulumi up" takes away.',
  },
  {
    code: ["AADSTS9002326", "AADSTS9002327"],
    kind: "application",
    title: "The address to return to is registered for another kind of client.",
    cause:
      'A page in a browser gets tokens only at an address of the platform "Single-page application"; servers and programs only at one of the others.',
    remedy:
      'Move the redirect URI to the platform that the client is, in the registration of that client. Where the client is this API itself, move it in the stack\'s "redirectUris": "singlePage" is for pages, "web" for servers.',
    links: ["https://learn.microsoft.com/entra/identity-platform/scenario-spa-app-registration"],
  },
];
