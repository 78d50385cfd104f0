/**
 * Proves of single checks what the fault table cannot show: fixes where the stack's deployment is
 * known, certificates (which the emulated directory does not keep), an az that fails half-way. az
 * is scripted.
 */
import assert from "node:assert/strict";
import { CHECKS } from "../../cli/doctor/checks";
import { claimsCheck } from "../../cli/doctor/checks/claims";
import { foreignSecretsCheck } from "../../cli/doctor/checks/foreignSecrets";
import { identifierUriCheck } from "../../cli/doctor/checks/identifierUri";
import { identityCheck } from "../../cli/doctor/checks/identity";
import { importIdsCheck } from "../../cli/doctor/checks/importIds";
import { networkCheck } from "../../cli/doctor/checks/network";
import { scopesCheck } from "../../cli/doctor/checks/scopes";
import { sessionCheck } from "../../cli/doctor/checks/session";
import { tokenCheck } from "../../cli/doctor/checks/token";
import { toolsCheck } from "../../cli/doctor/checks/tools";
import { type Check, type Finding, type Outcome, passed, skipped } from "../../cli/doctor/check";
import type { RunResult } from "../../cli/process/processRunner";
import { createAz } from "../../cli/az/az";
import { createFacts } from "../../cli/doctor/facts";
import { makeContext, outcomeOf, outputs } from "./support/checkContext";
import { ended, scriptedRunner } from "./support/scriptedRunner";
import { makeOutputs } from "./support/stack";
import { GOOD_CLAIMS, makeToken } from "./support/tokens";

const { clientId, tenantId, tokenCommand, loginCommand, declared } = outputs;
const SHOW_APP = `az ad app show --id ${clientId}`;
const LIST_FEDERATED = `az ad app federated-credential list --id ${clientId}`;
const KEYS = `az rest --method GET --url https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys --skip-authorization-header`;
const CRASH = ended("", "Traceback (most recent call last):\n  File 'x'\nKeyError: 'tid'", 1);

const scope = {
  id: declared.scopes["access_as_producer"] ?? "",
  value: "access_as_producer",
  isEnabled: true,
};

function application(changes: Readonly<Record<string, unknown>> = {}): RunResult {
  return ended({
    id: "22222222-2222-4222-8222-222222222222",
    appId: clientId,
    displayName: "BDK",
    api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [scope] },
    ...changes,
  });
}

function run(
  check: Check,
  answers: Readonly<Record<string, RunResult>>,
  deployCommand?: string,
): Promise<Outcome> {
  return outcomeOf(
    check,
    makeContext(deployCommand === undefined ? { answers } : { answers, deployCommand }),
  );
}

function findingOf(outcome: Outcome): Finding {
  assert.equal(outcome.kind, "found");
  return outcome;
}

describe("the check of identifier URIs", () => {
  const check = (identifierUris: readonly string[]): Promise<Outcome> => {
    const ofStack = makeOutputs({ identifierUris });
    const answers = { [SHOW_APP]: application({ identifierUris: [`api://${clientId}`] }) };
    return outcomeOf(identifierUriCheck, makeContext({ answers, outputs: ofStack }));
  };

  it("names those that are there, or says that there are none on purpose", async () => {
    assert.deepEqual(await check(["api://{clientId}"]), passed(`api://${clientId}`));
    assert.deepEqual(await check([]), passed("none, as the stack declares"));
  });
});

describe("the check of claims, where the tenant's keys cannot be had", () => {
  const noKeys = ended("", "ERROR: Max retries exceeded", 1);
  const check = (accessToken: string): Promise<Outcome> =>
    run(claimsCheck, { [tokenCommand]: ended({ accessToken }), [KEYS]: noKeys });

  it("passes what only the keys could refuse", async () => {
    assert.deepEqual(await check(makeToken(GOOD_CLAIMS)), passed("signature not checked"));
  });

  it("finds a token that nobody signed", async () => {
    const { summary } = findingOf(await check(makeToken(GOOD_CLAIMS, { alg: "none" })));
    assert.equal(
      summary,
      "The token's signature is wrong: the token is not signed, so anybody can have written it.",
    );
  });

  it("lets an application in by the group that its token names, as by the role", async () => {
    const { scp, ...others } = { ...GOOD_CLAIMS, idtyp: "app", azpacr: "1" };
    assert.equal(scp, "access_as_producer");
    const roles = ["Any.Role"];
    assert.deepEqual(await check(makeToken({ ...others, roles })), passed("signature not checked"));
    const { evidence } = findingOf(await check(makeToken({ ...others, roles, groups: [] })));
    assert.deepEqual(evidence, ['roles: expected "ManagementAPI.AccessAll", found "Any.Role"']);
  });
});

