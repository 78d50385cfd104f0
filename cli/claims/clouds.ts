/** The sign-in hosts of Microsoft's clouds. https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
const CLOUDS = [
  "login.microsoftonline.com",
  "login.microsoftonline.us",
  "login.partner.microsoftonline.cn",
] as const;

/** The cloud of an issuer, by its host; undefined for anybody else's. */
export function cloudOf(issuer: string): string | undefined {
  const host = URL.canParse(issuer) ? new URL(issuer).host : "";
  return CLOUDS.find((cloud) => cloud === host);
}
