/** What of a registration no stack touches that adopts it, and what to know before it does. */
import { MICROSOFT_GRAPH_APP_ID } from "../../components/rules/values/clients";
import { when } from "../when";
import type { LeftAlone, Warning } from "./description";
import type { Found } from "./found";

/** What is there that no config key is about. */
export function untouched({ application, federatedCredentials }: Found): readonly LeftAlone[] {
  const { tags, web, spa, publicClient, optionalClaims } = application;
  const parts: readonly (readonly [code: string, name: string, entries: readonly unknown[]])[] = [
    ["tags", "tags", tags],
    ["home-page", "home page", when(web.homePageUrl !== "", web)],
    [
      "redirect-uris",
      "redirect URIs",
      [web, spa, publicClient].flatMap(({ redirectUris }) => redirectUris),
    ],
    [
      "optional-claims",
      "optional claims",
      Object.values(optionalClaims ?? {})
        .filter(Array.isArray)
        .flat(),
    ],
    [
      "secrets",
      "secrets and certificates",
      [...application.passwordCredentials, ...application.keyCredentials],
    ],
    ["federated-credentials", "federated credentials", federatedCredentials],
    [
      "other-apis",
      "permissions of other APIs than Microsoft Graph",
      application.requiredResourceAccess.filter(
        ({ resourceAppId }) => resourceAppId !== MICROSOFT_GRAPH_APP_ID,
      ),
    ],
  ];
  return parts
    .filter(([, , entries]) => entries.length > 0)
    .map(([code, name]) => ({ code, name, reason: "whoever manages that goes on to" }));
}

/** How tools and people mark what they manage. */
const TOOLS: readonly (readonly [name: string, mark: RegExp])[] = [
  ["Terraform", /\b(terraform|opentofu)/i],
  ["Bicep", /\bbicep/i],
  ["Pulumi", /\bpulumi/i],
  ["the Azure Developer CLI", /\bazd\b|\bazd-/i],
  ["an ARM template", /\barm[ -]template|\bazure resource manager/i],
  ["another tool", /\b(managed|owned|deployed|provisioned|created)[ -_]by\b/i],
];

/** What to know of a registration before a stack has to do with it, whoever owns it then. */
export function knowFirst(found: Found): readonly Warning[] {
  const { signInAudience } = found.application;
  return [
    ...otherTools(found),
    // A new registration of this program is for the accounts of one tenant.
    ...when(signInAudience !== "AzureADMyOrg", {
      code: "accounts.others",
      text: `It is open to accounts of other tenants ("signInAudience" is "${signInAudience}"), and stays so: clients are pre-authorized there too, wherever the API has a service principal.`,
    }),
    ...when(!found.owners.includes(found.caller.objectId), {
      code: "owner.missing",
      text: "Whoever is signed in to az here does not own it. Whoever deploys the stack must, or hold Application.ReadWrite.All.",
    }),
  ];
}

/** Signs that something else manages the registration: it would undo what the stack does. */
function otherTools({ application, servicePrincipal }: Found): readonly Warning[] {
  const { tags, notes, description } = application;
  const places = [
    ["tags", "its tags", tags.join(" ")],
    ["notes", "its notes", notes],
    ["description", "its description", description],
    ["service-principal", "the notes of its service principal", servicePrincipal?.notes ?? ""],
  ] as const;
  return places.flatMap(([code, place, text]) => {
    const tool = TOOLS.find(([, mark]) => mark.test(text))?.[0];
    return when(tool !== undefined, {
      code: `other-tool.${code}`,
      text: `There is a sign of ${tool ?? ""} in ${place}. Two tools that manage one registration undo each other's work: take it out of the other one first, without deleting it.`,
    });
  });
}
