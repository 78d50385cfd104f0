/**
 * Proves the table of clouds: every spelling that the provider takes, and what a stack says of
 * itself in each cloud. Cannot prove that Microsoft's hosts are these: the sources stand beside the
 * table.
 */
import assert from "node:assert/strict";
import { type CloudName, CLOUDS, cloudOfLogin, parseCloud } from "../../components/rules/clouds";
import { type StackOutputs, stackOutputs } from "../../components/rules/outputs";
import { mockIds } from "../support/mockStack";
import { specOf } from "../support/ruleTable";

const { clientId, tenantId } = mockIds;
const NAMES = Object.keys(CLOUDS) as CloudName[];

function outputsIn(cloud: CloudName, tokenVersion: 1 | 2 = 2): StackOutputs {
  const spec = specOf({ tokenVersion });
  return stackOutputs(spec, {
    ...mockIds,
    cloud,
    producers: undefined,
    consent: ["Directory.Read.All (application)"],
  });
}

describe("the clouds", () => {
  const spelled = (value: string) =>
    parseCloud({ environment: { key: "ARM_ENVIRONMENT", value }, metadataHost: undefined });

  it("are known by every spelling that the provider takes, in any capitals", () => {
    const spellings = {
      public: "public",
      global: "public",
      usgovernment: "usgovernment",
      usgovernmentl4: "usgovernment",
      usgovernmentl5: "usgovernmentl5",
      dod: "usgovernmentl5",
      china: "china",
    };
    for (const [spelling, value] of Object.entries(spellings)) {
      assert.deepEqual(spelled(spelling), { ok: true, value });
      assert.deepEqual(spelled(spelling.toUpperCase()), { ok: true, value });
    }
    assert.deepEqual(parseCloud({ environment: undefined, metadataHost: undefined }), {
      ok: true,
      value: "public",
    });
  });

  it("are refused where the provider would refuse them, and where another metadata service names them", () => {
    assert.deepEqual(
      parseCloud({
        environment: { key: "azuread:environment", value: "usgoverment" },
        metadataHost: { key: "ARM_METADATA_HOSTNAME", value: "management.local" },
      }),
      {
        ok: false,
        problems: [
          {
            key: "ARM_METADATA_HOSTNAME",
            value: "management.local",
            rule: "must not be set: it leads to a cloud whose addresses this program does not know",
            remedy: 'take it out, and name the cloud by "azuread:environment"',
          },
          {
            key: "azuread:environment",
            value: "usgoverment",
            rule: "must be the name of a cloud",
            remedy: 'write "usgovernment"',
          },
        ],
      },
    );
  });

  it("differ in sign-in, issuers, settings and the administrator's page", () => {
    const page = (portal: string) =>
      `${portal}#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${clientId}`;
    const signIn = `--scope ${clientId}/.default --allow`;
    const told = NAMES.map((name) => {
      const { loginCommand, appSettings, expectedToken, adminConsent } = outputsIn(name);
      return [
        loginCommand,
        appSettings["Settings:AzureAdConfiguration:Instance"],
        expectedToken.iss,
        outputsIn(name, 1).expectedToken.iss,
        adminConsent.how,
      ];
    });
    const government = [
      `az cloud set -n AzureUSGovernment && az login -t ${tenantId} ${signIn}`,
      "https://login.microsoftonline.us/",
      `https://login.microsoftonline.us/${tenantId}/v2.0`,
      `https://sts.windows.net/${tenantId}/`,
      page("https://portal.azure.us/"),
    ];
    assert.deepEqual(told, [
      [
        `az login --tenant ${tenantId} ${signIn}-no-subscriptions`,
        "https://login.microsoftonline.com/",
        `https://login.microsoftonline.com/${tenantId}/v2.0`,
        `https://sts.windows.net/${tenantId}/`,
        `az ad app permission admin-consent --id ${clientId}`,
      ],
      government,
      government,
      [
        `az cloud set -n AzureChinaCloud && az login -t ${tenantId} ${signIn}`,
        "https://login.partner.microsoftonline.cn/",
        `https://login.partner.microsoftonline.cn/${tenantId}/v2.0`,
        `https://sts.chinacloudapi.cn/${tenantId}/`,
        page("https://portal.azure.cn/"),
      ],
    ]);
  });

  it("have Graph and sign-in of their own, by which tools know them", () => {
    assert.deepEqual(
      NAMES.map((name) => [CLOUDS[name].graph, cloudOfLogin(CLOUDS[name].login)]),
      [
        ["https://graph.microsoft.com/", "public"],
        ["https://graph.microsoft.us/", "usgovernment"],
        // Where users sign in is all that outputs say; the Azure CLI does not tell the two apart
        // either.
        ["https://dod-graph.microsoft.us/", "usgovernment"],
        ["https://microsoftgraph.chinacloudapi.cn/", "china"],
      ],
    );
  });

  it("have commands that are whole on Pulumi's screen", () => {
    const commands = NAMES.flatMap((name) => {
      const { tokenCommand, loginCommand, tokenCommands, adminConsent } = outputsIn(name);
      return [
        tokenCommand,
        loginCommand,
        adminConsent.how ?? "",
        ...Object.values<string>({ ...tokenCommands }),
      ];
    });
    assert.deepEqual(
      commands.filter(({ length }) => length >= 150),
      [],
    );
  });
});
