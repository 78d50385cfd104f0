/**
 * Azure Resource Manager, as far as `az login` asks it: the tenants and subscriptions of the
 * caller. Any api-version.
 */
import { Hono } from "hono";
import { type CallerEnv, requireCaller } from "./caller";
import { CLOUDS } from "./constants";
import { armRefusal } from "./errors";

const AUDIENCES = CLOUDS.flatMap(({ armAudiences }) => armAudiences);

export function createArm(): Hono<CallerEnv> {
  const arm = new Hono<CallerEnv>();

  // https://github.com/Azure/azure-rest-api-specs: asked without a token by whoever looks for a
  // cloud's hosts.
  arm.get("/metadata/endpoints", (c) => {
    const { name, login, graph, arm: host, armAudiences } = c.env.cloud;
    return c.json({
      name,
      resourceManager: `https://${host}/`,
      microsoftGraphResourceId: `https://${graph}/`,
      authentication: {
        audiences: armAudiences.map((audience) => `${audience}/`),
        identityProvider: "AAD",
        loginEndpoint: `https://${login}`,
        tenant: "common",
      },
    });
  });

  const refusal = "Authentication failed. The 'Authorization' header is missing or invalid.";
  arm.use(requireCaller(AUDIENCES, () => armRefusal(401, "AuthenticationFailed", refusal)));

  arm.get("/tenants", (c) => {
    const { id, displayName, domain } = c.env.state.tenant;
    return c.json({
      value: [
        {
          id: `/tenants/${id}`,
          tenantId: id,
          countryCode: "US",
          displayName,
          defaultDomain: domain,
          domains: [domain],
          tenantCategory: "Home",
          tenantType: "AAD",
        },
      ],
    });
  });

  arm.get("/subscriptions", (c) => {
    const { subscriptions, tenant } = c.env.state;
    return c.json({
      value: subscriptions.map(({ subscriptionId, displayName }) => ({
        id: `/subscriptions/${subscriptionId}`,
        subscriptionId,
        displayName,
        state: "Enabled",
        tenantId: tenant.id,
      })),
    });
  });
  return arm;
}
