import * as v from "valibot";
import { rule, text } from "./schema";

/**
 * Display names of things that are looked up by name before they are made. The provider does not escape the quote in that
 * query (terraform-provider-azuread, applications and groups), so the directory would answer 400.
 */
function uniqueName(maxLength: number): v.GenericSchema<unknown, string> {
  return v.pipe(
    text(maxLength),
    rule(
      (value) => !value.includes("'"),
      "must not hold an apostrophe: the look-up for duplicate names cannot quote it",
      (value) => `write "${value.replaceAll("'", "\u2019")}" or leave it out`,
    ),
  );
}

/** A registration's name: 120 characters. Source: https://learn.microsoft.com/entra/identity-platform/supported-accounts-validation */
export const registrationName = uniqueName(120);

/** A group's name: 256 characters. Source: https://learn.microsoft.com/graph/api/resources/group */
export const groupName = uniqueName(256);
