/**
 * Proves of configs that nothing in one makes the rules fail, that what they say can be shown, and
 * that what they accept the tools accept too. It cannot find a rule that is missing.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseOutputs } from "../../cli/outputs/parseOutputs";
import { parseManagementApi } from "../../components/rules/config";
import { CONFIG_KEYS } from "../../components/rules/keys";
import { hiddenIn } from "../../components/rules/reading/hiddenText";
import { stackOutputs } from "../../components/rules/outputs";
import { formatProblems } from "../../components/rules/reading/problem";
import { IDS } from "../cli/support/tokens";
import { identity } from "../support/ruleTable";
import { applyChanges, assertTame, changes, hostileText, hostileValue, RUNS } from "./support";

const GOOD = {
  displayName: "A name",
  scopes: [
    { value: "read", adminConsentDisplayName: "Read" },
    { value: "write", consent: "adminsOnly" },
  ],
  appRoles: [{ value: "Role", displayName: "Role", allowedMemberTypes: ["User"] }],
  clients: ["azureCli", { client: "vsCode", scopes: ["read"] }],
  producers: { displayName: "People", members: ["dana@sandbox.example"] },
  graphPermissions: ["User.Read"],
  owners: ["dana@sandbox.example"],
  assignmentRequired: true,
  assignments: ["producers", { principal: "dana@sandbox.example", role: "Role" }],
  knownClients: [IDS.groupId],
  protect: false,
  verifyToken: true,
};

const config = fc.oneof(
  changes.map((list) => applyChanges(GOOD, list)),
  fc.dictionary(fc.oneof(fc.constantFrom(...CONFIG_KEYS), hostileText), hostileValue),
);

describe("configs that are fuzzed", function () {
  this.timeout(RUNS * 1000);

  it("end in a specification that the tools accept, or in problems that can be shown", () => {
    let accepted = 0;
    fc.assert(
      fc.property(config, (values) => {
        const given = typeof values === "object" && values !== null ? { ...values } : {};
        const checked = parseManagementApi(given, identity);
        if (!checked.ok) {
          const stderr = formatProblems("Stack", checked.problems);
          assertTame({ exitCode: 1, stdout: "", stderr, calls: [] });
          return;
        }
        accepted += 1;
        const outputs = stackOutputs(checked.value, {
          clientId: IDS.clientId,
          tenantId: IDS.tenantId,
          registration: IDS.groupId,
          servicePrincipal: IDS.groupId,
          cloud: "public",
          consent: [],
          producers: checked.value.producers.kind === "none" ? undefined : IDS.groupId,
        });
        assert.deepEqual(
          parseOutputs(JSON.parse(JSON.stringify(outputs)), "test", undefined),
          outputs,
        );
        assert.equal(hiddenIn(JSON.stringify(outputs)), undefined);
      }),
      { numRuns: RUNS },
    );
    assert.ok(accepted > RUNS / 100, `${accepted} accepted: the changes are too wild`);
  });
});
