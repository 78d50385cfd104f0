/**
 * Proves whom the check of assignments proposes to add where: the fault table has no stack whose
 * group is assigned. az is scripted.
 */
import assert from "node:assert/strict";
import { error, type Outcome, passed, skipped } from "../../cli/doctor/check";
import { assignmentCheck } from "../../cli/doctor/checks/assignment";
import type { Remedy } from "../../cli/failures/failure";
import type { RunResult } from "../../cli/process/processRunner";
import { makeContext, outcomeOf, outputs } from "./support/checkContext";
import { ended } from "./support/scriptedRunner";
import { IDS } from "./support/tokens";

const PRINCIPAL = "33333333-3333-4333-8333-333333333333";
const DANA = { id: "dana", userPrincipalName: "dana@sandbox.example" };
const ASSIGNED = `az rest --method GET --url https://graph.microsoft.com/v1.0/servicePrincipals/${PRINCIPAL}/appRoleAssignedTo?$top=999`;
const GROUPS = "az rest --method GET --url https://graph.microsoft.com/v1.0/me/memberOf?$top=999";
const DENIED = ended("", "ERROR: Insufficient privileges to complete the operation.", 1);

/** Makes the check where assignment is required, by the stack and in the directory. */
function check(
  answers: Readonly<Record<string, RunResult>>,
  deployCommand?: string,
  registration: "create" | "existing" = "create",
): Promise<Outcome> {
  const declared = { ...outputs.declared, registration, assignmentRequired: true };
  const principal = { id: PRINCIPAL, accountEnabled: true, appRoleAssignmentRequired: true };
  const context = makeContext({
    answers: {
      [`az ad sp show --id ${outputs.clientId}`]: ended(principal),
      "az account show": accountOf("user"),
      "az ad signed-in-user show": ended(DANA),
      [GROUPS]: ended({ value: [] }),
      ...answers,
    },
  });
  const deploys = deployCommand === undefined ? {} : { deployCommand };
  const stack = { outputs: { ...outputs, declared }, label: "test", environment: {}, ...deploys };
  return outcomeOf(assignmentCheck, { ...context, stackResult: { ok: true, stack } });
}

/** Who is signed in. */
function accountOf(type: "user" | "servicePrincipal"): RunResult {
  return ended({ tenantId: IDS.tenantId, user: { name: "dana@sandbox.example", type } });
}

/** Who is assigned. */
const assigned = (...ids: readonly string[]): Readonly<Record<string, RunResult>> => ({
  [ASSIGNED]: ended({ value: ids.map((principalId) => ({ principalId })) }),
});

function notAssigned(fix: Remedy): Outcome {
  return error(
    `"${DANA.userPrincipalName}" is not assigned to "${outputs.declared.displayName}", which requires it: token requests end with AADSTS50105.`,
    [
      "neither the user nor a group that holds the user directly is assigned; nested groups do not count",
    ],
    fix,
  );
}

const ALONE = `az rest --method POST --url https://graph.microsoft.com/v1.0/servicePrincipals/${PRINCIPAL}/appRoleAssignedTo --body "{'principalId':'dana','resourceId':'${PRINCIPAL}','appRoleId':'00000000-0000-0000-0000-000000000000'}"`;
const BY_HAND =
  'To have it assign the user too, list the user, or a group (assigning one needs Entra ID P1), under "assignments" in its config, unless assignments are managed elsewhere. Or have an owner assign the user alone';

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
      notAssigned({
        text: `The group "${IDS.groupId}" is assigned. Have an owner of the group add the user, then sign in again: a token lists the groups of the moment it was issued.`,
        commands: [
          `az ad group member add --group ${IDS.groupId} --member-id ${DANA.id}`,
          "az logout",
          outputs.loginCommand,
        ],
        otherwise:
          "A new member is seen everywhere within some minutes: wait, then sign out and in.",
      }),
    );
  });

  it("has the stack deployed, which puts back what it assigns, before the user alone", async () => {
    assert.deepEqual(
      await check(assigned("somebody"), "pulumi up --stack dev"),
      notAssigned({
        text: "Deploy the stack, which puts back what it assigns, then sign in again.",
        commands: ["pulumi up --stack dev", outputs.loginCommand],
        otherwise: `The stack does not assign the user. ${BY_HAND}: ${ALONE}`,
      }),
    );
  });

  it("proposes no deployment for a registration of others, which no stack assigns to", async () => {
    assert.deepEqual(
      await check(assigned("somebody"), "pulumi up --stack dev", "existing"),
      notAssigned({
        text: "Have an owner assign the user, then sign in again.",
        commands: [ALONE, outputs.loginCommand],
      }),
    );
  });

  it("proposes the user alone where nobody here deploys the stack", async () => {
    assert.deepEqual(
      await check(assigned("somebody")),
      notAssigned({
        text: `Deploying the stack puts back what it assigns. ${BY_HAND}, then sign in again.`,
        commands: [ALONE, outputs.loginCommand],
      }),
    );
  });

  it("says that nobody is assigned where that is so", async () => {
    const outcome = await check(assigned());
    assert.ok(outcome.kind === "found");
    const { summary, evidence } = outcome;
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
    assert.deepEqual(await check({ "az ad signed-in-user show": DENIED }), denied);
    assert.deepEqual(
      await check({ "az account show": accountOf("servicePrincipal") }),
      skipped("only for users"),
    );
  });
});
