import * as pulumi from "@pulumi/pulumi";
import type { ManagementApiSpec } from "../rules/keys";
import { describeExisting } from "../rules/facts/found";
import type { Facts } from "../rules/facts/facts";
import type { Registration } from "./registration";

/**
 * Uses a registration that is there and that others own. There is no resource for it, nor for its
 * service principal: what a stack has in its state, a destroy deletes.
 *
 * @throws Error for a registration that was not looked up: a mistake of the program, never of the
 * config.
 */
export function useRegistration(spec: ManagementApiSpec, { found, caller }: Facts): Registration {
  const { registration } = spec;
  if (registration.mode !== "existing" || found?.servicePrincipal === undefined) {
    throw new Error("the registration was not looked up");
  }
  const described = describeExisting(spec, registration, found, caller.tenantId);
  const own = spec.scopes.map(({ value }) => value);
  return {
    spec: described,
    applicationId: pulumi.output(`/applications/${found.objectId}`),
    clientId: pulumi.output(registration.clientId),
    objectId: pulumi.output(found.objectId),
    servicePrincipal: pulumi.output(found.servicePrincipal.objectId),
    scopes: Object.fromEntries(
      described.scopes
        .filter(({ value }) => !own.includes(value))
        .map(({ value, id }) => [value, pulumi.output(id)]),
    ),
    parts: [],
  };
}
