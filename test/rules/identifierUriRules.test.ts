/**
 * Proves the rules of the API's names, message by message. Cannot prove that
 * Entra ID has these rules, nor that a tenant has verified a domain: their sources stand in the
 * code.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { tokenCommands } from "../../components/rules/outputs/commands";
import { stackOutputs } from "../../components/rules/outputs";
import { describeRules, problemsOf, specOf } from "../support/ruleTable";
import { mockIds } from "../support/mockStack";

const LONGEST = `api://{clientId}/${"x".repeat(255 - 43)}`;
const SHAPE =
  "must hold, besides {clientId} and {tenantId}, only letters, digits and ._-/ (no wildcard, port, query or fragment)";
const VERSION_1 =
  'must, with "tokenVersion" 1, hold {clientId} or {tenantId}, or name a domain that the tenant has verified';

describeRules("the rules of identifier URIs", [
  [
    "identifierUris begin with api:// or https://",
    { identifierUris: ["https://calls.example.com"] },
    { identifierUris: ["http://calls.example.com"] },
    {
      key: "identifierUris[0]",
      value: "http://calls.example.com",
      rule: 'must begin with "api://" or "https://" and a name',
      remedy: 'write "https://calls.example.com"',
    },
  ],
  [
    "identifierUris name something",
    { identifierUris: [] },
    { identifierUris: [""] },
    {
      key: "identifierUris[0]",
      value: "",
      rule: 'must begin with "api://" or "https://" and a name',
      remedy: 'write "api://{clientId}"',
    },
  ],
  [
    "identifierUris do not end with a slash",
    { identifierUris: ["api://calls/live"] },
    { identifierUris: ["api://calls/live/"] },
    {
      key: "identifierUris[0]",
      value: "api://calls/live/",
      rule: "must not end with a slash",
      remedy: 'write "api://calls/live"',
    },
  ],
  [
    "identifierUris hold only what needs no quotes in a shell",
    { identifierUris: ["api://Calls_live-1.0/{tenantId}"] },
    { identifierUris: ["api://calls*"] },
    {
      key: "identifierUris[0]",
      value: "api://calls*",
      rule: SHAPE,
      remedy: "take out what else is in it",
    },
  ],
  [
    "identifierUris know two placeholders",
    { identifierUris: ["api://{tenantId}/{clientId}"] },
    { identifierUris: ["api://{stack}"] },
    {
      key: "identifierUris[0]",
      value: "api://{stack}",
      rule: SHAPE,
      remedy: "take out what else is in it",
    },
  ],
  [
    "identifierUris have no empty part",
    { identifierUris: ["api://calls/live"] },
    { identifierUris: ["api://calls//live"] },
    {
      key: "identifierUris[0]",
      value: "api://calls//live",
      rule: "must not hold two slashes in a row after its beginning",
      remedy: 'write "api://calls/live"',
    },
  ],
  [
    "identifierUris write ids as placeholders",
    { identifierUris: ["api://{clientId}"] },
    { identifierUris: [`api://${mockIds.clientId}`] },
    {
      key: "identifierUris[0]",
      value: `api://${mockIds.clientId}`,
      rule: "must hold no UUID: Entra ID takes none but the client id and the tenant's id there",
      remedy: 'write "{clientId}" or "{tenantId}" in its place',
    },
  ],
  [
    "identifierUris are no names of Microsoft's own APIs",
    { identifierUris: ["https://api.westeurope.cloudapp.azure.com"] },
    { identifierUris: ["https://graph.microsoft.us"] },
    {
      key: "identifierUris[0]",
      value: "https://graph.microsoft.us",
      rule: "must not be a name of Microsoft's own APIs",
      remedy: 'take a domain that the tenant has verified, or "api://{clientId}"',
    },
  ],
  [
    "identifierUris have at most 255 characters with ids filled in",
    { identifierUris: [LONGEST] },
    { identifierUris: [`${LONGEST}x`] },
    {
      key: "identifierUris[0]",
      value: `${LONGEST}x`,
      rule: "must be at most 255 characters, with ids filled in",
      remedy: "shorten it",
    },
  ],
  [
    "identifierUris are different, capitals aside",
    { identifierUris: ["api://calls", "api://calls/live"] },
    { identifierUris: ["api://calls", "api://Calls"] },
    {
      key: "identifierUris[1]",
      value: "api://Calls",
      rule: 'must not repeat "identifierUris[0]"',
      remedy: "remove it",
    },
  ],
  [
    "with version 1 tokens identifierUris prove a right to them",
    {
      tokenVersion: 1,
      identifierUris: [
        "api://{clientId}",
        "api://{tenantId}/calls",
        "api://calls/{clientId}",
        "https://calls.example.com/live",
        "api://calls.example.com",
      ],
    },
    { tokenVersion: 1, identifierUris: ["api://{clientId}", "api://calls"] },
    {
      key: "identifierUris[1]",
      value: "api://calls",
      rule: VERSION_1,
      remedy: 'write "api://{tenantId}/calls", or set "tokenVersion" to 2',
    },
  ],
  [
    "with version 1 tokens no number, placeholder or odd name stands for a domain",
    { tokenVersion: 1, identifierUris: ["https://calls.example.com/{clientId}"] },
    { tokenVersion: 1, identifierUris: ["https://10.0.0.1/{clientId}"] },
    {
      key: "identifierUris[0]",
      value: "https://10.0.0.1/{clientId}",
      rule: VERSION_1,
      remedy: 'write "api://{tenantId}/10.0.0.1/{clientId}", or set "tokenVersion" to 2',
    },
  ],
  [
    "tokenVersion is 1 or 2",
    { tokenVersion: "1" },
    { tokenVersion: "2.0" },
    {
      key: "tokenVersion",
      value: "2.0",
      rule: "must be 1 or 2",
      remedy: "write 2, or 1 where the API expects version 1 tokens",
    },
  ],
]);

describe("problems of identifier URIs", () => {
  const meant: readonly (readonly [string, string])[] = [
    ["api://", "api://{clientId}"],
    ["API://calls", "api://calls"],
    ["HTTPS://calls.example.com/", "https://calls.example.com"],
    ["urn:calls:live", "api://calls/live"],
    ["api:/calls", "api://calls"],
    [" api://calls ", "api://calls"],
    ["calls.example.com", "api://calls.example.com"],
    ["api://{clientid}", "api://{clientId}"],
    ["api://{appId}//live/", "api://{clientId}/live"],
    ["api://<tenant id>/calls", "api://{tenantId}/calls"],
    ["api://${clientId}", "api://{clientId}"],
  ];
  for (const [written, right] of meant) {
    it(`tell "${right}" for "${written}", whatever rules it breaks`, () => {
      const problems = problemsOf({ identifierUris: [written] });
      assert.deepEqual([...new Set(problems.map(({ remedy }) => remedy))], [`write "${right}"`]);
      assert.deepEqual(problemsOf({ identifierUris: [right] }), []);
    });
  }

  it("tell nothing to write where nobody can know what was meant", () => {
    for (const uri of ["https://localhost:8080", "api://calls*", "api://{stack}", "https://"]) {
      const [problem] = problemsOf({ identifierUris: [uri] });
      assert.ok(problem !== undefined && !problem.remedy.startsWith(`write "${uri}`), uri);
    }
    assert.deepEqual(
      problemsOf({ identifierUris: "api://calls" }).map(({ remedy }) => remedy),
      ['write ["api://calls"]'],
    );
  });
});

describe("commands and scopes", () => {
  const { clientId, tenantId } = mockIds;
  const outputsOf = (identifierUris: readonly string[], tokenVersion = 2) =>
    stackOutputs(specOf({ identifierUris, tokenVersion }), {
      ...mockIds,
      cloud: "public",
      producers: undefined,
      consent: [],
    });

  it("go by the first identifier URI, or by the client id where there is none", () => {
    const named = (uris: readonly string[]) => {
      const { tokenCommand, loginCommand, scopes, identifierUri, identifierUris } = outputsOf(uris);
      return { tokenCommand, loginCommand, scopes, identifierUri, identifierUris };
    };
    const by = (resource: string, prefix: string, identifierUris: readonly string[]) => ({
      tokenCommand: `az account get-access-token --resource ${resource}`,
      loginCommand: `az login --tenant ${tenantId} --scope ${resource}/.default --allow-no-subscriptions`,
      scopes: [`${prefix}/access_as_producer`],
      identifierUri: prefix,
      identifierUris,
    });
    const own = `api://${clientId}`;
    assert.deepEqual(named(["api://{clientId}"]), by(clientId, own, [own]));
    assert.deepEqual(named([]), by(clientId, clientId, []));
    assert.deepEqual(
      named(["api://calls", "api://{clientId}"]),
      by("api://calls", "api://calls", ["api://calls", own]),
    );
    assert.deepEqual(
      named(["api://{clientId}", "api://calls"]).tokenCommand,
      by(clientId, "", []).tokenCommand,
    );
  });

  it("are whole on Pulumi's screen, however long the URI: what would be longer goes by the client id", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (length) => {
        const identifierUris = [`api://${"n".repeat(length)}`];
        const target = { clientId, tenantId, identifierUris, cloud: "public" as const };
        for (const command of Object.values<string>({ ...tokenCommands(target) })) {
          assert.ok(command.length < 150, command);
          assert.equal(command.includes("nn") || length === 1, !command.includes(clientId));
        }
      }),
    );
  });

  it("name an audience of the stack's tokens, whichever version those have", () => {
    const second = outputsOf(["api://{tenantId}/calls"]).expectedToken;
    assert.deepEqual(second, {
      ver: "2.0",
      aud: clientId,
      azp: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
      iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      tid: tenantId,
      scp: "access_as_producer",
      roles: "ManagementAPI.AccessAll",
    });
    const outputs = outputsOf(["api://{tenantId}/calls"], 1);
    assert.deepEqual(outputs.expectedToken, {
      ver: "1.0",
      audiences: [clientId, `api://${tenantId}/calls`],
      appid: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
      iss: `https://sts.windows.net/${tenantId}/`,
      tid: tenantId,
      scp: "access_as_producer",
      roles: "ManagementAPI.AccessAll",
    });
    const { tokenCommand, loginCommand, tokenCommands: variants } = outputs;
    for (const command of [tokenCommand, loginCommand, ...Object.values<string>({ ...variants })]) {
      const name = /(?:--resource|--scope|-ResourceUrl) (\S+)/.exec(command)?.[1] ?? "";
      assert.ok(
        [clientId, `api://${tenantId}/calls`].includes(name.replace(/\/\.default$/, "")),
        command,
      );
    }
    assert.deepEqual(
      Object.entries(outputs.appSettings).filter(([setting]) => setting.includes("Audience")),
      [
        ["Settings:AzureAdConfiguration:TokenValidationParameters:ValidAudiences:0", clientId],
        [
          "Settings:AzureAdConfiguration:TokenValidationParameters:ValidAudiences:1",
          `api://${tenantId}/calls`,
        ],
      ],
    );
  });

  it("tell every mistake of a list at once", () => {
    assert.deepEqual(
      problemsOf({
        tokenVersion: 1,
        identifierUris: ["api://calls/", "api://live", "calls"],
        redirectUris: { web: ["x"] },
      }).map(({ key }) => key),
      ["identifierUris[0]", "identifierUris[2]", "identifierUris[1]", "redirectUris.web[0]"],
    );
  });
});
