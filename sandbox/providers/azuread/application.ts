/** azuread.Application: a registration with everything inline. */
import { isDeepStrictEqual } from "node:util";

import type { KeepId, Properties, ResourceType } from "../../engine/provider";
import { defineResource, type Update } from "../defineResource";
import { differs } from "../schema/compareInputs";
import { flag, record, records, text, texts } from "../values";
import { APPLICATION_TYPE, createBody, updateBody } from "./applicationBodies";
import { apiFields, applicationFields, applicationOutputs } from "./applicationFields";
import { readOutputs } from "./applicationOutputs";
import { appRoles, disableBeforeChange, permissionScopes } from "./disableEntitlements";
import { planName, refuseDuplicateName, type Named } from "./duplicateNames";
import type { Retryable } from "./graphClient";
import { during } from "./graphError";
import { applicationObjectId } from "./ids";
import { findMade } from "./interrupted";
import { ownersAtCreation, replaceOwners } from "./owners";
import { objectIdOf, type Session } from "./session";
import { temporaryName } from "./temporaryName";

const APPLICATIONS: Named = {
  path: "/v1.0/applications",
  terraformName: "azuread_application",
  checkedBeforeCreation: true,
};

/** The resource type. */
export function application(session: Session): ResourceType {
  const { graph } = session;

  async function create(inputs: Properties, keepId: KeepId): Promise<string> {
    await refuseDuplicateName(session, APPLICATIONS, inputs, "");
    const owners = await ownersAtCreation(session, texts(inputs, "owners"));
    const created = await during("Could not create application", () =>
      graph.post(APPLICATIONS.path, { ...createBody(inputs), "owners@odata.bind": owners.bind }),
    );
    const objectId = objectIdOf(created);
    const path = `${APPLICATIONS.path}/${objectId}`;
    await keepId(`/applications/${objectId}`);
    // Two changes of the name show whether the directory knows the application everywhere yet.
    for (const displayName of [temporaryName(), text(inputs, "displayName")]) {
      await during("Failed to patch application after creating", () =>
        graph.patch(path, { ...APPLICATION_TYPE, displayName }, whileReplicating),
      );
    }
    await owners.finish(path);
    return `/applications/${objectId}`;
  }

  async function update({ wanted, outputs, changed }: Update): Promise<void> {
    const objectId = text(outputs, "objectId");
    await refuseDuplicateName(session, APPLICATIONS, wanted, objectId);
    await session.exclusively(objectId, async () => {
      const scopesChanged = changesScopes({ wanted, outputs });
      const body = updateBody(wanted, changed, scopesChanged);
      if (changed.has("appRoles")) await disableBeforeChange(session, appRoles, objectId, body);
      if (scopesChanged) await disableBeforeChange(session, permissionScopes, objectId, body);
      await during(`Could not update application with object ID "${objectId}"`, () =>
        graph.patch(`${APPLICATIONS.path}/${objectId}`, body),
      );
      if (changed.has("owners")) {
        await replaceOwners(session, `${APPLICATIONS.path}/${objectId}`, texts(wanted, "owners"));
      }
    });
  }

  async function read(id: string, known: Properties): Promise<Properties | undefined> {
    const objectId = applicationObjectId(id);
    const found = await graph.find(`${APPLICATIONS.path}/${objectId}`);
    if (found === undefined) return undefined;
    return {
      ...(await readOutputs(session, found)),
      logoImage: "",
      password: null,
      preventDuplicateNames: flag(known, "preventDuplicateNames"),
      templateId: "",
    };
  }

  return defineResource({
    name: "Application",
    fields: applicationFields,
    outputs: applicationOutputs,
    recomputed: ({ wanted, outputs, changed }) => [
      ...(changed.has("appRoles") ? ["appRoleIds"] : []),
      ...(changed.has("api") && changesScopes({ wanted, outputs })
        ? ["oauth2PermissionScopeIds"]
        : []),
    ],
    plan: (inputs, outputs) => planName(session, APPLICATIONS, inputs, outputs),
    create,
    async find(inputs, since) {
      const ids = roleIds(inputs);
      const objectId = await findMade(session, APPLICATIONS.path, inputs, since, (found) =>
        isDeepStrictEqual(roleIds(found), ids),
      );
      return objectId && `/applications/${objectId}`;
    },
    read,
    update,
    delete: (id) => session.deleteObject(id, `${APPLICATIONS.path}/${applicationObjectId(id)}`),
  });
}

/**
 * A new application: not known everywhere (404), its Microsoft-account twin missing (409), its
 * roles not settled (400).
 */
const whileReplicating: Retryable = ({ status, detail }) =>
  status === 404 ||
  status === 409 ||
  (status === 400 && detail.includes("cannot be deleted or updated unless disabled first"));

/**
 * The ids of its roles in inputs, or as Graph has it: they are derived from the stack, so another
 * stack's application has others.
 */
function roleIds(application: Properties): readonly string[] {
  return records(application, "appRoles")
    .map((role) => text(role, "id"))
    .sort();
}

function changesScopes({ wanted, outputs }: Pick<Update, "wanted" | "outputs">): boolean {
  return differs(
    apiFields.oauth2PermissionScopes,
    record(wanted, "api")["oauth2PermissionScopes"],
    record(outputs, "api")["oauth2PermissionScopes"],
  );
}