describe("the check of scopes, where the deployment is known", () => {
  const signIn = ["az logout", loginCommand];

  it("lets the deployment add a scope that is missing", async () => {
    const api = { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [] };
    const answers = { [SHOW_APP]: application({ api }) };
    const { fix } = findingOf(await run(scopesCheck, answers, "pulumi up --stack dev"));
    assert.deepEqual(fix.commands, ["pulumi up --stack dev", ...signIn]);
  });

  it("switches a scope on by az: the provider does not see that it is off", async () => {
    const api = {
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: [{ ...scope, isEnabled: false }],
    };
    const answers = { [SHOW_APP]: application({ api }) };
    const { fix } = findingOf(await run(scopesCheck, answers, "pulumi up --stack dev"));
    assert.deepEqual(fix.commands, [
      `az rest --method PATCH --url https://graph.microsoft.com/v1.0/applications/22222222-2222-4222-8222-222222222222 --body "{'api':{'oauth2PermissionScopes':[{'adminConsentDescription':None,'adminConsentDisplayName':None,'id':'${scope.id}','isEnabled':True,'type':'User','userConsentDescription':None,'userConsentDisplayName':None,'value':'access_as_producer'}]}}"`,
      ...signIn,
    ]);
  });
});

describe("the check of added credentials", () => {
  const none = ended([]);

  it("passes without any", async () => {
    const answers = { [SHOW_APP]: application(), [LIST_FEDERATED]: none };
    assert.deepEqual(await run(foreignSecretsCheck, answers), passed());
  });

  it("names each with the command that takes it out, and never a part of a secret", async () => {
    const secret = { keyId: "k1", displayName: null, endDateTime: null, hint: "Abc" };
    const certificate = {
      keyId: "k2",
      displayName: "CN=robot",
      endDateTime: "2027-01-01T00:00:00Z",
    };
    const federated = { id: "k3", name: "deploy", issuer: "https://ci.example", subject: "main" };
    const answers = {
      [SHOW_APP]: application({ passwordCredentials: [secret], keyCredentials: [certificate] }),
      [LIST_FEDERATED]: ended([federated]),
    };
    const finding = findingOf(await run(foreignSecretsCheck, answers));
    assert.deepEqual(
      [finding.severity, finding.evidence, finding.fix.commands],
      [
        "warning",
        [
          "secret (k1)",
          'certificate "CN=robot" (k2), valid until 2027-01-01T00:00:00Z',
          'federated credential "deploy" (k3), for "main" of "https://ci.example"',
        ],
        [
          `az ad app credential delete --id ${clientId} --key-id k1`,
          `az ad app credential delete --id ${clientId} --key-id k2 --cert`,
          `az ad app federated-credential delete --id ${clientId} --federated-credential-id k3`,
        ],
      ],
    );
  });
});

describe("the checks of what somebody added", () => {
  for (const [registration, why] of [
    ["existing", "the registration is others', who may add to it"],
    ["adopt", "the registration is adopted, and others may go on to manage the rest of it"],
  ] as const) {
    it(`say nothing in mode ${registration}`, async () => {
      const context = makeContext({
        outputs: { ...outputs, declared: { ...declared, registration } },
      });
      const silent = CHECKS.filter(({ ownersOnly }) => ownersOnly === true);
      assert.ok(silent.length >= 5);
      assert.deepEqual(
        await Promise.all(silent.map((check) => outcomeOf(check, context))),
        silent.map(() => skipped(why)),
      );
    });
  }
});

describe("the check of import ids", () => {
  const adopted = { ...declared, registration: "adopt" as const };

  it("passes without any", async () => {
    const context = makeContext({ outputs: { ...outputs, declared: adopted } });
    assert.deepEqual(await outcomeOf(importIdsCheck, context), passed());
  });

  it("has those that are left taken out, then deploys", async () => {
    const imports = ["uri", "known-clients"];
    const context = makeContext({
      outputs: { ...outputs, declared: { ...adopted, imports } },
      deployCommand: "pulumi up --stack old",
      finishCommand: "npm run adopt -- --finish --stack old",
    });
    const { severity, evidence, fix } = findingOf(await outcomeOf(importIdsCheck, context));
    assert.deepEqual(
      [severity, evidence, fix.commands],
      [
        "warning",
        ['import id of "uri"', 'import id of "known-clients"'],
        ["npm run adopt -- --finish --stack old", "pulumi up --stack old"],
      ],
    );
  });
});

