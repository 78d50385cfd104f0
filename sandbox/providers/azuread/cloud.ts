/**
 * The clouds that the provider can be in. Source: hashicorp/go-azure-sdk, sdk/environments; no
 * slash at the end of an address.
 */
export interface ProviderCloud {
  readonly login: string;
  readonly graph: string;
}

const GOVERNMENT = "https://login.microsoftonline.us";

const CLOUDS: readonly (readonly [spellings: readonly string[], cloud: ProviderCloud])[] = [
  [
    ["public", "global"],
    { login: "https://login.microsoftonline.com", graph: "https://graph.microsoft.com" },
  ],
  [["usgovernment", "usgovernmentl4"], { login: GOVERNMENT, graph: "https://graph.microsoft.us" }],
  [["usgovernmentl5", "dod"], { login: GOVERNMENT, graph: "https://dod-graph.microsoft.us" }],
  [
    ["china"],
    {
      login: "https://login.chinacloudapi.cn",
      graph: "https://microsoftgraph.chinacloudapi.cn",
    },
  ],
];

/** Finds a cloud by its name, in any capitals. @throws in the real provider's words. */
export function cloudNamed(name: string): ProviderCloud {
  const found = CLOUDS.find(([spellings]) => spellings.includes(name.toLowerCase()));
  if (found === undefined) {
    throw new Error(`no environment was found with the name ${JSON.stringify(name)}`);
  }
  return found[1];
}
