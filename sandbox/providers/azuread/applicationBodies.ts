/** The bodies that create and change an azuread.Application, as the real provider sends them. */
import type { Properties, Value } from "../../engine/provider";
import { toGraph } from "../schema/graphForm";
import { isRecord, record, records } from "../values";
import { applicationFields, optionalClaims } from "./applicationFields";

/** Marks a body as an application. */
export const APPLICATION_TYPE = { "@odata.type": "#microsoft.graph.application" } as const;

/** Members that an update holds only where their input changed. */
const SENT_ON_CHANGE: Readonly<Record<string, string>> = {
  appRoles: "appRoles",
  identifierUris: "identifierUris",
  optionalClaims: "optionalClaims",
  requiredResourceAccess: "requiredResourceAccesses",
};

/** The body that creates an application, owners aside. */
export function createBody(inputs: Properties): Properties {
  return {
    ...APPLICATION_TYPE,
    ...toGraph(applicationFields, inputs),
    optionalClaims: optionalClaimsBody(inputs["optionalClaims"]),
  };
}

/** The body of an update; most of it is repeated, whether it changed or not. */
export function updateBody(
  wanted: Properties,
  changed: ReadonlySet<string>,
  scopesChanged: boolean,
): Properties {
  const body = createBody(wanted);
  const { oauth2PermissionScopes = [], ...api } = record(body, "api");
  const members = Object.entries(body).filter(([member]) => {
    const input = SENT_ON_CHANGE[member];
    return input === undefined || changed.has(input);
  });
  return {
    ...Object.fromEntries(members),
    api: scopesChanged ? { ...api, oauth2PermissionScopes } : api,
  };
}

/** Empty where left out, else all kinds of token; a claim's source only where it has one. */
function optionalClaimsBody(claims: Value | undefined): Properties {
  if (!isRecord(claims)) return {};
  const kinds = toGraph(optionalClaims, claims);
  return Object.fromEntries(
    Object.keys(kinds).map((kind) => [
      kind,
      records(kinds, kind).map(({ source = "", ...claim }) =>
        source === "" ? claim : { ...claim, source },
      ),
    ]),
  );
}
