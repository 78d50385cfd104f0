/** Token requests of the played az, as MSAL sends them for it. */
import * as v from "valibot";
import { AZURE_CLI_APP_ID, HOSTS } from "../../../sandbox/directory";
import { AzError, NotPlayed, pythonError } from "./azError";
import type { Environment, HttpClient } from "./httpClient";
import { type AccessToken, findToken, type Profile, SignIns, withToken } from "./signIns";

/** What a sign-in asks for by itself: Azure's own management. The double slash is az's. */
export const RESOURCE_MANAGER_SCOPE = "https://management.core.windows.net//.default";

const LOGIN = `https://${HOSTS.login}`;
const ARM = `https://${HOSTS.arm}`;
const ARM_VERSION = "api-version=2022-12-01";

const TokenAnswer = v.object({
  access_token: v.string(),
  expires_in: v.number(),
  scope: v.optional(v.string()),
  refresh_token: v.optional(v.string()),
  id_token: v.optional(v.string()),
});
const DeviceCode = v.object({ device_code: v.string(), message: v.string() });
const IdToken = v.object({ preferred_username: v.string() });
const Tenants = v.object({
  value: v.array(v.object({ tenantId: v.string(), displayName: v.string() })),
});
const Subscriptions = v.object({ value: v.array(v.unknown()) });
const Refusal = v.object({ error_description: v.string() });

type Form = Readonly<Record<string, string>>;

/** Gets tokens for one configuration folder. */
export class TokenClient {
  public readonly signIns: SignIns;

  public constructor(
    private readonly http: HttpClient,
    private readonly environment: Environment,
  ) {
    this.signIns = new SignIns(environment);
  }

  /**
   * The account's token for a scope, kept or new.
   *
   * @throws AzError where nobody is signed in, or the sign-in service refuses.
   */
  public async acquire(scope: string, wantedTenant?: string): Promise<AccessToken> {
    const { tenantId, user } = this.signIns.needProfile();
    const tenant = wantedTenant ?? tenantId;
    await this.discover(tenant);
    const { credential, ...cache } = this.signIns.readCache();
    const client = user.type === "user" ? AZURE_CLI_APP_ID : user.name;
    const kept = findToken(cache, { client, tenant, scope });
    if (kept !== undefined) return kept;
    return user.type === "user"
      ? this.refresh(tenant, scope, credential)
      : this.requestForSecret(tenant, scope, user.name, credential);
  }

  /** Signs a service principal in. */
  public async signInAsApplication(
    tenantId: string,
    name: string,
    secret: string,
  ): Promise<Profile> {
    await this.discover(tenantId);
    this.signIns.writeCache({ ...this.signIns.readCache(), credential: secret });
    const { token } = await this.requestForSecret(tenantId, RESOURCE_MANAGER_SCOPE, name, secret);
    await this.listSubscriptions(token);
    return { tenantId, user: { name, type: "servicePrincipal" } };
  }

  /**
   * Signs a user in by a device code: whoever the directory says sits before the browser approves.
   */
  public async signIn(
    tenant: string | undefined,
    scope: string,
    talk: (line: string) => void,
  ): Promise<Profile> {
    const realm = tenant ?? "organizations";
    await this.discover(realm);
    const asked = await this.post(`/${realm}/oauth2/v2.0/devicecode`, withOpenId(scope));
    const code = v.parse(DeviceCode, asked);
    talk(code.message);
    const answer = await this.post(`/${realm}/oauth2/v2.0/token`, {
      client_id: AZURE_CLI_APP_ID,
      grant_type: "urn:ietf:params:oauth:grant-type:device_code",
      device_code: code.device_code,
    });
    const token = this.keep({ client: AZURE_CLI_APP_ID, tenant: realm, scope }, answer);
    const { id_token = "", refresh_token = "" } = v.parse(TokenAnswer, answer);
    const [, claims = ""] = id_token.split(".");
    const { preferred_username: name } = v.parse(
      IdToken,
      JSON.parse(Buffer.from(claims, "base64url").toString("utf8")),
    );
    const tenantId = tenant ?? (await this.findTenant(token.token, talk));
    const wanted = { client: AZURE_CLI_APP_ID, tenant: tenantId, scope: RESOURCE_MANAGER_SCOPE };
    const forAzure =
      findToken(this.signIns.readCache(), wanted) ??
      (await this.refresh(tenantId, RESOURCE_MANAGER_SCOPE, refresh_token));
    await this.listSubscriptions(forAzure.token);
    return { tenantId, user: { name, type: "user" } };
  }

