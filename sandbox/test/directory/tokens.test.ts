/**
 * Proves who gets which token, decided from what was registered: one case for each refusal, through
 * the token endpoint as the Azure CLI asks it. It cannot prove that Entra ID decides so; the
 * sources of codes and texts are in the code.
 */
import assert from "node:assert/strict";
import { AZURE_CLI_APP_ID, SEED } from "../../directory";
import { claimsOf, loginRefusalOf, type Reply, text, useTestDirectory } from "./client";
import {
  appRole,
  OTHER_CLIENT_ID,
  OTHER_SCOPE_ID,
  register,
  type Registration,
  ROLE_ID,
  scope,
  SCOPE_ID,
} from "./registration";

const CLI = `'${AZURE_CLI_APP_ID}' named 'Microsoft Azure CLI'`;
const NOT_CONSENTED = `AADSTS65001: The user or administrator has not consented to use the application with ID ${CLI}. Send an interactive authorization request for this user and resource.`;

describe("tokens of the directory", () => {
  let registration: Registration;
  let refreshToken: string;
  let now = new Date();
  const test = useTestDirectory({ clock: () => now });
  beforeEach(async () => {
    now = new Date();
    registration = await register(test);
    refreshToken = await test.signIn();
  });

  const ask = (wanted: string): Promise<Reply> => test.requestUserToken(refreshToken, wanted);
  const api = (): string => `${registration.appId}/.default`;
  const application = () =>
    test.directory.state.applications.find(({ id }) => id === registration.objectId) ??
    assert.fail();
  const principal = () =>
    test.directory.state.servicePrincipals.find(
      ({ id }) => id === registration.servicePrincipalId,
    ) ?? assert.fail();
  const asDaemon = (wanted: string): Promise<Reply> =>
    test.requestToken({
      client_id: test.directory.deployer.clientId,
      client_secret: test.directory.deployer.clientSecret,
      grant_type: "client_credentials",
      scope: wanted,
    });

  const refusals: readonly (readonly [string, () => void, () => readonly [unknown, string]])[] = [
    [
      "no client is pre-authorized",
      () => {
        application().api.preAuthorizedApplications = [];
      },
      () => ["invalid_grant", NOT_CONSENTED],
    ],
    [
      "only another client is pre-authorized",
      () => {
        application().api.preAuthorizedApplications = [
          { appId: OTHER_CLIENT_ID, delegatedPermissionIds: [SCOPE_ID] },
        ];
      },
      () => ["invalid_grant", NOT_CONSENTED],
    ],
    [
      "the client is pre-authorized for no scope",
      () => {
        application().api.preAuthorizedApplications = [
          { appId: AZURE_CLI_APP_ID, delegatedPermissionIds: [] },
        ];
      },
      () => ["invalid_grant", NOT_CONSENTED],
    ],
    [
      "the scope is switched off",
      () => {
        application().api.oauth2PermissionScopes[0] = {
          ...(application().api.oauth2PermissionScopes[0] ?? assert.fail()),
          isEnabled: false,
        };
      },
      () => ["invalid_grant", NOT_CONSENTED],
    ],
    [
      "the API has no service principal",
      () => {
        test.directory.state.servicePrincipals.pop();
      },
      () => [
        "invalid_resource",
        `AADSTS500011: The resource principal named ${registration.appId} was not found in the tenant named Sandbox. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
      ],
    ],
    [
      "the API's service principal is disabled",
      () => {
        principal().accountEnabled = false;
      },
      () => [
        "invalid_resource",
        `AADSTS500014: The service principal for resource '${registration.appId}' is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.`,
      ],
    ],
    [
      "an assignment is required and the user has none",
      () => {
        principal().appRoleAssignmentRequired = true;
      },
      () => [
        "invalid_grant",
        `AADSTS50105: Your administrator has configured the application Management API ('${registration.appId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user 'dana@sandbox.example' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`,
      ],
    ],
    [
      "Conditional Access asks for a second factor",
      () => {
        test.directory.state.policies.mfaRequiredFor = [registration.appId];
      },
      () => [
        "interaction_required",
        `AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${registration.appId}'.`,
      ],
    ],
    [
      "Conditional Access blocks the API",
      () => {
        test.directory.state.policies.blockedFor = [registration.appId];
      },
      () => [
        "invalid_grant",
        "AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
      ],
    ],
    [
      "the user's account is disabled",
      () => {
        test.directory.state.users.forEach((user) => {
          user.accountEnabled = false;
        });
      },
      () => ["invalid_grant", "AADSTS50057: The user account is disabled."],
    ],
    [
      "the refresh token is older than 90 days",
      () => {
        now = new Date(now.getTime() + 91 * 24 * 60 * 60 * 1000);
      },
      () => [
        "invalid_grant",
        `AADSTS700082: The refresh token has expired due to inactivity. The token was issued on ${test.directory.state.refreshTokens[0]?.issuedAt ?? ""} and was inactive for 90.00:00:00.`,
      ],
    ],
  ];
  for (const [when, arrange, expected] of refusals) {
    it(`refuses a token when ${when}`, async () => {
      assert.equal((await ask(api())).status, 200, "before");
      arrange();
      assert.deepEqual(loginRefusalOf(await ask(api())), [400, ...expected()]);
    });
  }

  it("says in the envelope that consent is what is missing", async () => {
    application().api.preAuthorizedApplications = [];
    const { error_codes, suberror, error_uri, trace_id, error_description } = (await ask(api()))
      .body;
    assert.deepEqual(
      [error_codes, suberror, error_uri],
      [[65001], "consent_required", "https://login.microsoftonline.com/error?code=65001"],
    );
    assert.ok(String(error_description).includes(` Trace ID: ${String(trace_id)} `));
  });

  it("refuses unknown scopes, unknown APIs and two APIs at once", async () => {
    const { appId } = registration;
    assert.deepEqual(loginRefusalOf(await ask(`${appId}/none`)), [
      400,
      "invalid_client",
      `AADSTS650053: The application 'Microsoft Azure CLI' asked for scope 'none' that doesn't exist on the resource '${appId}'. Contact the app vendor.`,
    ]);
    assert.match(
      loginRefusalOf(await ask("api://none/.default"))[2],
      /^AADSTS500011: .* api:\/\/none was/,
    );
    assert.match(
      loginRefusalOf(await ask(`${appId}/.default https://graph.microsoft.com/.default`))[2],
      /^AADSTS28000: /,
    );
  });

  it("gives every scope that is pre-authorized, and refuses the one that is not", async () => {
    const { objectId, appId } = registration;
    const path = `/v1.0/applications/${objectId}`;
    await test.graph("PATCH", path, {
      api: { oauth2PermissionScopes: [scope(), scope(OTHER_SCOPE_ID, "other")] },
    });
    assert.equal(claimsOf(await ask(api()))["scp"], "access_as_producer");
    assert.equal(loginRefusalOf(await ask(`${appId}/other`))[2], NOT_CONSENTED);
    const both = [{ appId: AZURE_CLI_APP_ID, delegatedPermissionIds: [SCOPE_ID, OTHER_SCOPE_ID] }];
    await test.graph("PATCH", path, { api: { preAuthorizedApplications: both } });
    assert.equal(claimsOf(await ask(`${appId}/other`))["scp"], "access_as_producer other");
  });

  it("takes a stored consent for a pre-authorization", async () => {
    application().api.preAuthorizedApplications = [];
    const cli = await test.graph("POST", "/v1.0/servicePrincipals", { appId: AZURE_CLI_APP_ID });
    const grant = {
      clientId: text(cli, "id"),
      consentType: "Principal",
      principalId: SEED.guest.objectId,
      resourceId: registration.servicePrincipalId,
      scope: "access_as_producer",
    };
    await test.graph("POST", "/v1.0/oauth2PermissionGrants", grant);
    assert.equal((await ask(api())).status, 400, "somebody else's consent");
    await test.graph("POST", "/v1.0/oauth2PermissionGrants", {
      ...grant,
      principalId: SEED.user.objectId,
    });
    assert.equal(claimsOf(await ask(api()))["scp"], "access_as_producer");
  });

  it("lets an assigned group in, and puts user roles into the token", async () => {
    principal().appRoleAssignmentRequired = true;
    application().appRoles = [{ ...appRole(), allowedMemberTypes: ["User"] }];
    test.directory.state.appRoleAssignments.push({
      appRoleId: ROLE_ID,
      createdDateTime: now.toISOString(),
      id: "one",
      principalId: SEED.group.objectId,
      resourceId: registration.servicePrincipalId,
    });
    assert.deepEqual(claimsOf(await ask(api()))["roles"], ["ManagementAPI.AccessAll"]);
  });

  it("has the second factor given by a sign-in that names the API", async () => {
    test.directory.state.policies.mfaRequiredFor = [registration.appId];
    assert.equal((await ask(api())).status, 400);
    refreshToken = await test.signIn(api());
    assert.equal((await ask(api())).status, 200);
  });

  describe("for a client on its own behalf", () => {
    it("carry the assigned roles, and no roles claim without one", async () => {
      const { iat, nbf, exp, sub, ...claims } = claimsOf(await asDaemon(api()));
      assert.ok(iat !== undefined && nbf !== undefined && exp !== undefined && sub !== undefined);
      assert.deepEqual(claims, {
        aud: registration.appId,
        azp: SEED.deployer.clientId,
        azpacr: "1",
        iss: `https://login.microsoftonline.com/${SEED.tenantId}/v2.0`,
        oid: SEED.deployer.objectId,
        tid: SEED.tenantId,
        ver: "2.0",
      });
      await test.graph(
        "POST",
        `/v1.0/servicePrincipals/${registration.servicePrincipalId}/appRoleAssignedTo`,
        {
          appRoleId: ROLE_ID,
          principalId: SEED.deployer.objectId,
          resourceId: registration.servicePrincipalId,
        },
      );
      assert.deepEqual(claimsOf(await asDaemon(`api://${registration.appId}/.default`))["roles"], [
        "ManagementAPI.AccessAll",
      ]);
    });

    it("are refused for a named scope, a wrong secret and a missing assignment", async () => {
      const named = `api://${registration.appId}/access_as_producer`;
      assert.deepEqual(loginRefusalOf(await asDaemon(named)), [
        400,
        "invalid_scope",
        `AADSTS1002012: The provided value for scope ${named} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
      ]);
      const wrong = await test.requestToken({
        client_id: SEED.deployer.clientId,
        client_secret: "wrong",
        grant_type: "client_credentials",
        scope: api(),
      });
      assert.deepEqual(loginRefusalOf(wrong), [
        401,
        "invalid_client",
        `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${SEED.deployer.clientId}'.`,
      ]);
      principal().appRoleAssignmentRequired = true;
      assert.match(loginRefusalOf(await asDaemon(api()))[2], /^AADSTS501051: /);
    });

    it("are refused once the client is disabled, and for a client without a service principal", async () => {
      const [deployer = assert.fail()] = test.directory.state.servicePrincipals;
      deployer.accountEnabled = false;
      assert.deepEqual(loginRefusalOf(await asDaemon(api())), [
        400,
        "unauthorized_client",
        `AADSTS7000112: Application '${SEED.deployer.clientId}'(Sandbox Deployer) is disabled.`,
      ]);
      test.directory.state.servicePrincipals.shift();
      assert.match(loginRefusalOf(await asDaemon(api()))[2], /^AADSTS7000229: /);
    });
  });
});