describe("the check of who is signed in", () => {
  const account = ended({ tenantId, user: { name: "robot", type: "servicePrincipal" } });
  const withToken = (answer: RunResult): Promise<Outcome> =>
    run(identityCheck, { "az account show": account, [tokenCommand]: answer });

  it("accepts an application with a role", async () => {
    const token = makeToken({ ...GOOD_CLAIMS, roles: ["ManagementAPI.AccessAll"] });
    assert.deepEqual(
      await withToken(ended({ accessToken: token, expires_on: 1 })),
      passed('the application "robot" with "ManagementAPI.AccessAll"'),
    );
  });

  it("finds that an application has no role", async () => {
    const answer = ended({ accessToken: makeToken(GOOD_CLAIMS), expires_on: 1 });
    assert.match(findingOf(await withToken(answer)).summary, /"robot", which holds no app role/);
  });

  it("does not speak of roles where there is no token to read them from", async () => {
    const refused = ended("", "ERROR: AADSTS500014: The service principal is disabled.", 1);
    assert.match(findingOf(await withToken(refused)).summary, /^AADSTS500014: /);
  });
});

describe("an az that fails by itself", () => {
  it("is found at once where it does not even tell its version", async () => {
    const finding = findingOf(await run(toolsCheck, { "az version": CRASH }));
    assert.deepEqual(finding, {
      kind: "found",
      summary: '"az" itself failed: it does not even tell its version.',
      evidence: ["KeyError: 'tid'"],
      fix: { text: 'See where: run "az version --debug". Then reinstall the Azure CLI.' },
      severity: "error",
    });
  });

  it("is no fault of the network, and is named with the command to look closer", async () => {
    const finding = findingOf(await run(networkCheck, { [KEYS]: CRASH }));
    assert.deepEqual(finding, {
      kind: "found",
      summary: '"az" itself failed, and does not say why.',
      evidence: ["KeyError: 'tid'"],
      fix: { text: `See what it was doing: run "${KEYS} --debug".` },
      severity: "error",
    });
  });
});

describe("a policy for Microsoft Graph alone", () => {
  const USER = "az ad signed-in-user show";
  const account = ended({ tenantId, user: { name: "dana", type: "user" } });
  const session = (stderr: string): Promise<Outcome> =>
    run(sessionCheck, { "az account show": account, [USER]: ended("", stderr, 1) });
  const cases: readonly (readonly [string, string, string])[] = [
    [
      "on devices",
      "ERROR: AADSTS50005: User tried to log in to a device from a platform that's currently not supported",
      "a policy keeps Microsoft Graph from this device or place (AADSTS50005)",
    ],
    [
      "on second factors",
      "ERROR: AADSTS50076: Due to a configuration change, you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.",
      "Microsoft Graph asks for a second factor (AADSTS50076)",
    ],
    [
      "that revoked its token",
      'ERROR: Unauthorized({"error":{"code":"InvalidAuthenticationToken","message":"Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies"}})',
      "Microsoft Graph wants a new sign-in",
    ],
  ];
  for (const [title, stderr, why] of cases) {
    it(`${title} is no finding, and no end`, async () =>
      assert.deepEqual(await session(stderr), { kind: "skipped", why }));
  }

  it("is told apart from a sign-in that has ended", async () => {
    const finding = findingOf(await session("ERROR: AADSTS70043: The refresh token has expired"));
    assert.match(finding.summary, /^AADSTS70043: A policy wants a new sign-in/);
  });

  it("keeps the token from being asked for by none of its refusals", async () => {
    const answers = {
      [tokenCommand]: ended("", "ERROR: AADSTS50005: not supported", 1),
    };
    assert.match(findingOf(await run(tokenCheck, answers)).summary, /^AADSTS50005: /);
  });
});

describe("the facts", () => {
  it("cost one az each, however many checks ask for them", async () => {
    const id = "33333333-3333-4333-8333-333333333333";
    const principal = { id, appRoleAssignmentRequired: true };
    const SP = `az ad sp show --id ${clientId}`;
    const URL = `https://graph.microsoft.com/v1.0/servicePrincipals/${id}/appRoleAssignedTo?$top=999`;
    const script = scriptedRunner({
      [SP]: ended(principal),
      [`az rest --method GET --url ${URL}`]: ended({ value: [] }),
    });
    const facts = createFacts(
      createAz({ run: script.run, environment: {}, timeoutMs: 1000 }),
      outputs,
    );
    assert.equal((await facts.servicePrincipal()).id, id);
    assert.deepEqual(await facts.assignees(), []);
    await facts.servicePrincipal();
    assert.equal(script.calls.filter((call) => call === SP).length, 1);
  });
});
