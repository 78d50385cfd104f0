import type { StackOutputs } from "../../../components/rules/outputs";
import { resourceOf } from "../../../components/rules/outputs/commands";
import { audiencesOf, clientOf } from "../../../components/rules/outputs/expectedToken";
import { when } from "../../when";
import { code, type Datum, note, paragraph, type Prose, prose, type Section } from "../document";

/**
 * What must agree: the claims of a good token, the settings of the deployed API, the ids behind
 * them.
 */
export function expected(outputs: StackOutputs): readonly Section[] {
  return [claims(outputs), settings(outputs), ids(outputs)];
}

/** Meanings: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
function claims(outputs: StackOutputs): Section {
  const { expectedToken: token } = outputs;
  const isFirst = token.ver === "1.0";
  const facts: readonly Datum[] = [
    {
      name: "aud",
      value: audiencesOf(token).join(" or "),
      note: isFirst
        ? prose`What the command names. ${audiencesOfCommands(outputs)} Another one: the token is for another API.`
        : prose`Another id: the token is for another API. ${code("api://…")}: it is a version 1 token.`,
    },
    {
      name: "iss",
      value: token.iss,
      note: isFirst
        ? prose`${code("…/v2.0")}: a version 2 token. Another id in it: the wrong tenant.`
        : prose`${code("https://sts.windows.net/…")}: a version 1 token. Another id in it: the wrong tenant.`,
    },
    {
      name: "ver",
      value: token.ver,
      note: prose`The registration asks for version ${isFirst ? "1" : "2"} tokens.`,
    },
    { name: "tid", value: token.tid, note: prose`Another id: signed in to the wrong tenant.` },
    {
      name: isFirst ? "appid" : "azp",
      value: clientOf(token),
      note: prose`The Azure CLI. Another id: another program, or a service principal, asked.`,
    },
    {
      name: "scp",
      ...(token.scp === "" ? {} : { value: token.scp }),
      note:
        token.scp === ""
          ? prose`None: this stack does not pre-authorize the Azure CLI.`
          : prose`Missing: the Azure CLI is not pre-authorized, or a service principal is signed in.`,
    },
    ...when(token.groups !== undefined, {
      name: "groups",
      value: token.groups ?? "",
      note: prose`Among others. Missing: not a member, joined after signing in, or a member of more than 200 groups.`,
    }),
    { name: "exp", note: prose`60 to 90 minutes ahead.` },
  ];
  return {
    id: "claims",
    title: "What is in a good token",
    blocks: [
      paragraph(
        prose`For a user signed in with the Azure CLI. ${code("npm run check")} in this project compares a token with this list, on your machine.`,
      ),
      { kind: "facts", id: "claim-values", copyable: false, facts },
    ],
  };
}

/** Which of the audiences each command gives. */
function audiencesOfCommands(outputs: StackOutputs): Prose {
  const { identifierUri, scopes, tokenCommand, tokenCommands } = outputs;
  const usual = resourceOf(tokenCommand);
  const others = Object.entries<string>({ ...tokenCommands }).filter(
    ([, command]) => resourceOf(command) !== usual,
  );
  const exceptions = others.map(([name, command]) => [
    code(name),
    ...prose` gives ${code(resourceOf(command))}`,
  ]);
  const [scope] = scopes;
  return [
    ...prose`The token command of this page gives ${code(usual)}`,
    ...(exceptions.length === 0
      ? prose`, and so do all other commands.`
      : prose`; of the output ${code("tokenCommands")}, ${exceptions.flatMap((each, index) => (index === 0 ? each : [...prose`, `, ...each]))}, because it would be too long otherwise.`),
    ...(scope === undefined
      ? []
      : prose` ${code(`--scope ${scope}`)} gives ${code(identifierUri)}.`),
  ];
}

function settings({ appSettings }: StackOutputs): Section {
  const group = appSettings["Settings:AzureAdConfiguration:GroupId"];
  return {
    id: "settings",
    title: "Settings of the deployed API",
    blocks: [
      paragraph(
        prose`They must agree with the registration, or the API refuses every token. On Linux, App Service wants ${code("__")} in place of each ${code(":")}.`,
      ),
      {
        kind: "facts",
        id: "setting-values",
        copyable: true,
        facts: Object.entries(appSettings).map(([name, value]) =>
          value === "" ? { name, note: prose`Empty.` } : { name, value },
        ),
      },
      ...when(
        group === "",
        note(
          "hint",
          prose`${code("GroupId")} is empty in this stack: whoever gets a token may call the API.`,
        ),
      ),
    ],
  };
}

function ids({ clientId, identifierUri, objectIds, scopes, tenantId }: StackOutputs): Section {
  return {
    id: "ids",
    title: "Ids",
    blocks: [
      {
        kind: "facts",
        id: "id-values",
        copyable: true,
        facts: [
          { name: "Application (client) id", value: clientId },
          { name: "Tenant id", value: tenantId },
          { name: "Identifier URI", value: identifierUri },
          ...scopes.map((scope) => ({ name: "Scope", value: scope })),
          { name: "Object id of the registration", value: objectIds.registration },
          { name: "Object id of the enterprise application", value: objectIds.servicePrincipal },
          ...when(objectIds.producers !== undefined, {
            name: "Object id of the group",
            value: objectIds.producers ?? "",
          }),
        ],
      },
    ],
  };
}
