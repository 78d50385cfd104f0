/**
 * Proves that pasted texts are taken for what they are, and told in the stack's terms: a table of
 * texts that people met, with look-alikes. Cannot prove that the tools will say the same tomorrow.
 */
import assert from "node:assert/strict";
import { CATALOGUE, isNamedRefusal } from "../../../cli/failures/catalogue";
import { explain, type Explanation } from "../../../cli/failures/explain";
import { diagnose } from "../../../cli/failures/diagnose";
import { SILENCE } from "../../../cli/failures/message";
import { REFUSALS as LISTED } from "../../../cli/failures/refusals";
import { FAILURE_CODES } from "../../../cli/failures/failureCodes";
import published from "../fixtures/publishedRefusals.json";
import { makeOutputs } from "../support/stack";
import { CASES } from "./cases";
import { OTHER_TENANT } from "./cases/textCase";

const outputs = makeOutputs();
const stack = { outputs, deployCommand: "pulumi up --stack dev" };

function told(text: string): Explanation {
  return explain(diagnose(text, stack), stack);
}

describe("diagnose", () => {
  for (const [group, cases] of Object.entries(CASES)) {
    for (const { title, text, code, id } of cases) {
      const what = id === undefined ? "tells no cause of" : "recognizes";
      it(`${what} ${title} (${group})`, () => {
        const found = told(text);
        const isKnown = diagnose(text, stack).isKnown;
        assert.deepEqual([found.code, isKnown ? found.id : undefined], [code, id]);
      });
    }
  }
});

