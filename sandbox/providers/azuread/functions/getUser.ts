/** azuread.getUser: a user by user principal name. */
import type { Properties, ProviderFunction } from "../../../engine/provider";
import { notEmpty } from "../../schema/rules";
import { flag, record, text, texts } from "../../values";
import type { Session } from "../session";
import { lookUp, odataText } from "./lookUp";

const PATH = "/v1.0/users";

/** Texts that a user's outputs hold under the same name as Graph's. */
const TEXTS = [
  "ageGroup",
  "city",
  "companyName",
  "consentProvidedForMinor",
  "country",
  "creationType",
  "department",
  "displayName",
  "employeeHireDate",
  "employeeId",
  "employeeType",
  "externalUserState",
  "faxNumber",
  "givenName",
  "jobTitle",
  "mail",
  "mailNickname",
  "mobilePhone",
  "officeLocation",
  "postalCode",
  "preferredLanguage",
  "state",
  "streetAddress",
  "surname",
  "usageLocation",
  "userPrincipalName",
  "userType",
] as const;

/** Texts that the provider writes differently: output and Graph's name. */
const RENAMED = {
  onpremisesDistinguishedName: "onPremisesDistinguishedName",
  onpremisesDomainName: "onPremisesDomainName",
  onpremisesImmutableId: "onPremisesImmutableId",
  onpremisesSamAccountName: "onPremisesSamAccountName",
  onpremisesSecurityIdentifier: "onPremisesSecurityIdentifier",
  onpremisesUserPrincipalName: "onPremisesUserPrincipalName",
} as const;

const LISTS = ["businessPhones", "imAddresses", "otherMails", "proxyAddresses"] as const;

/** Everything that the outputs need; Graph leaves most of it out unless asked. */
const SELECT = [
  ...["accountEnabled", "employeeOrgData", "id", "onPremisesSyncEnabled", "showInAddressList"],
  ...TEXTS,
  ...Object.values(RENAMED),
  ...LISTS,
]
  .sort()
  .join(",");

/** The function: three requests. */
export function getUser(session: Session): ProviderFunction {
  return lookUp(session, {
    name: "getUser",
    path: PATH,
    noun: "user",
    by: {
      userPrincipalName: {
        rule: notEmpty,
        filter: (name) => `userPrincipalName eq ${odataText(name)}`,
      },
    },
    refused: ["employeeId", "mail", "mailNickname", "objectId"],
    async outputs(found) {
      const path = `${PATH}/${text(found, "id")}`;
      const user = await session.graph.get(path, { $select: SELECT });
      const manager = await session.graph.find(`${path}/manager`);
      return userOutputs(user, manager === undefined ? "" : text(manager, "id"));
    },
  });
}

function userOutputs(user: Properties, managerId: string): Properties {
  const orgData = record(user, "employeeOrgData");
  return {
    ...Object.fromEntries(TEXTS.map((key) => [key, text(user, key)])),
    ...Object.fromEntries(
      Object.entries(RENAMED).map(([output, key]) => [output, text(user, key)]),
    ),
    ...Object.fromEntries(LISTS.map((key) => [key, texts(user, key)])),
    accountEnabled: flag(user, "accountEnabled"),
    costCenter: text(orgData, "costCenter"),
    division: text(orgData, "division"),
    id: text(user, "id"),
    managerId,
    objectId: text(user, "id"),
    onpremisesSyncEnabled: flag(user, "onPremisesSyncEnabled"),
    showInAddressList: flag(user, "showInAddressList"),
  };
}
