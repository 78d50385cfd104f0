/** The inputs and outputs of azuread.Group 6.9.1, and where Microsoft Graph has them. */
import {
  at,
  elsewhere,
  flag,
  kept,
  replaces,
  required,
  setOf,
  setOfTexts,
  text,
  unimplemented,
  type Fields,
} from "../schema/fields";
import { notEmpty, oneOf, uuid } from "../schema/rules";

/** All inputs. */
export const fields: Fields = {
  administrativeUnitIds: unimplemented(),
  assignableToRole: at("isAssignableToRole", replaces(flag())),
  autoSubscribeNewMembers: unimplemented(flag()),
  behaviors: at("resourceBehaviorOptions", unimplemented(setOf(text()))),
  description: text(),
  displayName: required(text(notEmpty)),
  dynamicMembership: unimplemented(),
  externalSendersAllowed: unimplemented(flag()),
  hideFromAddressLists: unimplemented(flag()),
  hideFromOutlookClients: unimplemented(flag()),
  mailEnabled: unimplemented(flag()),
  mailNickname: kept(replaces(text(notEmpty))),
  members: elsewhere(kept(setOfTexts(text(uuid)))),
  onpremisesGroupType: at("writebackConfiguration.onPremisesGroupType", unimplemented(text())),
  owners: elsewhere(kept(setOfTexts(text(uuid)))),
  preventDuplicateNames: elsewhere(flag()),
  provisioningOptions: at("resourceProvisioningOptions", unimplemented(setOf(text()))),
  securityEnabled: required(flag()),
  theme: unimplemented(text()),
  types: at("groupTypes", unimplemented(setOf(text()))),
  visibility: kept(text(oneOf("Private", "Public"))),
  writebackEnabled: at("writebackConfiguration.isEnabled", unimplemented(flag())),
};

/** What only the directory knows. */
export const outputFields: Fields = {
  mail: text(),
  objectId: at("id", text()),
  onpremisesDomainName: at("onPremisesDomainName", text()),
  onpremisesNetbiosName: at("onPremisesNetBiosName", text()),
  onpremisesSamAccountName: at("onPremisesSamAccountName", text()),
  onpremisesSecurityIdentifier: at("onPremisesSecurityIdentifier", text()),
  onpremisesSyncEnabled: at("onPremisesSyncEnabled", flag()),
  preferredLanguage: text(),
  proxyAddresses: setOf(text()),
};