describe("an explanation", () => {
  it("is headed by the code that was pasted", () => {
    assert.deepEqual(
      ["AADSTS53004", "AADSTS530003", "AADSTS50074"].map((code) => told(`ERROR: ${code}: x`).id),
      ["AADSTS53004", "AADSTS530003", "AADSTS50074"],
    );
  });

  it("names what was asked for instead of the API", () => {
    const { clientId, tenantId, tokenCommand } = outputs;
    const text = `AADSTS500011: The resource principal named api://${clientId}/access_as_producer was not found in the tenant named ${tenantId}.`;
    const { summary, causes, remedy } = told(text);
    assert.equal(
      summary,
      `The tenant knows no API of this name. "api://${clientId}/access_as_producer" is a scope, and was given to "--resource", which takes the API: "${clientId}".`,
    );
    assert.deepEqual([causes, remedy.commands], [undefined, [tokenCommand]]);
  });

  it("names both causes where two remain, with the command that tells them apart", () => {
    const { causes = [] } = told("AADSTS500011: x");
    assert.deepEqual(
      causes.map(({ tell }) => tell),
      ["az account show --query tenantId --output tsv", `az ad sp show --id ${outputs.clientId}`],
    );
  });

  it("says of another tenant that the stack does not use it", () => {
    const { summary, remedy } = told(
      `Authentication failed against tenant ${OTHER_TENANT}: AADSTS50057: disabled`,
    );
    assert.match(
      summary,
      new RegExp(`^This is about the tenant "${OTHER_TENANT}", which this stack`),
    );
    assert.doesNotMatch(summary, /disabled/);
    assert.deepEqual(remedy.commands, [outputs.loginCommand]);
  });

  it("names the device code where a page speaks", () => {
    const causes = (text: string): readonly string[] =>
      (told(text).causes ?? []).map(({ text: cause }) => cause);
    assert.match(causes("Error Code: 53003 App name: Microsoft Azure CLI")[1] ?? "", /device code/);
    assert.deepEqual(causes("ERROR: AADSTS53003: x"), []);
  });

  it("tells a client that the stack does not declare", () => {
    const id = "99999999-9999-4999-8999-999999999999";
    const { summary, remedy } = told(`AADSTS65001: the application with ID '${id}' named 'Tool'.`);
    assert.match(summary, new RegExp(`The client "${id}" asked, which the stack does not declare`));
    assert.match(remedy.text, /"clients"/);
  });

  it("names the stack's deployment where there is one, and whoever deploys where not", () => {
    assert.deepEqual(told("AADSTS65001").remedy.commands, ["pulumi up --stack dev"]);
    const { remedy } = explain(diagnose("AADSTS65001", { outputs }), { outputs });
    assert.equal(remedy.commands, undefined);
  });

  it("explains a stack that does not pre-authorize the Azure CLI", () => {
    const without = {
      outputs: { ...outputs, expectedToken: { ...outputs.expectedToken, scp: "" } },
    };
    assert.deepEqual(explain(diagnose("AADSTS65001", without), without).remedy, {
      text: 'Add "azureCli" to the stack\'s "clients" and deploy.',
    });
  });

  it("takes the code of an application's own sign-in for what it means there", () => {
    const refused =
      'clientCredentialsToken: received HTTP status 401 with response: "AADSTS90002: x"';
    assert.match(told(refused).summary, /ARM_TENANT_ID/);
    assert.doesNotMatch(told("AADSTS90002").summary, /ARM_/);
  });

  it("has whoever deploys sign in for that, not for the API", () => {
    const ended = "unable to obtain access token: running Azure CLI: exit status 1: ERROR:";
    for (const text of [
      "failed to load Azure credentials: x",
      `${ended} AADSTS50076: x`,
      `${ended} AADSTS700082: x`,
    ]) {
      assert.deepEqual(told(text).remedy.commands, [
        `az login --tenant ${outputs.tenantId} --scope https://graph.microsoft.com/.default --allow-no-subscriptions`,
      ]);
    }
  });

  it("gives an application's own secret another advice than a deployment's", () => {
    const secret = (text: string): string => told(text).remedy.text;
    for (const code of ["AADSTS7000215", "AADSTS7000222"]) {
      const refused = `clientCredentialsToken: received HTTP status 401 with response: "${code}: x"`;
      assert.match(secret(refused), /ARM_CLIENT_SECRET/);
      for (const other of [`${code}: x`, `ERROR: ${code}: x`, `ClientSecretCredential: ${code}`]) {
        assert.doesNotMatch(secret(other), /ARM_/, other);
      }
    }
  });

  it("says where an account is missing, and where several are there", () => {
    const missing = "User account 'x' from identity provider 'live.com' does not exist in tenant";
    assert.match(told(`AADSTS16000: ${missing} 'y'`).summary, /not in the tenant that was asked/);
    assert.match(told("AADSTS16000: Request is ambiguous").summary, /Several accounts/);
  });

  it("says for whom the sign-in in front of the API is set up, where that is not the API", () => {
    const challenge = (tenant: string, app: string): Explanation =>
      told(
        `WWW-Authenticate: Bearer realm="x" authorization_uri="https://login.windows.net/${tenant}/oauth2/authorize" resource_id="${app}"`,
      );
    const { clientId, tenantId } = outputs;
    assert.equal(challenge(tenantId, clientId).causes, undefined);
    assert.deepEqual(
      challenge(OTHER_TENANT, clientId).causes?.map(({ text }) => text),
      [
        `It is set up for "${clientId}" of the tenant "${OTHER_TENANT}", and not for this API, "${clientId}" of "${tenantId}".`,
        "This is not the API's address.",
      ],
    );
  });

  it("says of an answer without a sender that the API may not have sent it", () => {
    assert.match(told("HTTP 401").summary, /^If this is the API's answer: the API does not accept/);
    assert.match(told("401 from the API").summary, /^The API does not accept the token\./);
  });

  it("tells of a scope that is missing, and of an API that is not listed, under one number", () => {
    const refused = (words: string): string => told(`AADSTS65005: ${words}`).summary;
    assert.match(refused("scope 'x' that doesn't exist on the resource 'BDK'"), /^The API has no/);
    assert.match(refused("not specified in its requiredResourceAccess list"), /does not list/);
  });

  it("gives Microsoft's page of a page's number that is on no list", () => {
    const link = "https://login.microsoftonline.com/error?code=530099";
    const { id, links, remedy } = told("Error Code: 530099");
    assert.deepEqual([id, links], ["530099", [link]]);
    assert.match(remedy.text, new RegExp(`: ${link.replaceAll("?", "\\?")}$`));
  });

  it("has people sign in with the tool that spoke", () => {
    const { clientId, tenantId, loginCommand } = outputs;
    const commands = (text: string): readonly string[] => told(text).remedy.commands ?? [];
    const refused = "AADSTS50076: you must use multi-factor authentication";
    const connect = `Connect-AzAccount -TenantId ${tenantId} -AuthScope ${clientId}`;
    const azd = `azd auth login --tenant-id ${tenantId} --scope ${clientId}/.default`;
    assert.deepEqual(commands(`ERROR: ${refused}`), [loginCommand]);
    assert.deepEqual(commands(`Get-AzAccessToken: ${refused}`), [connect]);
    assert.deepEqual(commands(`Connect-AzAccount : AADSTS50173: x`), [
      "Disconnect-AzAccount",
      connect,
    ]);
    assert.deepEqual(
      commands(`ERROR: fetching token: failed to authenticate:\n(invalid_grant) ${refused}`),
      [azd],
    );
    assert.deepEqual(
      commands(
        `ERROR: ${refused}\n\nSuggestion: reauthentication required, run \`azd auth login\` to acquire a new token.`,
      ),
      [azd],
    );
  });

  it("has other tools told the cloud first", () => {
    const { clientId, tenantId } = outputs;
    const government = {
      outputs: {
        ...outputs,
        appSettings: {
          ...outputs.appSettings,
          "Settings:AzureAdConfiguration:Instance": "https://login.microsoftonline.us/",
        },
      },
    };
    const commands = (text: string): readonly string[] | undefined =>
      explain(diagnose(text, government), government).remedy.commands;
    assert.deepEqual(commands("Get-AzAccessToken: AADSTS50076: x"), [
      `Connect-AzAccount -TenantId ${tenantId} -AuthScope ${clientId} -Environment AzureUSGovernment`,
    ]);
    assert.deepEqual(commands("ERROR: not logged in, run `azd auth login` to login")?.slice(0, 2), [
      "azd config set cloud.name AzureUSGovernment",
      `azd auth login --tenant-id ${tenantId} --scope ${clientId}/.default`,
    ]);
  });

  it("says that a code is unknown, with Microsoft's page", () => {
    const link = "https://login.microsoftonline.com/error?code=123456";
    assert.deepEqual(told("AADSTS123456: Something"), {
      id: "AADSTS123456",
      code: "unknown.refusal",
      summary: 'The code "AADSTS123456" has no explanation here.',
      remedy: { text: `Microsoft's page about it: ${link}` },
      links: [link],
    });
  });

  it("says that a text holds nothing known", () => {
    assert.deepEqual(told("it does not work"), {
      code: "unknown",
      summary: "Nothing in the text is known here.",
      remedy: { text: "Run the doctor without it: it looks for the cause itself." },
      links: [],
    });
  });
});

describe("the catalogue", () => {
  const found = { ...stack, message: SILENCE };

  it("names every refusal of Microsoft's list in a sentence", () => {
    const missing = published.filter((number) => !isNamedRefusal(String(number)));
    assert.deepEqual(missing, []);
    for (const [code, { title, remedy }] of LISTED) {
      assert.match(title, /^[A-Z].*[.?"]$/, code);
      assert.ok(remedy(found).text.length > 0);
    }
  });

  it("has no sentence that an entry of its own keeps from being told", () => {
    const entries = CATALOGUE.filter(
      ({ from, only, unless }) => (from ?? only ?? unless) === undefined,
    );
    const codes = entries.flatMap(({ codes }) => codes);
    assert.deepEqual(
      [...LISTED.keys()].filter((code) => codes.includes(code)),
      [],
    );
  });

  it("has no two entries with the same remedy", () => {
    const texts = CATALOGUE.map(({ remedy }) => remedy(found).text);
    assert.deepEqual(
      texts.filter((text, index) => texts.indexOf(text) !== index),
      [],
    );
  });

  it("has one entry for each code and speaker", () => {
    const keys = CATALOGUE.flatMap(({ codes, from }) =>
      codes.map((each) => `${each} ${from?.join() ?? "anybody"}`),
    );
    assert.deepEqual(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      [],
    );
  });

  it("has another advice where signing in was done already", () => {
    const circles = CATALOGUE.filter(({ remedy }) => {
      const { commands = [], otherwise } = remedy(found);
      return (
        commands.some((command) => /login|Connect-Az/.test(command)) && otherwise === undefined
      );
    });
    assert.deepEqual(
      circles.map(({ code }) => code),
      [],
    );
  });

  for (const entry of CATALOGUE) {
    const { code, links, failureCode, title, cause, remedy } = entry;
    it(`says all that is needed about "${code}"${entry.from === undefined ? "" : ` (${entry.from.join()})`}`, () => {
      assert.ok(links.length > 0 && links.every((link) => URL.canParse(link)));
      assert.ok(failureCode in FAILURE_CODES);
      const { text, otherwise = "." } = remedy(found);
      const texts = cause(found).map((each) => each.text);
      for (const each of [title, ...texts, text, otherwise]) {
        assert.match(each, /[.:]$|https:\S+$|-AsPlainText$/);
        assert.doesNotMatch(each, /undefined/);
      }
    });
  }
});

describe("reading", () => {
  const hostile: readonly (readonly [string, string])[] = [
    ["letters of a code", "AADSTS".repeat(30_000)],
    ["digits", "1".repeat(200_000)],
    ["cut digits", "AADSTS1\n".repeat(30_000)],
    ["credentials", "ACredential ".repeat(20_000)],
    ["capital letters", "A".repeat(200_000)],
    ["beginnings of phrases", "already exists ".repeat(15_000)],
    ["blanks", " ".repeat(200_000)],
    ["line ends", "\n".repeat(200_000)],
    ["words for code", "code ".repeat(40_000)],
    ["escapes", "\\u0041%41&#65;".repeat(15_000)],
    ["ids", "bbbbbbbb-0000-4000-8000-000000000002 ".repeat(6_000)],
    ["statuses", "status code ".repeat(20_000)],
    ["hyphens", "a-".repeat(100_000)],
    ["dots", "aaaaaaaaaaaaaaaaaaaa.".repeat(10_000)],
    ["tenants", "\nAuthentication failed against tenant ".repeat(5_000)],
    ["levels", "ERROR: ".repeat(30_000)],
  ];
  for (const [title, text] of hostile) {
    it(`takes time in proportion to the text: ${title}`, () => {
      const started = process.cpuUsage();
      diagnose(text, stack);
      const { user } = process.cpuUsage(started);
      assert.ok(user < 2_000_000, `${user / 1000} ms`);
    });
  }

  it("reads the beginning and the end of a text that is too long", () => {
    const filler = "nothing of interest\n".repeat(30_000);
    assert.equal(told(`${filler}ERROR: AADSTS50076: x`).id, "AADSTS50076");
    assert.equal(told(`ERROR: AADSTS50076: x\n${filler}`).id, "AADSTS50076");
  });
});
