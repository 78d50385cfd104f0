/** azuread.ApplicationOptionalClaims: all optional claims of an application. */
import type { Properties, ResourceType } from "../../../engine/provider";
import { fromGraph, toGraph } from "../../schema/graphForm";
import { only, record, records } from "../../values";
import { APPLICATION_TYPE } from "../applicationBodies";
import { optionalClaims as kinds } from "../applicationFields";
import { applicationIds } from "../ids";
import type { Session } from "../session";
import { definePart } from "./definePart";

/** The resource type. Its id is the application's. */
export function optionalClaims(session: Session): ResourceType {
  const { graph } = session;
  const write = (path: string, claims: Properties): Promise<void> =>
    graph.patch(path, { ...APPLICATION_TYPE, optionalClaims: claims });
  const claimsOf = (application: Properties): Properties =>
    fromGraph(kinds, record(application, "optionalClaims"));

  return definePart(session, {
    name: "ApplicationOptionalClaims",
    fields: kinds,
    atLeastOneOf: Object.keys(kinds),
    ids: applicationIds,
    async create({ path }, inputs, begin) {
      await begin(holdsAny(claimsOf(await graph.get(path))));
      const isGiven = (kind: string): boolean => records(inputs, kind).length > 0;
      await write(path, toGraph(only(kinds, isGiven), inputs));
    },
    async read({ path }) {
      const application = await graph.find(path);
      const claims = application && claimsOf(application);
      return claims && holdsAny(claims) ? claims : undefined;
    },
    async update({ path }, { wanted, changed }) {
      const present = record(await graph.get(path), "optionalClaims");
      const edits = toGraph(
        only(kinds, (kind) => changed.has(kind)),
        wanted,
      );
      await write(path, { ...present, ...edits });
    },
    delete: ({ path }) => write(path, {}),
  });
}

function holdsAny(claims: Properties): boolean {
  return Object.keys(claims).some((kind) => records(claims, kind).length > 0);
}
