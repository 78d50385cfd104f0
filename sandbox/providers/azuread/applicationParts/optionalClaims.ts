/** azuread.ApplicationOptionalClaims: all optional claims of an application. */
import type { Properties, ResourceType, Value } from "../../../engine/provider";
import { defineResource } from "../../defineResource";
import { atLeastOneOf } from "../../schema/crossChecks";
import { replaces, required, text } from "../../schema/fields";
import { applicationId } from "../../schema/rules";
import { record, records, text as textAt } from "../../values";
import { APPLICATION_TYPE, optionalClaimBody } from "../applicationBodies";
import { optionalClaims as claims } from "../applicationFields";
import { claimOutputs } from "../applicationOutputs";
import { alreadyExists } from "../graphError";
import { applicationObjectId } from "../ids";
import type { Session } from "../session";

/** Inputs, and the members of Graph's `optionalClaims` that they set. */
const KINDS = {
  accessTokens: "accessToken",
  idTokens: "idToken",
  saml2Tokens: "saml2Token",
} as const;

/** The resource type. Its id is the application's. */
export function optionalClaims(session: Session): ResourceType {
  const { graph } = session;
  const pathOf = (id: string): string => `/v1.0/applications/${applicationObjectId(id)}`;
  const exclusively = (id: string, work: () => Promise<void>): Promise<void> =>
    session.exclusively(applicationObjectId(id), work);

  return defineResource({
    token: "azuread:index/applicationOptionalClaims:ApplicationOptionalClaims",
    fields: {
      accessTokens: claims,
      applicationId: replaces(required(text(applicationId))),
      idTokens: claims,
      saml2Tokens: claims,
    },
    computed: [],
    check: atLeastOneOf(...Object.keys(KINDS)),
    async create(inputs, keepId) {
      const id = textAt(inputs, "applicationId");
      await exclusively(id, async () => {
        if (holdsClaims(await graph.get(pathOf(id)))) {
          throw alreadyExists(id, "azuread_application_optional_claims");
        }
        await keepId(id);
        await graph.patch(pathOf(id), body(claimsGiven(inputs)));
      });
      return id;
    },
    async read(id) {
      const application = await graph.find(pathOf(id));
      if (application === undefined || !holdsClaims(application)) return undefined;
      const found = record(application, "optionalClaims");
      return {
        applicationId: id,
        accessTokens: claimOutputs(records(found, "accessToken")),
        idTokens: claimOutputs(records(found, "idToken")),
        saml2Tokens: claimOutputs(records(found, "saml2Token")),
      };
    },
    update: ({ id, wanted, changed }) =>
      exclusively(id, async () => {
        const present = record(await graph.get(pathOf(id)), "optionalClaims");
        const edits: Record<string, Value> = {};
        for (const [input, member] of Object.entries(KINDS)) {
          if (changed.has(input)) {
            edits[member] = records(wanted, input).map(optionalClaimBody);
          }
        }
        await graph.patch(pathOf(id), body({ ...present, ...edits }));
      }),
    delete: (id) => exclusively(id, () => graph.patch(pathOf(id), body({}))),
  });
}

function body(optionalClaimsValue: Properties): Properties {
  return { ...APPLICATION_TYPE, optionalClaims: optionalClaimsValue };
}

/** Only the kinds that hold a claim. */
function claimsGiven(inputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(KINDS)
      .filter(([input]) => records(inputs, input).length > 0)
      .map(([input, member]) => [member, records(inputs, input).map(optionalClaimBody)]),
  );
}

function holdsClaims(application: Properties): boolean {
  const found = record(application, "optionalClaims");
  return Object.values(KINDS).some((member) => records(found, member).length > 0);
}
