/**
 * Proves, registration by registration, what `adopt` writes of one, leaves alone, announces and
 * warns of: one difference from a plain registration at a time. Pure.
 */
import assert from "node:assert/strict";
import { describeAdopted } from "../../../cli/adopt/describeAdopted";
import type { Description } from "../../../cli/adopt/description";
import type { Found } from "../../../cli/adopt/found";
import { CLI, CLIENT_ID, OBJECT_ID, PRINCIPAL_ID, READ, ROLE } from "./byHand";
import { CASES, type Difference } from "./describedCases";
import { OTHER, IDENTITY, role, plain, assignment } from "./plain";

const PLAIN_CONFIG = {
  registration: { mode: "adopt", clientId: CLIENT_ID },
  scopes: [{ value: "read", id: READ }],
  appRoles: [],
  graphPermissions: [],
  protect: true,
};
const PLAIN_PARTS = ["uri", `scope-${READ}`, `client-${CLI}`, "service-principal"];

function descriptionOf(found: Found): Description {
  const described = describeAdopted(found, IDENTITY);
  assert.ok(described.ok, JSON.stringify(described));
  return described.value;
}

function differenceOf({ config, imports, leftAlone, changes, warnings }: Description): Difference {
  const parts = Object.keys(imports);
  return {
    config: Object.fromEntries(
      [...new Set([...Object.keys(PLAIN_CONFIG), ...Object.keys(config)])]
        .filter(
          (key) =>
            JSON.stringify(config[key]) !==
            JSON.stringify((PLAIN_CONFIG as Record<string, unknown>)[key]),
        )
        .map((key) => [key, config[key]]),
    ),
    added: parts.filter((part) => !PLAIN_PARTS.includes(part)),
    missing: PLAIN_PARTS.filter((part) => !parts.includes(part)),
    said: [
      ...leftAlone.map(({ code, name }) => `${code} ${name}`),
      ...[...changes, ...warnings].map(({ code }) => code),
    ],
  };
}

describe("a registration in terms of config", () => {
  for (const [name, found, expected] of CASES) {
    it(name, () => {
      assert.deepEqual(differenceOf(descriptionOf(found)), {
        config: {},
        added: [],
        missing: [],
        said: [],
        ...expected,
      });
    });
  }

  it("writes the keys of a scope in config's order, whatever az's is", () => {
    const texts = {
      adminConsentDescription: "b",
      adminConsentDisplayName: "a",
      userConsentDescription: "d",
      userConsentDisplayName: "c",
    };
    const { config } = descriptionOf(
      plain(
        {},
        {
          oauth2PermissionScopes: [
            { isEnabled: true, type: "Admin", ...texts, id: READ, value: "read" },
          ],
        },
      ),
    );
    const [written] = config["scopes"] as readonly object[];
    assert.deepEqual(Object.keys(written ?? {}), [
      ...["value", "id", "consent", "adminConsentDisplayName", "adminConsentDescription"],
      ...["userConsentDisplayName", "userConsentDescription"],
    ]);
  });

  it("gives every part the import id that the provider takes", () => {
    const found = {
      ...plain({ appRoles: [role()] }),
      assignments: [assignment("a-b_c", OTHER, "Group")],
    };
    assert.deepEqual(descriptionOf(found).imports, {
      uri: `/applications/${OBJECT_ID}/identifierUris/${Buffer.from(`api://${CLIENT_ID}`).toString("base64")}`,
      [`scope-${READ}`]: `/applications/${OBJECT_ID}/permissionScopes/${READ}`,
      [`app-role-${ROLE}`]: `/applications/${OBJECT_ID}/appRoles/${ROLE}`,
      [`client-${CLI}`]: `${OBJECT_ID}/preAuthorizedApplication/${CLI}`,
      "service-principal": `/servicePrincipals/${PRINCIPAL_ID}`,
      [`assignment-${OTHER}`]: `/servicePrincipals/${PRINCIPAL_ID}/appRoleAssignedTo/a-b_c`,
    });
  });
});
