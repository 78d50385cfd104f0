/** Microsoft's clouds: where people sign in, who issues tokens, where Graph and the portal are. */
import { type Checked, type Problem, refuse } from "./reading/problem";
import { chooseFrom } from "./reading/suggestion";

/** One cloud. Every address ends with a slash. */
export interface Cloud {
  /** Where users sign in; version 2 tokens are issued by it. */
  readonly login: string;
  /** Who issues version 1 tokens. */
  readonly firstIssuer: string;
  /** Microsoft Graph. */
  readonly graph: string;
  readonly portal: string;
  /** What the Azure CLI calls it; undefined: the one that it is in where nobody changed that. */
  readonly azName: string | undefined;
  /** What the provider calls it, in any capitals. */
  readonly spellings: readonly string[];
}

/**
 * Sources: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 * (sign-in, portal),
 * https://learn.microsoft.com/graph/deployments (Microsoft Graph), "az cloud list" (names of the
 * Azure CLI), each login host's .well-known/openid-configuration (issuers), hashicorp/go-azure-sdk,
 * sdk/environments/from_name.go (spellings).
 */
export const CLOUDS = {
  public: {
    login: "https://login.microsoftonline.com/",
    firstIssuer: "https://sts.windows.net/",
    graph: "https://graph.microsoft.com/",
    portal: "https://portal.azure.com/",
    azName: undefined,
    spellings: ["public", "global"],
  },
  usgovernment: {
    login: "https://login.microsoftonline.us/",
    firstIssuer: "https://sts.windows.net/",
    graph: "https://graph.microsoft.us/",
    portal: "https://portal.azure.us/",
    azName: "AzureUSGovernment",
    spellings: ["usgovernment", "usgovernmentl4"],
  },
  /** Like the one before, with another Graph. The Azure CLI does not tell them apart. */
  usgovernmentl5: {
    login: "https://login.microsoftonline.us/",
    firstIssuer: "https://sts.windows.net/",
    graph: "https://dod-graph.microsoft.us/",
    portal: "https://portal.azure.us/",
    azName: "AzureUSGovernment",
    spellings: ["usgovernmentl5", "dod"],
  },
  china: {
    login: "https://login.partner.microsoftonline.cn/",
    firstIssuer: "https://sts.chinacloudapi.cn/",
    graph: "https://microsoftgraph.chinacloudapi.cn/",
    portal: "https://portal.azure.cn/",
    azName: "AzureChinaCloud",
    spellings: ["china"],
  },
} as const satisfies Readonly<Record<string, Cloud>>;

/** The name of a cloud. */
export type CloudName = keyof typeof CLOUDS;

const NAMES = Object.keys(CLOUDS) as CloudName[];

/** The cloud whose sign-in address this is; undefined: none of Microsoft's. */
export function cloudOfLogin(address: string): CloudName | undefined {
  return NAMES.find((name) => address.startsWith(CLOUDS[name].login));
}

/** What decides on the cloud: the provider's settings, each with the place where it was found. */
export type CloudSettings = Readonly<
  Record<
    /** The spelling of the cloud, and the host of another metadata service. */
    "environment" | "metadataHost",
    { readonly key: string; readonly value: string } | undefined
  >
>;

/** The cloud that the provider will be in. */
export function parseCloud({ environment, metadataHost }: CloudSettings): Checked<CloudName> {
  const wanted = environment?.value.toLowerCase() ?? "public";
  const cloud = NAMES.find((name) =>
    CLOUDS[name].spellings.some((spelling) => spelling === wanted),
  );
  const problems: Problem[] = [];
  if (metadataHost !== undefined) {
    problems.push(
      ...refuse(
        metadataHost,
        "must not be set: it leads to a cloud whose addresses this program does not know",
        'take it out, and name the cloud by "azuread:environment"',
      ),
    );
  }
  if (environment !== undefined && cloud === undefined) {
    const spellings = NAMES.flatMap((name) => CLOUDS[name].spellings);
    const remedy = chooseFrom(environment.value, spellings);
    problems.push(...refuse(environment, "must be the name of a cloud", remedy));
  }
  return cloud === undefined || problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: cloud };
}
