/** azuread.getUser: a user by user principal name. */
import type { ProviderFunction } from "../../../engine/provider";
import { at, flag, listOf, text, type Fields } from "../../schema/fields";
import { fromGraph, membersOf } from "../../schema/graphForm";
import { notEmpty } from "../../schema/rules";
import { text as textAt } from "../../values";
import type { Session } from "../session";
import { lookUp, odataText } from "./lookUp";

const PATH = "/v1.0/users";

const outputFields: Fields = {
  accountEnabled: flag(),
  ageGroup: text(),
  businessPhones: listOf(text()),
  city: text(),
  companyName: text(),
  consentProvidedForMinor: text(),
  costCenter: at("employeeOrgData.costCenter", text()),
  country: text(),
  creationType: text(),
  department: text(),
  displayName: text(),
  division: at("employeeOrgData.division", text()),
  employeeHireDate: text(),
  employeeId: text(),
  employeeType: text(),
  externalUserState: text(),
  faxNumber: text(),
  givenName: text(),
  id: text(),
  imAddresses: listOf(text()),
  jobTitle: text(),
  mail: text(),
  mailNickname: text(),
  mobilePhone: text(),
  objectId: at("id", text()),
  officeLocation: text(),
  onpremisesDistinguishedName: at("onPremisesDistinguishedName", text()),
  onpremisesDomainName: at("onPremisesDomainName", text()),
  onpremisesImmutableId: at("onPremisesImmutableId", text()),
  onpremisesSamAccountName: at("onPremisesSamAccountName", text()),
  onpremisesSecurityIdentifier: at("onPremisesSecurityIdentifier", text()),
  onpremisesSyncEnabled: at("onPremisesSyncEnabled", flag()),
  onpremisesUserPrincipalName: at("onPremisesUserPrincipalName", text()),
  otherMails: listOf(text()),
  postalCode: text(),
  preferredLanguage: text(),
  proxyAddresses: listOf(text()),
  showInAddressList: flag(),
  state: text(),
  streetAddress: text(),
  surname: text(),
  usageLocation: text(),
  userPrincipalName: text(),
  userType: text(),
};

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
      const path = `${PATH}/${textAt(found, "id")}`;
      // Graph leaves most of a user out unless asked.
      const user = await session.graph.get(path, { $select: membersOf(outputFields).join(",") });
      const manager = await session.graph.find(`${path}/manager`);
      return {
        ...fromGraph(outputFields, user),
        managerId: manager === undefined ? "" : textAt(manager, "id"),
      };
    },
  });
}
