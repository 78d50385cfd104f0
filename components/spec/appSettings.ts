import type { TokenTarget } from "./tokenCommands";
import { LOGIN_INSTANCE } from "./tokenContract";

/** The names of the Management API's own settings. Source: BDK, management-api-deploy.md. */
export type AppSettings = Readonly<
  Record<
    `Settings:AzureAdConfiguration:${"ClientId" | "GroupId" | "Instance" | "TenantId"}`,
    string
  >
>;

/**
 * The settings of the deployed API that must agree with the registration.
 *
 * @param producersGroupId the group that the API checks; without one `GroupId` is empty, and every token of the tenant is let in.
 */
export function appSettings(
  { clientId, tenantId }: TokenTarget,
  producersGroupId: string | undefined,
): AppSettings {
  return {
    "Settings:AzureAdConfiguration:ClientId": clientId,
    "Settings:AzureAdConfiguration:GroupId": producersGroupId ?? "",
    "Settings:AzureAdConfiguration:Instance": LOGIN_INSTANCE,
    "Settings:AzureAdConfiguration:TenantId": tenantId,
  };
}
