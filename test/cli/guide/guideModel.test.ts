/**
 * Proves what a guide says for which stack, by the whole Markdown of one stack and by what differs
 * in others. Cannot prove that the advice helps: that needs the directory (the fault tests of the
 * command line).
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Guide, Snippet } from "../../../cli/guide/document";
import { makeGuide } from "../../../cli/guide/guideModel";
import { renderHtml } from "../../../cli/guide/html";
import { renderMarkdown } from "../../../cli/guide/markdown";
import { MADE_AT, SAMPLE, sampleOutputs } from "./sample";

const facts = { stack: "dev", madeAt: MADE_AT };
const CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

function blocks(guide: Guide) {
  return [...guide.summary, ...guide.sections.flatMap((section) => section.blocks)];
}

function snippets(guide: Guide): readonly Snippet[] {
  return blocks(guide).flatMap((block) => {
    if (block.kind === "snippet") return [block];
    if (block.kind !== "remedies") return [];
    return block.remedies.flatMap(({ command }) => (command === undefined ? [] : [command]));
  });
}

function markdown(config: Readonly<Record<string, unknown>>, owners: readonly string[] = []) {
  return renderMarkdown(makeGuide(sampleOutputs(config), { ...facts, owners }));
}

/** Without the errors that `cli/failures` tells: their texts are at home, and tested, there. */
function withoutExplanations(guide: Guide): Guide {
  const sections = guide.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) =>
      block.kind === "remedies"
        ? { ...block, remedies: block.remedies.filter(({ id }) => id === "stale-token") }
        : block,
    ),
  }));
  return { ...guide, sections };
}

