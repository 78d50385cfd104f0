/**
 * What `az` commands answer, as far as it is read; `application.ts` has registrations. Unknown
 * properties are let through: they differ between versions.
 */
import * as v from "valibot";
import { showText } from "../../components/rules/reading/hiddenText";

/** Text that is only compared and shown: hidden characters by their numbers. */
const shown = v.pipe(v.string(), v.transform(showText));

/**
 * An id, which becomes part of addresses and commands: letters, digits, hyphens, full stops and
 * underscores.
 */
export const id = v.pipe(v.string(), v.regex(/^[\w.-]{1,200}$/));

/** Seconds since 1970, as far as there are dates. */
const seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e12));

/**
 * `az account get-access-token`. `expires_on` (seconds since 1970, UTC) came with az 2.54;
 * `expiresOn` is local time.
 */
export const accessTokenAnswer = v.object({
  accessToken: v.string(),
  expiresOn: v.optional(shown),
  expires_on: v.optional(seconds),
});

/** `az account show`. */
export const accountAnswer = v.object({
  tenantId: id,
  environmentName: v.nullish(shown),
  user: v.object({ name: shown, type: shown }),
});

/** `az version`. */
export const versionAnswer = v.object({ "azure-cli": shown });

/** `az ad signed-in-user show`. */
export const signedInUserAnswer = v.object({ id, userPrincipalName: shown });

/** `az ad app list`. */
export const applicationListAnswer = v.array(v.object({ id, appId: id, displayName: shown }));

/** `az account list`: the subscriptions and, as one of its own, each tenant without any. */
export const accountListAnswer = v.array(v.object({ tenantId: id }));

/** `az ad group show`. */
export const groupAnswer = v.object({
  displayName: shown,
  securityEnabled: v.boolean(),
});

/** `az rest` for a list of ids: `getMemberGroups`. */
export const idListAnswer = v.object({ value: v.array(id) });

/** `az rest` for who is assigned to an API: one of them. */
export const assignmentAnswer = v.object({ principalId: id });

/** `az rest` for the published keys: a JSON Web Key Set. */
export const keySetAnswer = v.object({
  keys: v.array(v.looseObject({ kid: v.optional(v.string()) })),
});

/** `az rest` for a list of directory objects: one of them. */
export const objectAnswer = v.object({ id });
