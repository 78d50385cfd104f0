/**
 * Proves that every two values of config keys that may stand together do: in each cloud, with outputs
 * that the tools accept as they are.
 */
import assert from "node:assert/strict";
import { parseOutputs } from "../../cli/outputs/parseOutputs";
import type { CloudName } from "../../components/rules/clouds";
import { parseManagementApi } from "../../components/rules/config";
import { stackOutputs } from "../../components/rules/outputs";
import { allPairs, configOf, coveringChoices, VALUES } from "../support/pairs";

const ID = "cccccccc-0000-4000-8000-000000000008";

describe("every pair of values of config keys", () => {
  it("makes a stack whose outputs the tools accept", () => {
    const pairs = allPairs();
    assert.ok(pairs.length > 500, String(pairs.length));
    for (const choice of [...pairs, ...coveringChoices()]) {
      const checked = parseManagementApi(configOf(choice), {
        project: "management-api",
        stack: "dev",
      });
      assert.ok(checked.ok, JSON.stringify([choice, checked]));
      const outputs = stackOutputs(checked.value, {
        clientId: "11111111-1111-4111-8111-111111111111",
        tenantId: "aaaaaaaa-0000-4000-8000-000000000001",
        registration: ID,
        servicePrincipal: ID,
        producers: checked.value.producers.kind === "none" ? undefined : ID,
        consent: [],
        cloud: choice["cloud"] as CloudName,
      });
      const data: unknown = JSON.parse(JSON.stringify(outputs));
      assert.deepEqual(parseOutputs(data, "test", undefined), data);
    }
  });

  it("stands together in one of the choices that are deployed", () => {
    const choices = coveringChoices();
    const together = (one: string, a: unknown, other: string, b: unknown) =>
      choices.some((choice) => choice[one] === a && choice[other] === b);
    const missing = Object.entries(VALUES).flatMap(([one, values], index) =>
      Object.entries(VALUES)
        .slice(index + 1)
        .flatMap(([other, others]) =>
          values.flatMap((a) =>
            others.filter((b) => !together(one, a, other, b)).map((b) => [one, a, other, b]),
          ),
        ),
    );
    assert.deepEqual(missing, []);
    assert.ok(choices.length < 30, `${choices.length} choices are too many to deploy each`);
  });
});
