/** What of a registration no stack touches that adopts it, and what to know before it does. */
import { MICROSOFT_GRAPH_APP_ID } from "../../components/rules/clients";
import type { LeftAlone, Warning } from "./description";
import type { Reader } from "./facts";
import type { Found, FoundApplication } from "./found";

const OTHERS = "whoever manages that goes on to";

/** Parts that no config key is about, and how many entries of each there are. */
const UNTOUCHED: readonly (readonly [
  code: string,
  name: string,
  count: (application: FoundApplication) => number,
])[] = [
  ["tags", "tags", ({ tags }) => tags.length],
  [
    "redirect-uris",
    "redirect URIs",
    ({ web, spa, publicClient }) =>
      [web, spa, publicClient].flatMap(({ redirectUris }) => redirectUris).length,
  ],
  [
    "optional-claims",
    "optional claims",
    ({ optionalClaims }) =>
      Object.values(optionalClaims ?? {}).reduce<number>(
        (sum, claims) => sum + (Array.isArray(claims) ? claims.length : 0),
        0,
      ),
  ],
  [
    "secrets",
    "secrets and certificates",
    ({ passwordCredentials, keyCredentials }) => passwordCredentials.length + keyCredentials.length,
  ],
  [
    "other-apis",
    "permissions of other APIs than Microsoft Graph",
    ({ requiredResourceAccess }) =>
      requiredResourceAccess.filter(({ resourceAppId }) => resourceAppId !== MICROSOFT_GRAPH_APP_ID)
        .length,
  ],
];

/** What is there of {@link UNTOUCHED}. */
export function untouched({ application }: Found): readonly LeftAlone[] {
  return UNTOUCHED.filter(([, , count]) => count(application) > 0).map(([code, name]) => ({
    code,
    name,
    reason: OTHERS,
  }));
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
export function knowFirst(found: Found, reader: Reader): readonly Warning[] {
  return [...otherTools(found), ...otherAccounts(found), ...noOwner(found, reader)];
}

/** Signs that something else manages the registration: it would undo what the stack does. */
function otherTools({ application, servicePrincipal }: Found): readonly Warning[] {
  const { tags, notes, description } = application;
  const places = Object.entries({
    tags: tags.join(" "),
    notes,
    description,
    "service principal": servicePrincipal?.notes ?? "",
  });
  return places.flatMap(([place, text]) => {
    const tool = TOOLS.find(([, mark]) => mark.test(text))?.[0];
    return tool === undefined
      ? []
      : [
          {
            code: `other-tool.${place.replace(" ", "-")}`,
            text: `There is a sign of ${tool} in ${place === "service principal" ? "the notes of its service principal" : `its ${place}`}. Two tools that manage one registration undo each other's work: take it out of the other one first, without deleting it.`,
          },
        ];
  });
}

/** A new registration of this program is for the accounts of one tenant. */
function otherAccounts({ application: { signInAudience } }: Found): readonly Warning[] {
  return signInAudience === "AzureADMyOrg"
    ? []
    : [
        {
          code: "accounts.others",
          text: `It is open to accounts of other tenants ("signInAudience" is "${signInAudience}"), and stays so: clients are pre-authorized there too, wherever the API has a service principal.`,
        },
      ];
}

function noOwner({ owners }: Found, { objectId }: Reader): readonly Warning[] {
  return owners.includes(objectId)
    ? []
    : [
        {
          code: "owner.missing",
          text: "Whoever is signed in to az here does not own it. Whoever deploys the stack must, or hold Application.ReadWrite.All.",
        },
      ];
}
