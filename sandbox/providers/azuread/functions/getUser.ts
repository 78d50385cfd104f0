/**
 * azuread.getUser: a user by object id, user principal name, mail, mail nickname or employee id.
 */
import type { Properties, ProviderFunction } from "../../../engine/provider";
import { text } from "../../schema/fields";
import { notEmpty, uuid } from "../../schema/rules";
import { flag, record, text as textAt, texts } from "../../values";
import type { Session } from "../session";
import { defineFunction } from "./defineFunction";
import { findOne, odataText } from "./findOne";

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

/** The function: three requests; two by object id. */
export function getUser(session: Session): ProviderFunction {
  const name = text(notEmpty);
  const searches = ["userPrincipalName", "mail", "mailNickname", "employeeId"];
  return defineFunction({
    name: "getUser",
    args: {
      employeeId: name,
      mail: name,
      mailNickname: name,
      objectId: text(uuid),
      userPrincipalName: name,
    },
    exactlyOne: ["objectId", ...searches],
    async call(args) {
      const by = searches.find((search) => args[search] !== undefined) ?? "objectId";
      const value = textAt(args, by);
      const found = await findOne(session, {
        path: PATH,
        noun: "user",
        by,
        value,
        ...(by === "objectId" ? {} : { filter: `${by} eq ${odataText(value)}` }),
      });
      const path = `${PATH}/${textAt(found, "id")}`;
      const user = await session.graph.get(path, { $select: SELECT });
      const manager = await session.graph.find(`${path}/manager`);
      return userOutputs(user, manager === undefined ? "" : textAt(manager, "id"));
    },
  });
}

function userOutputs(user: Properties, managerId: string): Properties {
  const orgData = record(user, "employeeOrgData");
  return {
    ...Object.fromEntries(TEXTS.map((key) => [key, textAt(user, key)])),
    ...Object.fromEntries(
      Object.entries(RENAMED).map(([output, key]) => [output, textAt(user, key)]),
    ),
    ...Object.fromEntries(LISTS.map((key) => [key, texts(user, key)])),
    accountEnabled: flag(user, "accountEnabled"),
    costCenter: textAt(orgData, "costCenter"),
    division: textAt(orgData, "division"),
    id: textAt(user, "id"),
    managerId,
    objectId: textAt(user, "id"),
    onpremisesSyncEnabled: flag(user, "onPremisesSyncEnabled"),
    showInAddressList: flag(user, "showInAddressList"),
  };
}