describe("a guide", () => {
  it("reads as the expected page for a stack with a group and owners", () => {
    const guide = makeGuide(sampleOutputs({ producers: SAMPLE.group }), {
      ...facts,
      owners: [
        "dana@contoso.example",
        "https://teams.contoso.example/broadcast",
        "The broadcast team, 3rd floor",
      ],
    });
    const found = renderMarkdown(withoutExplanations(guide));
    const file = path.join(__dirname, "guide.expected.txt");
    assert.equal(found, readFileSync(file, "utf8").replaceAll("\r\n", "\n"));
  });

  it("says first that it is the sandbox's, where it is, in both forms", async () => {
    const outputs = sampleOutputs();
    const rehearsed = makeGuide(outputs, { ...facts, isSandbox: true });
    const real = makeGuide(outputs, { ...facts, isSandbox: false });
    assert.deepEqual(rehearsed.summary.slice(1), real.summary);
    const text = renderMarkdown(rehearsed);
    assert.match(
      text,
      /^# .*\n\n> \*\*Attention\.\*\* This guide was made from the sandbox, for a rehearsal\. /,
    );
    assert.ok(text.includes(`The tenant \`${outputs.tenantId}\` and every id below`), text);
    assert.match(
      await renderHtml(rehearsed),
      /<p class="note warning"><strong>Attention\.<\/strong> This guide was made from the sandbox, /,
    );
    assert.doesNotMatch(renderMarkdown(real), /sandbox/);
    assert.doesNotMatch(await renderHtml(real), /sandbox/);
  });

  it("gives the stack's own commands, unchanged, and marks one as the main one", () => {
    const outputs = sampleOutputs({ clients: ["azureCli", "azurePowerShell"] });
    const all = snippets(makeGuide(outputs, facts));
    const byId = new Map(all.map(({ id, code }) => [id, code]));
    const { tokenCommands } = outputs;
    assert.deepEqual(
      {
        login: byId.get("login"),
        "token-command": byId.get("token-command"),
        "token-only": byId.get("token-only"),
        bash: byId.get("bash"),
        powershell: byId.get("powershell"),
        tenant: byId.get("tenant"),
        scope: byId.get("scope"),
        azd: byId.get("azd"),
        "azure-powershell": byId.get("azure-powershell"),
        curl: byId.get("curl"),
      },
      {
        login: outputs.loginCommand,
        "token-command": outputs.tokenCommand,
        "token-only": tokenCommands.tokenOnly,
        bash: tokenCommands.bash,
        powershell: tokenCommands.powershell,
        tenant: tokenCommands.tenant,
        scope: tokenCommands.scope,
        azd: tokenCommands.azd,
        "azure-powershell": tokenCommands.azurePowerShell,
        curl: tokenCommands.curl,
      },
    );
    assert.deepEqual(
      all.filter(({ main }) => main === true).map(({ id }) => id),
      ["token-command"],
    );
  });

  it("uses each anchor once", () => {
    const guide = makeGuide(sampleOutputs({ producers: SAMPLE.group }), facts);
    const ids = [
      ...guide.sections.map(({ id }) => id),
      ...snippets(guide).map(({ id }) => id),
      ...blocks(guide).flatMap((block) => {
        if (block.kind === "facts") {
          return block.facts.map((_, index) => `${block.id}-${index + 1}`);
        }
        return block.kind === "remedies" ? block.remedies.map(({ id }) => id) : [];
      }),
    ];
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index || !/^[a-z][a-z0-9-]*$/.test(id)),
      [],
    );
  });

  it("tells what to do about every error that a reader can meet", () => {
    const guide = makeGuide(sampleOutputs({ producers: SAMPLE.group }), facts);
    const told = blocks(guide).flatMap((block) =>
      block.kind === "remedies" ? block.remedies.map(({ title }) => title) : [],
    );
    const wanted = [
      "No subscriptions found",
      "Please run 'az login'",
      "AADSTS65001",
      "AADSTS650057",
      "AADSTS500011",
      "AADSTS50105",
      "AADSTS50076",
      "AADSTS53003",
      "AADSTS9010010",
      "IDW10201",
      "HTTP 401",
      "HTTP 403",
      "Just added to the group",
    ];
    assert.deepEqual(
      wanted.filter((title) => !told.includes(title)),
      [],
    );
  });

  it("warns first where the Azure CLI is not pre-authorized", () => {
    for (const [config, added] of [
      [{ clients: ["vsCode"] }, "azureCli to management-api:clients"],
      [
        { scopes: [], clients: [] },
        "a scope to management-api:scopes and azureCli to management-api:clients",
      ],
    ] as const) {
      const first = makeGuide(sampleOutputs(config), facts).summary[0];
      assert.ok(first?.kind === "note");
      assert.equal(first.tone, "warning");
      assert.equal(
        first.text.map(({ text }) => text).join(""),
        `This stack does not pre-authorize the Azure CLI (${CLI}), so the command below is refused with AADSTS65001. Whoever runs the stack adds ${added} and deploys it.`,
      );
    }
  });

  it("mentions membership only where there is a group", () => {
    const open = markdown({});
    assert.doesNotMatch(open, /security group `|Just added to the group|\| groups \|/);
    assert.match(open, /`GroupId` is empty in this stack/);
    assert.match(markdown({ producers: SAMPLE.group }), /\| groups \| `5a1b2c3d-/);
  });

  it("mentions assignment only where it is required", () => {
    const sentence = "You must be assigned to the application";
    const required = markdown({ assignmentRequired: true, assignments: [SAMPLE.group] });
    assert.deepEqual([markdown({}).includes(sentence), required.includes(sentence)], [false, true]);
  });

  it("says which command gives which audience where tokens are of version 1", () => {
    const audience = (config: Parameters<typeof markdown>[0]): string | undefined =>
      /\| aud \|[^\n]*/.exec(markdown({ tokenVersion: 1, ...config }))?.[0];
    const { clientId } = SAMPLE;
    const own = `api://${clientId}`;
    const other = " Another one: the token is for another API. |";
    const long = `api://{tenantId}/${"n".repeat(60)}`;
    const uri = long.replace("{tenantId}", SAMPLE.tenantId);
    assert.equal(
      audience({}),
      `| aud | \`${clientId} or ${own}\` | What the command names. The token command of this page gives \`${clientId}\`, and so do all other commands. \`--scope ${own}/access_as_producer\` gives \`${own}\`.${other}`,
    );
    assert.match(
      audience({ identifierUris: [long] }) ?? "",
      new RegExp(
        `The token command of this page gives \`${uri}\`; of the output \`tokenCommands\`, (\`\\w+\` gives \`${clientId}\`(, )?)+, because it would be too long otherwise\\. \`--scope ${uri}/access_as_producer\` gives \`${uri}\``,
      ),
    );
    assert.doesNotMatch(markdown({}), /The token command of this page gives/);
  });

  it("offers Azure PowerShell only where it is pre-authorized", () => {
    const command = "Get-AzAccessToken -ResourceUrl";
    const both = markdown({ clients: ["azureCli", "azurePowerShell"] });
    assert.deepEqual([markdown({}).includes(command), both.includes(command)], [false, true]);
  });

  it("says how to find the owners where nobody is named", () => {
    const command = `az ad app owner list --id ${SAMPLE.clientId} --output table`;
    assert.deepEqual(
      [markdown({}).includes(command), markdown({}, ["Dana"]).includes(command)],
      [true, false],
    );
  });

  it("links only owners that are plain addresses", () => {
    const text = markdown({}, [
      "dana@contoso.example",
      "https://contoso.example/team",
      "javascript:alert(1)",
      "https://user:secret@contoso.example/",
      "http://contoso.example/",
    ]);
    const list = text.slice(text.indexOf("## Whom to ask")).split("\n\n")[1];
    assert.equal(
      list,
      [
        "- [dana@contoso.example](mailto:dana@contoso.example)",
        "- [https://contoso.example/team](https://contoso.example/team)",
        "- javascript:alert(1)",
        "- https://user:secret@contoso.example/",
        "- http://contoso.example/",
      ].join("\n"),
    );
  });

  it("does without the stack's name where it is not known", () => {
    const guide = makeGuide(sampleOutputs(), { stack: undefined, madeAt: MADE_AT });
    const last = renderMarkdown(guide).trimEnd().split("\n").at(-1);
    assert.equal(
      last,
      "Made 22 November 2026 at 23:06 UTC from the outputs of the stack. Make it again after each deployment. It holds no secret.",
    );
  });
});