  private async findTenant(token: string, talk: (line: string) => void): Promise<string> {
    const url = `${ARM}/tenants?${ARM_VERSION}`;
    const { text } = await this.http.send({ method: "GET", url, token }, this.environment);
    const [tenant] = v.parse(Tenants, JSON.parse(text)).value;
    if (tenant === undefined) throw new Error("the directory lists no tenant");
    talk(
      "WARNING: The following tenants don't contain accessible subscriptions. Use `az login --allow-no-subscriptions` to have tenant level access.",
    );
    talk(`WARNING: ${tenant.tenantId} '${tenant.displayName}'`);
    return tenant.tenantId;
  }

  /** az asks for them, and finds none. @throws NotPlayed where there are some. */
  private async listSubscriptions(token: string): Promise<void> {
    const url = `${ARM}/subscriptions?${ARM_VERSION}`;
    const { text } = await this.http.send({ method: "GET", url, token }, this.environment);
    if (v.parse(Subscriptions, JSON.parse(text)).value.length > 0) {
      throw new NotPlayed("an account with subscriptions");
    }
  }

  private refresh(tenant: string, scope: string, refreshToken: string): Promise<AccessToken> {
    return this.request(tenant, scope, {
      ...withOpenId(scope),
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    });
  }

  private requestForSecret(
    tenant: string,
    scope: string,
    client: string,
    secret: string,
  ): Promise<AccessToken> {
    const form = { client_id: client, client_secret: secret, scope };
    return this.request(tenant, scope, { ...form, grant_type: "client_credentials" });
  }

  private async request(tenant: string, scope: string, form: Form): Promise<AccessToken> {
    const client = form["client_id"] ?? "";
    // az proposes the exact sign-in to users only.
    const hint = client === AZURE_CLI_APP_ID ? ` --tenant "${tenant}" --scope "${scope}"` : "";
    const answer = await this.post(`/${tenant}/oauth2/v2.0/token`, form, hint);
    return this.keep({ client, tenant, scope }, answer);
  }

  /** Keeps a token, and the sign-in that came with it. */
  private keep(
    { client, tenant, scope }: Pick<AccessToken, "client" | "tenant"> & { readonly scope: string },
    answer: unknown,
  ): AccessToken {
    const { access_token: token, ...rest } = v.parse(TokenAnswer, answer);
    const expiresOn = Math.floor(Date.now() / 1000) + rest.expires_in;
    const scopes = (rest.scope ?? scope).split(" ").sort();
    const kept = { client, tenant, scopes, token, expiresOn };
    const { credential, accessTokens } = this.signIns.readCache();
    this.signIns.writeCache({
      credential: rest.refresh_token ?? credential,
      accessTokens: withToken(accessTokens, kept),
    });
    return kept;
  }

  /**
   * MSAL asks about the tenant first, and breaks off where the sign-in service does not know it.
   */
  private async discover(tenant: string): Promise<void> {
    const url = `${LOGIN}/${tenant}/v2.0/.well-known/openid-configuration`;
    const { status } = await this.http.send({ method: "GET", url }, this.environment);
    if (status === 200) return;
    throw pythonError(
      `ValueError: Unable to get authority configuration for ${LOGIN}/${tenant}. Authority would typically be in a format of ${LOGIN}/your_tenant or https://tenant_name.ciamlogin.com or https://tenant_name.b2clogin.com/tenant.onmicrosoft.com/policy.  Also please double check your tenant name or GUID is correct.`,
    );
  }

  /** @param hint the options of the sign-in that az proposes where it is refused. */
  private async post(path: string, form: Form, hint = ""): Promise<unknown> {
    const request = { method: "POST", url: `${LOGIN}${path}`, form };
    const { status, text } = await this.http.send(request, this.environment);
    const body: unknown = JSON.parse(text);
    if (status === 200) return body;
    throw new AzError(
      `${v.parse(Refusal, body).error_description}\nRun the command below to authenticate interactively; additional arguments may be added as needed:\naz logout\naz login${hint}`,
    );
  }
}

/** The Azure CLI's own request for a scope. */
function withOpenId(scope: string): Form {
  return { client_id: AZURE_CLI_APP_ID, scope: `${scope} offline_access openid profile` };
}
