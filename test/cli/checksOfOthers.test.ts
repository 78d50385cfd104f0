/**
 * Proves whom the checks of "doctor" send to mend what: where others own the registration, a
 * deployment mends only what the stack has made of it. az is scripted.
 */
import assert from "node:assert/strict";
import { assignmentCheck } from "../../cli/doctor/checks/assignment";
import { claimsSettingsCheck } from "../../cli/doctor/checks/claimsSettings";
import { clientsCheck } from "../../cli/doctor/checks/clients";
import { danglingPermissionsCheck } from "../../cli/doctor/checks/danglingPermissions";
import { identifierUriCheck } from "../../cli/doctor/checks/identifierUri";
import { registrationCheck } from "../../cli/doctor/checks/registration";
import { scopesCheck } from "../../cli/doctor/checks/scopes";
import { servicePrincipalCheck } from "../../cli/doctor/checks/servicePrincipal";
import { tokenVersionCheck } from "../../cli/doctor/checks/tokenVersion";
import type { Check } from "../../cli/doctor/check";
import type { RunResult } from "../../cli/process/processRunner";
import type { Declared } from "../../components/rules/outputs/declared";
import { makeContext, outcomeOf, outputs } from "./support/checkContext";
import { ended } from "./support/scriptedRunner";

const { clientId, declared } = outputs;
const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const UP = "pulumi up --stack dev";
const OTHERS = "The registration is others': have whoever owns it do that.";
const FOLLOW =
  "If it was changed on purpose, deploy the stack: its outputs follow, or the refusal says what config has to say.";
const SHOW_APP = `az ad app show --id ${clientId}`;
const SHOW_PRINCIPAL = `az ad sp show --id ${clientId}`;
const GONE = ended(
  "",
  "ERROR: Resource 'x' does not exist or one of its queried reference-property objects are not present.",
  3,
);

const value = "access_as_producer";
const { [value]: id = "" } = declared.scopes;
const scope = { id, value, isEnabled: true };
const application = (changes: Readonly<Record<string, unknown>>): RunResult =>
  ended({
    id: "22222222-2222-4222-8222-222222222222",
    appId: clientId,
    displayName: "Calls",
    identifierUris: outputs.identifierUris,
    api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [scope] },
    ...changes,
  });

const theirs: Partial<Declared> = {
  registration: "existing",
  elsewhere: { scopes: [value], clients: [] },
};

/** What the fix of a finding says, without the commands that belong to others' parts. */
async function fixOf(
  check: Check,
  answers: Readonly<Record<string, RunResult>>,
  changes: Partial<Declared> = theirs,
) {
  const stack = { ...outputs, declared: { ...declared, ...changes } };
  const context = makeContext({ answers, deployCommand: UP, outputs: stack });
  const outcome = await outcomeOf(check, context);
  assert.equal(outcome.kind, "found");
  const { text, commands = [], otherwise = "" } = outcome.fix;
  return { text, deploys: commands.includes(UP), changes: commands.length > 0, otherwise };
}

const OF_OTHERS: Readonly<Record<string, readonly [Check, Readonly<Record<string, RunResult>>]>> = {
  "a service principal that is gone": [servicePrincipalCheck, { [SHOW_PRINCIPAL]: GONE }],
  "an identifier URI that is gone": [
    identifierUriCheck,
    { [SHOW_APP]: application({ identifierUris: [] }) },
  ],
  "another token version": [
    tokenVersionCheck,
    {
      [SHOW_APP]: application({
        api: { requestedAccessTokenVersion: 1, oauth2PermissionScopes: [scope] },
      }),
    },
  ],
  "a claim on access tokens": [
    claimsSettingsCheck,
    {
      [SHOW_APP]: application({
        optionalClaims: {
          accessToken: [{ name: "groups", additionalProperties: ["emit_as_roles"] }],
        },
      }),
    },
  ],
  "a scope of others that is gone": [
    scopesCheck,
    { [SHOW_APP]: application({ api: { oauth2PermissionScopes: [] } }) },
  ],
};

