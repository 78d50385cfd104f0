/**
 * Proves the rules of redirect URIs, message by message. Cannot prove that Entra ID has these
 * rules: their sources stand in the code.
 */
import assert from "node:assert/strict";
import { describeRules, problemsOf } from "../support/ruleTable";

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
