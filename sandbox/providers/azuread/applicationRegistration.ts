/** azuread.ApplicationRegistration: a registration whose parts are resources of their own. */
import type { ResourceType } from "../../engine/provider";
import { defineResource, type Update } from "../defineResource";
import { at, defaultsTo, flag, integer, required, text, type Fields } from "../schema/fields";
import { fromGraph, toGraph } from "../schema/graphForm";
import { atMost, notEmpty } from "../schema/rules";
import { only } from "../values";
import { APPLICATION_TYPE } from "./applicationBodies";
import { groupMembershipClaims, registrationOutputs, signInAudience } from "./applicationFields";
import { during } from "./graphError";
import { applicationObjectId } from "./ids";
import { findMade } from "./interrupted";
import { objectIdOf, type Session } from "./session";

const PATH = "/v1.0/applications";

const GRANT = "web.implicitGrantSettings";

const fields: Fields = {
  description: text(atMost(1024)),
  displayName: required(text(notEmpty)),
  groupMembershipClaims,
  homepageUrl: at("web.homePageUrl", text(notEmpty)),
  implicitAccessTokenIssuanceEnabled: at(`${GRANT}.enableAccessTokenIssuance`, flag()),
  implicitIdTokenIssuanceEnabled: at(`${GRANT}.enableIdTokenIssuance`, flag()),
  logoutUrl: at("web.logoutUrl", text(notEmpty)),
  marketingUrl: at("info.marketingUrl", text(notEmpty)),
  notes: text(notEmpty),
  privacyStatementUrl: at("info.privacyStatementUrl", text(notEmpty)),
  // Graph's null means 1; the real provider has it as 0, here alone.
  requestedAccessTokenVersion: at("api.requestedAccessTokenVersion", defaultsTo(integer(1, 2), 2)),
  serviceManagementReference: text(notEmpty),
  signInAudience,
  supportUrl: at("info.supportUrl", text(notEmpty)),
  termsOfServiceUrl: at("info.termsOfServiceUrl", text(notEmpty)),
};

/** The resource type. Updates send what changed and nothing else. */
export function applicationRegistration(session: Session): ResourceType {
  const { graph } = session;
  return defineResource({
    name: "ApplicationRegistration",
    fields,
    outputs: registrationOutputs,
    async create(inputs, keepId) {
      const body = { ...APPLICATION_TYPE, ...toGraph(fields, inputs) };
      const created = await during("creating Application", () => graph.post(PATH, body));
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
      return found && fromGraph({ ...fields, ...registrationOutputs }, found);
    },
    update({ id, wanted, changed }: Update) {
      const objectId = applicationObjectId(id);
      const body = { ...APPLICATION_TYPE, ...toGraph(only(fields, isSent(changed)), wanted) };
      return session.exclusively(objectId, () =>
        during(`updating "${id}"`, () => graph.patch(`${PATH}/${objectId}`, body)),
      );
    },
    delete: (id) => session.deleteObject(id, `${PATH}/${applicationObjectId(id)}`),
  });
}

/** What changed is sent; of the two implicit grants both, where one has. */
function isSent(changed: ReadonlySet<string>): (input: string) => boolean {
  const grants = ["implicitAccessTokenIssuanceEnabled", "implicitIdTokenIssuanceEnabled"];
  return (input) =>
    changed.has(input) || (grants.includes(input) && grants.some((grant) => changed.has(grant)));
}
