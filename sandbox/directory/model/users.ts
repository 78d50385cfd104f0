/**
 * Users as stored, and the checks on what a request may say of them.
 * https://learn.microsoft.com/graph/api/resources/user
 */
import * as v from "valibot";
import { flag, guid, list, nullable, text } from "./fields";

// What says something about a person and means nothing to the directory.
const userDetails = {
  ...v.entriesFromList(
    [
      "ageGroup",
      "city",
      "companyName",
      "consentProvidedForMinor",
      "country",
      "department",
      "employeeHireDate",
      "employeeId",
      "employeeType",
      "faxNumber",
      "givenName",
      "jobTitle",
      "mail",
      "mobilePhone",
      "officeLocation",
      "onPremisesImmutableId",
      "passwordPolicies",
      "postalCode",
      "preferredLanguage",
      "state",
      "streetAddress",
      "surname",
      "usageLocation",
    ],
    nullable(v.string()),
  ),
  businessPhones: list(v.string()),
  employeeOrgData: nullable(
    v.strictObject({ costCenter: nullable(v.string()), division: nullable(v.string()) }),
  ),
  otherMails: list(v.string()),
  showInAddressList: nullable(v.boolean()),
};

const newUserEntries = {
  ...userDetails,
  accountEnabled: v.boolean(),
  displayName: v.pipe(text(256), v.regex(/\S/)),
  mailNickname: v.pipe(text(64), v.minLength(1)),
  // https://learn.microsoft.com/graph/api/user-post-users lists the characters.
  userPrincipalName: v.pipe(text(113), v.regex(/^[\w'.\-!#^~]+@[\w.-]+$/)),
};
const passwordProfile = {
  forceChangePasswordNextSignIn: flag(false),
  forceChangePasswordNextSignInWithMfa: flag(false),
};

export const NewUserSchema = v.strictObject({
  ...newUserEntries,
  passwordProfile: v.strictObject({ ...passwordProfile, password: v.string() }),
});

export const UserPatchSchema = v.partial(
  v.strictObject({
    ...newUserEntries,
    passwordProfile: v.strictObject({ ...passwordProfile, password: v.optional(v.string()) }),
  }),
);

/**
 * A user as stored. `passwordHash` is what `secrets.ts` makes of the password; null: cannot sign in
 * with one.
 */
export const UserSchema = v.strictObject({
  ...userDetails,
  accountEnabled: v.boolean(),
  displayName: v.string(),
  id: guid,
  mailNickname: nullable(v.string()),
  /** The password must be changed in a browser before it can be used elsewhere. */
  passwordChangeDue: flag(false),
  passwordHash: v.nullable(v.string()),
  userPrincipalName: v.string(),
});

export type UserPatch = v.InferOutput<typeof UserPatchSchema>;
export type User = v.InferOutput<typeof UserSchema>;
