/** The settings of the deployed API that must agree with the registration. */
import { type CloudName, cloudOfLogin, CLOUDS } from "../clouds";
import type { CheckedTarget } from "./commands";
import type { Basis } from "./declared";

/**
 * The Management API's own settings. Source: BDK, management-api-deploy.md. For version 1 tokens
 * also the audiences that it takes, numbered from 0: left out, Microsoft.Identity.Web takes
 * `api://<client id>` alone
 * (https://learn.microsoft.com/dotnet/api/microsoft.identitymodel.tokens.tokenvalidationparameters.validaudiences).
 */
export type AppSettings = Readonly<
  Record<
    | `Settings:AzureAdConfiguration:${"ClientId" | "GroupId" | "Instance" | "TenantId"}`
    | `Settings:AzureAdConfiguration:TokenValidationParameters:ValidAudiences:${number}`,
    string
  >
>;

/** The setting that tells the cloud. */
const INSTANCE = "Settings:AzureAdConfiguration:Instance";

/** Without a group `GroupId` is empty, and the API lets every token of the tenant in. */
export function appSettings(
  { clientId, tenantId, cloud, identifierUris, producers }: CheckedTarget,
  { tokenVersion }: Pick<Basis, "tokenVersion">,
): AppSettings {
  const audiences = tokenVersion === 1 ? [clientId, ...identifierUris] : [];
  return {
    "Settings:AzureAdConfiguration:ClientId": clientId,
    "Settings:AzureAdConfiguration:GroupId": producers ?? "",
    [INSTANCE]: CLOUDS[cloud].login,
    "Settings:AzureAdConfiguration:TenantId": tenantId,
    ...Object.fromEntries(
      audiences.map((audience, index) => [
        `Settings:AzureAdConfiguration:TokenValidationParameters:ValidAudiences:${index}`,
        audience,
      ]),
    ),
  };
}

/** The cloud of an API with these settings. */
export function cloudOfSettings(settings: Pick<AppSettings, typeof INSTANCE>): CloudName {
  return cloudOfLogin(settings[INSTANCE]) ?? "public";
}
