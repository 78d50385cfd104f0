/**
 * Proves of whatever az and Pulumi may answer that no command fails over it, and that it is shown
 * as text, without secrets. Good answers are changed, so that every check is reached; texts are
 * made up.
 */
import fc from "fast-check";
import type { ProcessRunner, RunResult } from "../../cli/process/processRunner";
import { ended } from "../cli/support/scriptedRunner";
import { makeOutputs } from "../cli/support/stack";
import { GOOD_CLAIMS, IDS, makeToken } from "../cli/support/tokens";
import {
  applyChanges,
  assertTame,
  type Change,
  change,
  hostileText,
  RUNS,
  runCli,
  secret,
  toJson,
} from "./support";

const outputs = makeOutputs();
const USER = "dddddddd-0000-4000-8000-000000000001";
const { registration, servicePrincipal } = outputs.objectIds;

/** What a healthy directory answers, by the beginning of the command. */
const HEALTHY: readonly (readonly [string, unknown])[] = [
  ["pulumi", outputs],
  ["az version", { "azure-cli": "2.91.0" }],
  [
    "az rest --method GET --url https://login",
    { keys: [{ kty: "RSA", kid: "test", n: "AQAB", e: "AQAB" }] },
  ],
  ["az account list", [{ tenantId: IDS.tenantId }]],
  [
    "az account show",
    { tenantId: IDS.tenantId, user: { name: "dana@sandbox.example", type: "user" } },
  ],
  [
    "az account get-access-token",
    { accessToken: makeToken(GOOD_CLAIMS), expires_on: GOOD_CLAIMS.exp },
  ],
  ["az ad signed-in-user show", { id: USER, userPrincipalName: "dana@sandbox.example" }],
  [
    "az ad app show",
    {
      id: registration,
      appId: IDS.clientId,
      displayName: outputs.declared.displayName,
      identifierUris: [outputs.identifierUri, "api://another"],
      groupMembershipClaims: "SecurityGroup",
      passwordCredentials: [
        { keyId: "k1", displayName: "a secret", endDateTime: "2027-01-01T00:00:00Z" },
      ],
      keyCredentials: [{ keyId: "k2", displayName: "CN=robot" }],
      optionalClaims: { accessToken: [{ name: "email", additionalProperties: ["x"] }] },
      api: {
        requestedAccessTokenVersion: 2,
        oauth2PermissionScopes: [
          {
            id: outputs.declared.scopes["access_as_producer"],
            value: "access_as_producer",
            isEnabled: true,
            adminConsentDisplayName: "Text",
          },
          { id: USER, value: "another", isEnabled: true },
        ],
        preAuthorizedApplications: [
          {
            appId: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
            delegatedPermissionIds: [outputs.declared.scopes["access_as_producer"]],
          },
          { appId: USER, delegatedPermissionIds: [USER] },
        ],
      },
    },
  ],
  [
    "az ad app federated-credential",
    [{ id: "f1", name: "deploy", issuer: "https://ci.example", subject: "main" }],
  ],
  ["az ad app list", [{ id: USER, appId: USER, displayName: outputs.declared.displayName }]],
  [
    "az ad sp show",
    { id: servicePrincipal, accountEnabled: true, appRoleAssignmentRequired: true },
  ],
  ["az ad group show", { id: IDS.groupId, displayName: "Producers", securityEnabled: false }],
  ["az rest --method POST", { value: [IDS.groupId] }],
  [
    "az rest --method GET",
    { value: [{ id: IDS.groupId, principalId: USER, principalDisplayName: "Dana" }] },
  ],
];

/** How one answer differs from the healthy one. */
type Fault = (healthy: unknown) => RunResult;

const fault: fc.Arbitrary<Fault> = fc.oneof(
  {
    weight: 5,
    arbitrary: change.map(
      (each: Change): Fault =>
        (healthy) =>
          ended(toJson(applyChanges(healthy, [each]))),
    ),
  },
  {
    weight: 1,
    arbitrary: hostileText.map(
      (text): Fault =>
        () =>
          ended(text),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          "ERROR: ",
          "ERROR: AADSTS65001: ",
          "WARNING: x\nERROR: ",
          "",
          "ERROR: 403 Forbidden ",
          "Traceback (most recent call last):\n  File 'x'\nKeyError: ",
        ),
        hostileText,
        fc.constantFrom(1, 2, 3, 127, null),
      )
      .map(([beginning, text, exitCode]): Fault => () => ({
        kind: "ended",
        exitCode,
        stdout: "",
        stderr: `${beginning}${text} token SECRET ${text}`,
      })),
  },
  { weight: 1, arbitrary: fc.constant<Fault>(() => ({ kind: "missing", reason: "ENOENT" })) },
  {
    weight: 1,
    arbitrary: hostileText.map((stderr): Fault => () => ({ kind: "timeout", afterMs: 1, stderr })),
  },
);

/** Faults of some commands; the others are healthy, so that every check is reached. */
const faults = fc.array(fc.record({ command: fc.nat(HEALTHY.length - 1), fault }), {
  minLength: 1,
  maxLength: 3,
});
type Faults = typeof faults extends fc.Arbitrary<infer T> ? T : never;

function answers(broken: Faults, hidden: string): ProcessRunner {
  return (command, args) => {
    const line = [command, ...args].join(" ");
    const at = HEALTHY.findIndex(([beginning]) => line.startsWith(beginning));
    const healthy = HEALTHY[at]?.[1];
    const result = broken.find((each) => each.command === at)?.fault(healthy) ?? ended(healthy);
    return Promise.resolve(
      result.kind === "ended"
        ? { ...result, stderr: result.stderr.replaceAll("SECRET", hidden) }
        : result,
    );
  };
}

const COMMANDS = [["doctor"], ["doctor", "--json"], ["token"], ["token", "--format", "json"]];

describe("answers of az that are fuzzed", function () {
  this.timeout(RUNS * 1000);

  it("are shown as text, or not at all", async () => {
    await fc.assert(
      fc.asyncProperty(
        faults,
        secret,
        fc.constantFrom(...COMMANDS),
        async (broken, hidden, command) => {
          assertTame(await runCli(command, answers(broken, hidden)), [hidden]);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("are explained where somebody pastes them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(hostileText, secret, hostileText),
        async ([before, hidden, after]) => {
          const result = await runCli(
            ["doctor", "--error", `x${before}${hidden} ${after}`],
            answers([], ""),
          );
          assertTame(result, [hidden]);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
