/** azuread.ApplicationRegistration: a registration whose parts are resources of their own. */
import type { Properties, ResourceType, Value } from "../../engine/provider";
import { defineResource, type Update } from "../defineResource";
import { defaultsTo, flag, integer, required, text, type Fields } from "../schema/fields";
import { atMost, notEmpty } from "../schema/rules";
import {
  flag as flagAt,
  integer as integerAt,
  nullIfEmpty,
  record,
  text as textAt,
  texts,
} from "../values";
import { APPLICATION_TYPE, implicitGrantBody, infoBody, joinClaims } from "./applicationBodies";
import { groupMembershipClaims, signInAudience } from "./applicationFields";
import { splitClaims } from "./applicationOutputs";
import { during } from "./graphError";
import { applicationObjectId } from "./ids";
import { findMade } from "./interrupted";
import { objectIdOf, type Session } from "./session";

const PATH = "/v1.0/applications";

const fields: Fields = {
  description: text(atMost(1024)),
  displayName: required(text(notEmpty)),
  groupMembershipClaims,
  homepageUrl: text(notEmpty),
  implicitAccessTokenIssuanceEnabled: flag(),
  implicitIdTokenIssuanceEnabled: flag(),
  logoutUrl: text(notEmpty),
  marketingUrl: text(notEmpty),
  notes: text(notEmpty),
  privacyStatementUrl: text(notEmpty),
  requestedAccessTokenVersion: defaultsTo(integer(1, 2), 2),
  serviceManagementReference: text(notEmpty),
  signInAudience,
  supportUrl: text(notEmpty),
  termsOfServiceUrl: text(notEmpty),
};

/** The resource type. Updates send what changed and nothing else. */
export function applicationRegistration(session: Session): ResourceType {
  const { graph } = session;
  return defineResource({
    token: "azuread:index/applicationRegistration:ApplicationRegistration",
    fields,
    computed: ["clientId", "disabledByMicrosoft", "objectId", "publisherDomain"],
    async create(inputs, keepId) {
      const created = await during("creating Application", () =>
        graph.post(PATH, registrationBody(inputs)),
      );
      const id = `/applications/${objectIdOf(created)}`;
      await keepId(id);
      return id;
    },
    async find(inputs, since) {
      const objectId = await findMade(session, PATH, inputs, since);
      return objectId && `/applications/${objectId}`;
    },
    async read(id) {
      const found = await graph.find(`${PATH}/${applicationObjectId(id)}`);
      return found && registrationOutputs(found);
    },
    update({ id, wanted, changed }: Update) {
      const objectId = applicationObjectId(id);
      const body = { ...APPLICATION_TYPE, ...onlyChanged(registrationBody(wanted), changed) };
      return session.exclusively(objectId, () =>
        during(`updating "${id}"`, () => graph.patch(`${PATH}/${objectId}`, body)),
      );
    },
    async delete(id) {
      const path = `${PATH}/${applicationObjectId(id)}`;
      await during(`deleting "${id}"`, () => graph.delete(path));
      await session.waitUntilGone(path);
    },
  });
}

function registrationBody(inputs: Properties): Properties {
  return {
    ...APPLICATION_TYPE,
    api: { requestedAccessTokenVersion: integerAt(inputs, "requestedAccessTokenVersion") },
    description: nullIfEmpty(textAt(inputs, "description")),
    displayName: textAt(inputs, "displayName"),
    groupMembershipClaims: joinClaims(texts(inputs, "groupMembershipClaims")),
    info: infoBody(inputs),
    notes: nullIfEmpty(textAt(inputs, "notes")),
    serviceManagementReference: nullIfEmpty(textAt(inputs, "serviceManagementReference")),
    signInAudience: textAt(inputs, "signInAudience"),
    web: {
      homePageUrl: nullIfEmpty(textAt(inputs, "homepageUrl")),
      implicitGrantSettings: implicitGrantBody(
        flagAt(inputs, "implicitAccessTokenIssuanceEnabled"),
        flagAt(inputs, "implicitIdTokenIssuanceEnabled"),
      ),
      logoutUrl: nullIfEmpty(textAt(inputs, "logoutUrl")),
    },
  };
}

/** Where in the body each input sits: a member, or a member of a member. */
const PLACES: Readonly<Record<string, readonly [string, string?]>> = {
  description: ["description"],
  displayName: ["displayName"],
  groupMembershipClaims: ["groupMembershipClaims"],
  homepageUrl: ["web", "homePageUrl"],
  implicitAccessTokenIssuanceEnabled: ["web", "implicitGrantSettings"],
  implicitIdTokenIssuanceEnabled: ["web", "implicitGrantSettings"],
  logoutUrl: ["web", "logoutUrl"],
  marketingUrl: ["info", "marketingUrl"],
  notes: ["notes"],
  privacyStatementUrl: ["info", "privacyStatementUrl"],
  requestedAccessTokenVersion: ["api", "requestedAccessTokenVersion"],
  serviceManagementReference: ["serviceManagementReference"],
  signInAudience: ["signInAudience"],
  supportUrl: ["info", "supportUrl"],
  termsOfServiceUrl: ["info", "termsOfServiceUrl"],
};

function onlyChanged(body: Properties, changed: ReadonlySet<string>): Properties {
  const result: Record<string, Value> = {};
  for (const input of changed) {
    const [member, nested] = PLACES[input] ?? [];
    if (member === undefined) continue;
    const value = nested === undefined ? body[member] : record(body, member)[nested];
    if (value !== undefined) {
      result[member] =
        nested === undefined ? value : { ...record(result, member), [nested]: value };
    }
  }
  return result;
}

function registrationOutputs(application: Properties): Properties {
  const info = record(application, "info");
  const web = record(application, "web");
  const grant = record(web, "implicitGrantSettings");
  return {
    clientId: textAt(application, "appId"),
    description: textAt(application, "description"),
    disabledByMicrosoft: textAt(application, "disabledByMicrosoftStatus"),
    displayName: textAt(application, "displayName"),
    groupMembershipClaims: splitClaims(textAt(application, "groupMembershipClaims")),
    homepageUrl: textAt(web, "homePageUrl"),
    implicitAccessTokenIssuanceEnabled: flagAt(grant, "enableAccessTokenIssuance"),
    implicitIdTokenIssuanceEnabled: flagAt(grant, "enableIdTokenIssuance"),
    logoutUrl: textAt(web, "logoutUrl"),
    marketingUrl: textAt(info, "marketingUrl"),
    notes: textAt(application, "notes"),
    objectId: textAt(application, "id"),
    privacyStatementUrl: textAt(info, "privacyStatementUrl"),
    publisherDomain: textAt(application, "publisherDomain"),
    // 0 where the directory says null, which means 1: the real provider has it so, here alone.
    requestedAccessTokenVersion: integerAt(
      record(application, "api"),
      "requestedAccessTokenVersion",
    ),
    serviceManagementReference: textAt(application, "serviceManagementReference"),
    signInAudience: textAt(application, "signInAudience"),
    supportUrl: textAt(info, "supportUrl"),
    termsOfServiceUrl: textAt(info, "termsOfServiceUrl"),
  };
}