describe("checks of a registration that is others'", () => {
  for (const [what, [check, answers]] of Object.entries(OF_OTHERS)) {
    it(`send to its owner for ${what}`, async () => {
      const fix = await fixOf(check, answers);
      assert.deepEqual([fix.deploys, fix.changes], [false, true]);
      assert.ok(fix.text.includes(OTHERS), fix.text);
      assert.ok(fix.otherwise.startsWith(FOLLOW), fix.otherwise);
      const ofStack = await fixOf(check, answers, {});
      assert.deepEqual([ofStack.deploys, ofStack.text.includes(OTHERS)], [true, false]);
    });
  }

  it("send to its owner for a registration that is gone, which nobody makes anew", async () => {
    const fix = await fixOf(registrationCheck, { [SHOW_APP]: GONE });
    assert.deepEqual([fix.deploys, fix.changes], [false, false]);
    assert.match(fix.text, /^Have whoever owned it restore it \(object id /);
    assert.match((await fixOf(registrationCheck, { [SHOW_APP]: GONE }, {})).text, /^Deploy/);
  });

  it("send to its owner for a scope of others that is off", async () => {
    const off = application({ api: { oauth2PermissionScopes: [{ ...scope, isEnabled: false }] } });
    const fix = await fixOf(scopesCheck, { [SHOW_APP]: off });
    assert.match(fix.text, /^Have whoever owns the registration put the scopes back\./);
  });

  it("have the stack put back a scope that it has added", async () => {
    const without = application({ api: { oauth2PermissionScopes: [] } });
    const own = { ...theirs, elsewhere: { scopes: [], clients: [] } };
    const fix = await fixOf(scopesCheck, { [SHOW_APP]: without }, own);
    assert.deepEqual([fix.deploys, fix.text.includes(OTHERS)], [true, false]);
  });

  it("have the stack put back a client of its own, and know who else may have made it", async () => {
    const fix = await fixOf(clientsCheck, { [SHOW_APP]: application({}) });
    assert.deepEqual([fix.deploys, fix.text.includes(OTHERS)], [true, false]);
    assert.match(fix.otherwise, /^If the deployment ends with "already exists", others have made/);
  });

  it("send to its owner for a client that others have pre-authorized", async () => {
    const counted = { ...theirs, elsewhere: { scopes: [value], clients: [CLI] } };
    const fix = await fixOf(clientsCheck, { [SHOW_APP]: application({}) }, counted);
    assert.deepEqual([fix.deploys, fix.text.includes(OTHERS)], [false, true]);
    assert.match(fix.otherwise, /^If it was taken out on purpose, have "npm run adopt"/);
  });

  it("leave to others what their clients hold besides", async () => {
    const besides = "99999999-0000-4000-8000-00000000000f";
    const gone = "99999999-0000-4000-8000-00000000000e";
    const counted = { ...theirs, elsewhere: { scopes: [value], clients: [CLI] } };
    const holding = (...ids: readonly string[]) =>
      application({
        api: {
          oauth2PermissionScopes: [scope, { ...scope, id: besides, value: "besides" }],
          preAuthorizedApplications: [{ appId: CLI, delegatedPermissionIds: [...ids, gone] }],
        },
      });
    const stack = { ...outputs, declared: { ...declared, ...counted } };
    const run = (answer: RunResult) =>
      outcomeOf(clientsCheck, makeContext({ answers: { [SHOW_APP]: answer }, outputs: stack }));
    assert.equal((await run(holding(besides, id))).kind, "passed");
    const outcome = await run(holding(besides));
    assert.equal(outcome.kind, "found");
    const [command = ""] = outcome.fix.commands ?? [];
    assert.ok(command.includes(`'delegatedPermissionIds':['${besides}','${id}']`), command);
  });

  describe("of ids that the deletion of a scope has left", () => {
    const [other, own] = [
      "99999999-0000-4000-8000-00000000000c",
      "1950a258-227b-4e31-a9cf-717495945fc2",
    ];
    const gone = "99999999-0000-4000-8000-00000000000e";
    const holding = (ids: Readonly<Record<string, readonly string[]>>) => ({
      [SHOW_APP]: application({
        api: {
          oauth2PermissionScopes: [scope],
          preAuthorizedApplications: Object.entries(ids).map(([appId, delegatedPermissionIds]) => ({
            appId,
            delegatedPermissionIds,
          })),
        },
      }),
    });
    const run = (
      ids: Readonly<Record<string, readonly string[]>>,
      changes: Partial<Declared> = theirs,
    ) => {
      const stack = { ...outputs, declared: { ...declared, ...changes } };
      const context = makeContext({ answers: holding(ids), outputs: stack });
      return outcomeOf(danglingPermissionsCheck, context);
    };

    it("name client and id, and print what takes only these out", async () => {
      for (const changes of [theirs, { registration: "adopt" }] as const) {
        const outcome = await run({ [CLI]: [id], [other]: [gone, id], [own]: [gone] }, changes);
        assert.equal(outcome.kind, "found");
        const { severity, evidence, fix } = outcome;
        assert.deepEqual(
          [severity, evidence],
          [
            "warning",
            [`client ${other}: "${gone}"`, `client Azure PowerShell (${own}): "${gone}"`],
          ],
        );
        const body = /--body "(.*)"$/.exec(fix.commands?.[0] ?? "")?.[1];
        const held = (appId: string) => `{'appId':'${appId}','delegatedPermissionIds':['${id}']}`;
        assert.equal(
          body,
          `{'api':{'preAuthorizedApplications':[${[other, CLI].map(held).join(",")}]}}`,
        );
      }
    });

    it("say nothing where every id is of a scope, and leave the stack's clients to the check of them", async () => {
      assert.equal((await run({ [CLI]: [id], [other]: [id] })).kind, "passed");
      assert.equal((await run({ [CLI]: [id, gone], [other]: [id] })).kind, "passed");
      assert.equal((await run({ [other]: [gone] }, {})).kind, "passed");
    });

    it("tell of a client that counts as others'", async () => {
      const counted = { ...theirs, elsewhere: { scopes: [], clients: [CLI] } };
      assert.equal((await run({ [CLI]: [id, gone] }, counted)).kind, "found");
    });
  });

  it("send to its owner for an assignment that is required now", async () => {
    const principal = ended({
      id: "33333333-3333-4333-8333-333333333333",
      appId: clientId,
      accountEnabled: true,
      appRoleAssignmentRequired: false,
    });
    const required = { ...theirs, assignmentRequired: true };
    const fix = await fixOf(assignmentCheck, { [SHOW_PRINCIPAL]: principal }, required);
    assert.deepEqual([fix.deploys, fix.text.includes(OTHERS)], [false, true]);
  });
});
