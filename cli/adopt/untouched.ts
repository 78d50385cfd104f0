/** What of a registration no stack touches that adopts it, and what to know before it does. */
import { MICROSOFT_GRAPH_APP_ID } from "../../components/rules/clients";
import type { LeftAlone, Warning } from "./description";
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

/** Signs that something else manages the registration: it would undo what the stack does. */
export function otherTools({ application }: Found): readonly Warning[] {
  const { tags, notes, description } = application;
  const places = Object.entries({ tags: tags.join(" "), notes, description });
  return places.flatMap(([place, text]) => {
    const tool = TOOLS.find(([, mark]) => mark.test(text))?.[0];
    return tool === undefined
      ? []
      : [
          {
            code: `other-tool.${place}`,
            text: `There is a sign of ${tool} in its ${place}. Two tools that manage one registration undo each other's work: take it out of the other one first, without deleting it.`,
          },
        ];
  });
}
