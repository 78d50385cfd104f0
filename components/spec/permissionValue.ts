import type * as v from "valibot";
import * as valibot from "valibot";
import { rule } from "./schema";

/**
 * Scope and role values: at most 120 of Entra's characters.
 * Source: https://learn.microsoft.com/graph/api/resources/permissionscope and …/approle. The leading full stop is refused
 * by the provider (terraform-provider-azuread, applications/validate/tokens.go): it would read as a `/.default` request.
 */
const ALLOWED = /^[A-Za-z0-9:!#$%&'()*+,\-./;<=>?@[\]^_`{|}~]*$/;
const MAX_LENGTH = 120;

/** The schema of a scope's or app role's `value`, the name that tokens carry in `scp` or `roles`. */
export function permissionValue(): v.GenericSchema<unknown, string> {
  return valibot.pipe(
    valibot.string(),
    rule((value) => value !== "", "must not be empty", 'name it, e.g. "access_as_producer"'),
    rule(
      (value) => value.length <= MAX_LENGTH,
      `must be at most ${MAX_LENGTH} characters`,
      (value) => `shorten it by ${value.length - MAX_LENGTH}`,
    ),
    rule(
      (value) => ALLOWED.test(value),
      "must hold only letters, digits and :!#$%&'()*+,-./;<=>?@[]^_`{|}~ (no spaces)",
      (value) => `write "${value.trim().replaceAll(/[^A-Za-z0-9._-]+/g, "_")}" for example`,
    ),
    rule(
      (value) => !value.startsWith("."),
      "must not start with a full stop",
      (value) => `write "${value.replace(/^\.+/, "")}"`,
    ),
  );
}
