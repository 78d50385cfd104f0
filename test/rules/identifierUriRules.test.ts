/**
 * Proves the rules of the API's names and of redirect URIs, message by message. Cannot prove that
 * Entra ID has these rules, nor that a tenant has verified a domain: their sources stand in the
 * code.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { tokenCommands } from "../../components/rules/commands";
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

describe("problems of redirect URIs", () => {
  const meant: readonly (readonly ["web" | "publicClient", string, string])[] = [
    ["web", "HTTPS://calls.example/", "https://calls.example/"],
    ["web", "http://calls.example", "https://calls.example/"],
    ["web", "http://[::1]:5001/", "http://localhost:5001/"],
    ["web", "localhost:3000", "http://localhost:3000/"],
    ["web", "calls.example/a", "https://calls.example/a"],
    ["web", "https://calls.example/#a", "https://calls.example/"],
    ["publicClient", "http://[::1]", "http://localhost"],
    ["publicClient", "calls:/signed-in", "calls://signed-in"],
    ["publicClient", "calls:signed-in", "calls://signed-in"],
  ];
  for (const [kind, written, right] of meant) {
    it(`tell "${right}" for "${written}"`, () => {
      const problems = problemsOf({ redirectUris: { [kind]: [written] } });
      assert.deepEqual([...new Set(problems.map(({ remedy }) => remedy))], [`write "${right}"`]);
      assert.deepEqual(problemsOf({ redirectUris: { [kind]: [right] } }), []);
    });
  }
});

const WEB = 'must begin with "https://", or be "http://localhost" or "http://127.0.0.1"';
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => `https://calls.example/${index}`);

describeRules("the rules of redirect URIs", [
  [
    "of the web are encrypted, or do not leave the machine",
    { redirectUris: { web: ["https://calls.example/a?b=c", "http://localhost:8080/a"] } },
    { redirectUris: { web: ["http://calls.example/a"] } },
    {
      key: "redirectUris.web[0]",
      value: "http://calls.example/a",
      rule: WEB,
      remedy: 'write "https://calls.example/a"',
    },
  ],
  [
    "of single pages have no scheme of their own",
    { redirectUris: { singlePage: ["http://127.0.0.1:5001/"] } },
    { redirectUris: { singlePage: ["calls://signed-in"] } },
    {
      key: "redirectUris.singlePage[0]",
      value: "calls://signed-in",
      rule: WEB,
      remedy: 'write it as "https://host/path"',
    },
  ],
  [
    "of the web have a path",
    { redirectUris: { web: ["https://calls.example/"] } },
    { redirectUris: { web: ["https://calls.example"] } },
    {
      key: "redirectUris.web[0]",
      value: "https://calls.example",
      rule: "must have a path, if only a slash",
      remedy: 'write "https://calls.example/"',
    },
  ],
  [
    "of programs may have a scheme of their own, but no open http",
    {
      redirectUris: {
        publicClient: [
          "http://localhost",
          "calls://signed-in",
          "https://calls.example",
          "urn:ietf:wg:oauth:2.0:oob",
        ],
      },
    },
    { redirectUris: { publicClient: ["http://calls.example"] } },
    {
      key: "redirectUris.publicClient[0]",
      value: "http://calls.example",
      rule: 'must begin with "https://" or a scheme of the program\'s own, or be "http://localhost", "http://127.0.0.1" or a URN',
      remedy: 'write it as "http://localhost", or as the sign-in library of the program names it',
    },
  ],
  [
    "of programs have no scheme that browsers act on",
    { redirectUris: { publicClient: ["msauth.com.example://auth"] } },
    { redirectUris: { publicClient: ["javascript://x"] } },
    {
      key: "redirectUris.publicClient[0]",
      value: "javascript://x",
      rule: 'must begin with "https://" or a scheme of the program\'s own, or be "http://localhost", "http://127.0.0.1" or a URN',
      remedy: 'write it as "http://localhost", or as the sign-in library of the program names it',
    },
  ],
  [
    "have a port that there is",
    { redirectUris: { web: ["http://localhost:65535/"] } },
    { redirectUris: { web: ["http://localhost:65536/"] } },
    {
      key: "redirectUris.web[0]",
      value: "http://localhost:65536/",
      rule: "must be an address, with a host and a port that there are",
      remedy: "write it as the browser shows it",
    },
  ],
  [
    "hold no user name",
    { redirectUris: { web: ["https://calls.example/@dana"] } },
    { redirectUris: { web: ["https://dana@calls.example/"] } },
    {
      key: "redirectUris.web[0]",
      value: "https://dana@calls.example/",
      rule: "must hold no user name and no password",
      remedy: "write only the host after the two slashes",
    },
  ],
  [
    "hold no wildcard",
    { redirectUris: { web: ["https://live.calls.example/"] } },
    { redirectUris: { web: ["https://*.calls.example/"] } },
    {
      key: "redirectUris.web[0]",
      value: "https://*.calls.example/",
      rule: "must hold no blanks, no wildcard, no fragment, and none of !$'(),;",
      remedy: "write each address out, without them",
    },
  ],
  [
    "have at most 256 characters",
    { redirectUris: { web: [`https://calls.example/${"x".repeat(234)}`] } },
    { redirectUris: { web: [`https://calls.example/${"x".repeat(235)}`] } },
    {
      key: "redirectUris.web[0]",
      value: `https://calls.example/${"x".repeat(235)}`,
      rule: "must be at most 256 characters",
      remedy: "shorten it by 1",
    },
  ],
  [
    "hold no placeholder",
    { redirectUris: { publicClient: ["msal00000000-0000-0000-0000-00000000000b://auth"] } },
    { redirectUris: { publicClient: ["msal{clientId}://auth"] } },
    {
      key: "redirectUris.publicClient[0]",
      value: "msal{clientId}://auth",
      rule: "must hold no placeholder: the client id is known only after the first deployment",
      remedy:
        'deploy without it, then write it with the client id ("pulumi stack output clientId")',
    },
  ],
  [
    "stand in a map",
    { redirectUris: { web: ["https://calls.example/"] } },
    { redirectUris: ["https://calls.example/"] },
    {
      key: "redirectUris",
      value: ["https://calls.example/"],
      rule: "must be a map of keys and values",
      remedy: 'write a map with "web", "singlePage", "publicClient"',
    },
  ],
  [
    "are different over all kinds of clients",
    { redirectUris: { web: ["https://calls.example/a"], singlePage: ["https://calls.example/A"] } },
    { redirectUris: { web: ["https://calls.example/a"], singlePage: ["https://calls.example/a"] } },
    {
      key: "redirectUris.singlePage[0]",
      value: "https://calls.example/a",
      rule: 'must not repeat "redirectUris.web[0]"',
      remedy: "remove it",
    },
  ],
  [
    "come to at most 256 in all",
    { redirectUris: { web: many(255), publicClient: ["http://localhost"] } },
    { redirectUris: { web: many(256), publicClient: ["http://localhost"] } },
    {
      key: "redirectUris",
      value: 257,
      rule: "must come to at most 256 URIs in all",
      remedy: "remove 1",
    },
  ],
  [
    "are for a kind of client that Entra ID knows",
    { redirectUris: {} },
    { redirectUris: { spa: ["https://calls.example/"] } },
    {
      key: "redirectUris.spa",
      value: ["https://calls.example/"],
      rule: "is not a known key",
      remedy: 'write "singlePage"',
    },
  ],
  [
    "are for a kind of client, by a name that somebody uses",
    { redirectUris: { publicClient: [] } },
    { redirectUris: { others: [] } },
    {
      key: "redirectUris.others",
      value: [],
      rule: "is not a known key",
      remedy: 'choose from "web", "singlePage", "publicClient"',
    },
  ],
]);

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
