/** A group of Graph as the provider's outputs; the resource and the function share them. */
import type { Properties } from "../../engine/provider";
import { flag, record, text, texts } from "../values";

/** The outputs, its owners and members aside. */
export function groupOutputs(group: Properties): Properties {
  return {
    assignableToRole: flag(group, "isAssignableToRole"),
    autoSubscribeNewMembers: false,
    behaviors: texts(group, "resourceBehaviorOptions"),
    description: text(group, "description"),
    displayName: text(group, "displayName"),
    externalSendersAllowed: false,
    hideFromAddressLists: false,
    hideFromOutlookClients: false,
    mail: text(group, "mail"),
    mailEnabled: flag(group, "mailEnabled"),
    mailNickname: text(group, "mailNickname"),
    objectId: text(group, "id"),
    onpremisesDomainName: text(group, "onPremisesDomainName"),
    onpremisesGroupType: text(record(group, "writebackConfiguration"), "onPremisesGroupType"),
    onpremisesNetbiosName: text(group, "onPremisesNetBiosName"),
    onpremisesSamAccountName: text(group, "onPremisesSamAccountName"),
    onpremisesSecurityIdentifier: text(group, "onPremisesSecurityIdentifier"),
    onpremisesSyncEnabled: flag(group, "onPremisesSyncEnabled"),
    preferredLanguage: text(group, "preferredLanguage"),
    provisioningOptions: texts(group, "resourceProvisioningOptions"),
    proxyAddresses: texts(group, "proxyAddresses"),
    securityEnabled: flag(group, "securityEnabled"),
    theme: text(group, "theme"),
    types: texts(group, "groupTypes"),
    visibility: text(group, "visibility"),
    writebackEnabled: flag(record(group, "writebackConfiguration"), "isEnabled"),
  };
}
