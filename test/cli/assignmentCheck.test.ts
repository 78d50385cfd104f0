/**
 * Proves whom the check of assignments proposes to add where: the fault table has no stack whose
 * group is assigned. az is scripted.
 */
import assert from "node:assert/strict";
import { error, type Outcome, passed, skipped } from "../../cli/doctor/check";
import { assignmentCheck } from "../../cli/doctor/checks/assignment";
import type { RunResult } from "../../cli/process/processRunner";
import { makeContext, outputs } from "./support/checkContext";
import { ended } from "./support/scriptedRunner";
import { IDS } from "./support/tokens";

const PRINCIPAL = "33333333-3333-4333-8333-333333333333";
const DANA = { id: "dana", userPrincipalName: "dana@sandbox.example" };
const ASSIGNED = `az rest --method GET --url https://graph.microsoft.com/v1.0/servicePrincipals/${PRINCIPAL}/appRoleAssignedTo?$top=999`;
const GROUPS = "az rest --method GET --url https://graph.microsoft.com/v1.0/me/memberOf?$top=999";
const DENIED = ended("", "ERROR: Insufficient privileges to complete the operation.", 1);

/** Makes the check where assignment is required, by the stack and in the directory. */
function check(answers: Readonly<Record<string, RunResult>>): Promise<Outcome> {
  const declared = { ...outputs.declared, assignmentRequired: true };
  const principal = { id: PRINCIPAL, accountEnabled: true, appRoleAssignmentRequired: true };
  const context = makeContext({
    answers: {
      [`az ad sp show --id ${outputs.clientId}`]: ended(principal),
      "az ad signed-in-user show": ended(DANA),
      [GROUPS]: ended({ value: [] }),
      ...answers,
    },
  });
  const stack = { outputs: { ...outputs, declared }, label: "test", environment: {} };
  return assignmentCheck.run({ ...context, stackResult: { ok: true, stack } });
}

/** Who is assigned. */
const assigned = (...ids: readonly string[]): Readonly<Record<string, RunResult>> => ({
  [ASSIGNED]: ended({ value: ids.map((principalId) => ({ principalId })) }),
});

function notAssigned(command: string): Outcome {
  return error(
    `"${DANA.userPrincipalName}" is not assigned to "${outputs.declared.displayName}", which requires it: token requests end with AADSTS50105.`,
    [
      "neither the user nor a group that holds the user directly is assigned; nested groups do not count",
    ],
    {
      text: 'Have an owner assign the user, then sign in again. To make it last, list the user, or a group (assigning one needs Entra ID P1), under "assignments" in the stack\'s config, unless assignments are managed elsewhere.',
      commands: [command, outputs.loginCommand],
    },
  );
}

describe("the check of assignments", () => {
  it("passes for a user who is assigned, or is in an assigned group", async () => {
    const good = passed(`"${DANA.userPrincipalName}" is`);
    assert.deepEqual(await check(assigned("somebody", DANA.id)), good);
    const inGroup = { ...assigned("g2"), [GROUPS]: ended({ value: [{ id: "g1" }, { id: "g2" }] }) };
    assert.deepEqual(await check(inGroup), good);
  });

  it("proposes the group of producers where that is assigned", async () => {
    assert.deepEqual(
      await check(assigned("somebody", IDS.groupId)),
      notAssigned(`az ad group member add --group ${IDS.groupId} --member-id ${DANA.id}`),
    );
  });

  it("proposes the user alone where the group of producers is not assigned", async () => {
    assert.deepEqual(
      await check(assigned("somebody")),
      notAssigned(
        `az rest --method POST --url https://graph.microsoft.com/v1.0/servicePrincipals/${PRINCIPAL}/appRoleAssignedTo --body "{'principalId':'dana','resourceId':'${PRINCIPAL}','appRoleId':'00000000-0000-0000-0000-000000000000'}"`,
      ),
    );
  });

  it("says that nobody is assigned where that is so", async () => {
    const outcome = await check(assigned());
    assert.ok(outcome.kind === "found");
    const { summary, evidence } = outcome.finding;
    assert.deepEqual(
      [summary, evidence],
      [
        `Nobody is assigned to "${outputs.declared.displayName}", which requires it: token requests end with AADSTS50105.`,
        ["the list of assignments is empty"],
      ],
    );
  });

  it("is not made where it may not be read, nor for applications", async () => {
    const denied = skipped("this account may not read it");
    assert.deepEqual(await check({ [ASSIGNED]: DENIED }), denied);
    assert.deepEqual(await check({ ...assigned(), [GROUPS]: DENIED }), denied);
    assert.deepEqual(
      await check({ "az ad signed-in-user show": DENIED }),
      skipped("only for users"),
    );
  });
});
