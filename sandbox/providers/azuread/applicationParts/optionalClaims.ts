/** azuread.ApplicationOptionalClaims: all optional claims of an application. */
import type { Properties, ResourceType } from "../../../engine/provider";
import { defineResource } from "../../defineResource";
import { fromGraph, toGraph } from "../../schema/graphForm";
import { only, record, records, text as textAt } from "../../values";
import { APPLICATION_TYPE } from "../applicationBodies";
import { optionalClaims as kinds } from "../applicationFields";
import { alreadyExists } from "../graphError";
import { applicationObjectId } from "../ids";
import type { Session } from "../session";
import { applicationId } from "./entries";

/** The resource type. Its id is the application's. */
export function optionalClaims(session: Session): ResourceType {
  const { graph } = session;
  const name = "ApplicationOptionalClaims";
  const pathOf = (id: string): string => `/v1.0/applications/${applicationObjectId(id)}`;
  const exclusively = (id: string, work: () => Promise<void>): Promise<void> =>
    session.exclusively(applicationObjectId(id), work);
  const write = (id: string, claims: Properties): Promise<void> =>
    graph.patch(pathOf(id), { ...APPLICATION_TYPE, optionalClaims: claims });
  const claimsOf = (application: Properties): Properties =>
    fromGraph(kinds, record(application, "optionalClaims"));

  return defineResource({
    name,
    fields: { ...kinds, applicationId },
    atLeastOneOf: Object.keys(kinds),
    async create(inputs, keepId) {
      const id = textAt(inputs, "applicationId");
      await exclusively(id, async () => {
        if (holdsAny(claimsOf(await graph.get(pathOf(id))))) throw alreadyExists(id, name);
        await keepId(id);
        const isGiven = (kind: string): boolean => records(inputs, kind).length > 0;
        await write(id, toGraph(only(kinds, isGiven), inputs));
      });
      return id;
    },
    async read(id) {
      const application = await graph.find(pathOf(id));
      const claims = application && claimsOf(application);
      return claims && holdsAny(claims) ? { applicationId: id, ...claims } : undefined;
    },
    update: ({ id, wanted, changed }) =>
      exclusively(id, async () => {
        const present = record(await graph.get(pathOf(id)), "optionalClaims");
        const edits = toGraph(
          only(kinds, (kind) => changed.has(kind)),
          wanted,
        );
        await write(id, { ...present, ...edits });
      }),
    delete: (id) => exclusively(id, () => write(id, {})),
  });
}

function holdsAny(claims: Properties): boolean {
  return Object.keys(claims).some((kind) => records(claims, kind).length > 0);
}
