/**
 * Configs of the program's stack, drawn at random: names, scopes, roles, clients and permissions
 * that come, change and go.
 */
import fc from "fast-check";
import { deriveId } from "../../components/rules/ids";
import type { Config } from "./stackRun";

/** Whose stack the configs are: derived ids depend on it. */
export const identity = { project: "management-api", stack: "dev" };

const scopeValue = fc.constantFrom("read", "write", "admin", "access_as_producer");
const text = fc.constantFrom("One text", "Another text");
const scope = fc
  .record(
    {
      value: scopeValue,
      consent: fc.constantFrom("adminsAndUsers", "adminsOnly"),
      adminConsentDisplayName: text,
      userConsentDescription: text,
      isPinned: fc.boolean(),
    },
    { requiredKeys: ["value"] },
  )
  // Pinning and unpinning the derived id changes nothing; it comes and goes with other edits here.
  .map(({ isPinned, ...rest }) =>
    isPinned === true ? { ...rest, id: deriveId(identity, "scope", rest.value) } : rest,
  );
/** A whole config. */
export const randomConfig: fc.Arbitrary<Config> = fc
  .record({
    displayName: fc.constantFrom("First name", "Second name"),
    scopes: fc.uniqueArray(scope, { minLength: 1, selector: ({ value }) => value }),
    appRoles: fc.uniqueArray(
      fc.record({ value: fc.constantFrom("R1", "R2", "R3"), description: text }),
      { selector: ({ value }) => value },
    ),
    clientNames: fc.uniqueArray(fc.constantFrom("azureCli", "vsCode", "visualStudio"), {
      minLength: 1,
    }),
    subset: fc.boolean(),
    graphPermissions: fc.uniqueArray(fc.constantFrom("User.Read", "email", "profile")),
    knownClients: fc.uniqueArray(fc.constant("44444444-4444-4444-8444-444444444444")),
  })
  .map(({ clientNames, subset, ...rest }) => ({
    ...rest,
    clients: clientNames.map((client, index) =>
      subset && index === 0 ? { client, scopes: [rest.scopes[0]?.value] } : client,
    ),
  }));
