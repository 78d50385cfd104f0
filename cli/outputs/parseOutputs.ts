import * as v from "valibot";
import type { Problem } from "../../components/rules/problem";
import { showValue } from "../../components/rules/problem";
import { checkWith, isRecord, rule, uuid } from "../../components/rules/schema";
import type { StackOutputs } from "../../components/rules/outputs";
import { loginCommand, scopePrefix, tokenCommand } from "../../components/rules/commands";
import { audiencesOf } from "../../components/rules/expectedToken";
import { cloudOfLogin } from "../../components/rules/clouds";
import { CliError } from "../cliError";

/** Text that Pulumi puts in place of a value: of a preview, or of a secret. */
const PLACEHOLDERS = ["[unknown]", "[secret]", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"];

const REMEDY = "deploy the stack again";

const value = v.pipe(
  v.string(),
  rule((text) => text.trim() !== "" && !PLACEHOLDERS.includes(text), "must hold a value", REMEDY),
);

const claimsOfBothVersions = {
  iss: value,
  tid: value,
  scp: v.string(),
  groups: v.exactOptional(uuid()),
  roles: v.exactOptional(value),
};

const schema = v.object({
  tokenCommand: value,
  loginCommand: value,
  tokenCommands: v.object({
    tokenOnly: value,
    bash: value,
    powershell: value,
    curl: value,
    scope: value,
    tenant: value,
    azd: value,
    azurePowerShell: value,
  }),
  clientId: uuid(),
  tenantId: uuid(),
  identifierUri: value,
  identifierUris: v.array(value),
  objectIds: v.object({
    registration: uuid(),
    servicePrincipal: uuid(),
    producers: v.exactOptional(uuid()),
  }),
  scopes: v.array(value),
  // By its version a token names audience and client differently.
  expectedToken: v.lazy((token) =>
    isRecord(token) && token["ver"] === "1.0"
      ? v.object({
          ver: v.literal("1.0"),
          audiences: v.array(value),
          appid: value,
          ...claimsOfBothVersions,
        })
      : v.object({ ver: v.literal("2.0"), aud: value, azp: value, ...claimsOfBothVersions }),
  ),
  appSettings: v.objectWithRest(
    {
      "Settings:AzureAdConfiguration:ClientId": value,
      "Settings:AzureAdConfiguration:GroupId": v.string(),
      "Settings:AzureAdConfiguration:Instance": value,
      "Settings:AzureAdConfiguration:TenantId": value,
    },
    v.string(),
  ),
  declared: v.object({
    displayName: value,
    scopes: v.record(v.string(), uuid()),
    appRoles: v.record(v.string(), uuid()),
    clients: v.record(v.string(), v.array(value)),
    assignmentRequired: v.boolean(),
  }),
  adminConsent: v.object({ permissions: v.array(value), how: v.exactOptional(value) }),
  requiredPermissions: v.array(v.string()),
});

const KNOWN = Object.keys(schema.entries);

/**
 * Checks what `pulumi stack output --json` printed.
 *
 * @param label how messages call the place it came from.
 * @param deploy the command that would fill in what is missing, where there is one.
 * @throws CliError "outputs.foreign" for another program's outputs, "outputs.incomplete" with every problem of ours.
 */
export function parseOutputs(
  input: unknown,
  label: string,
  deploy: string | undefined,
): StackOutputs {
  const again =
    deploy === undefined
      ? ["Deploy the stack and write its outputs anew:", "pulumi stack output --json"]
      : ["Deploy it:", deploy];
  if (isRecord(input) && Object.keys(input).length === 0) {
    throw new CliError(
      "outputs.incomplete",
      `The ${label} has no outputs: it was never deployed, or was destroyed.`,
      again,
    );
  }
  if (
    !isRecord(input) ||
    !KNOWN.some((key) => key in input && key !== "tenantId" && key !== "scopes")
  ) {
    const found = isRecord(input)
      ? Object.keys(input)
          .slice(0, 5)
          .map((key) => `"${key}"`)
          .join(", ")
      : showValue(input);
    throw new CliError(
      "outputs.foreign",
      `The ${label} holds the outputs of another program: found ${found}, expected "tokenCommand", "clientId" and more.`,
      ['Name the stack of this program with "--stack", or its outputs with "--outputs".'],
    );
  }
  const checked = checkWith(schema, input, "");
  const problems = checked.ok ? checkTogether(checked.value) : checked.problems;
  if (!checked.ok || problems.length > 0) throw incomplete(label, problems, again);
  return checked.value;
}

function incomplete(
  label: string,
  problems: readonly Problem[],
  again: readonly string[],
): CliError {
  const lines = problems.map(
    ({ key, value: found, rule: text }) =>
      `  "${key.replace(/^\./, "")}" is ${showValue(found)}: it ${text}`,
  );
  return new CliError(
    "outputs.incomplete",
    [
      `The outputs of the ${label} are not those of a finished stack (half made, half destroyed, or edited), ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}:`,
      ...lines,
    ].join("\n"),
    again,
  );
}

/** Outputs repeat ids. Where they disagree, the file was put together by hand. */
function checkTogether(outputs: v.InferOutput<typeof schema>): readonly Problem[] {
  const { clientId, tenantId } = outputs;
  const [promised = clientId] = audiencesOf(outputs.expectedToken);
  const identifierUris = outputs.identifierUris.map((uri) => uri.replace(promised, clientId));
  const cloud = cloudOfLogin(outputs.appSettings["Settings:AzureAdConfiguration:Instance"]);
  const target = { clientId, tenantId, identifierUris, cloud: cloud ?? "public" };
  const expected: readonly (readonly [string, string, string])[] = [
    ["tokenCommand", outputs.tokenCommand, tokenCommand(target)],
    ["loginCommand", outputs.loginCommand, loginCommand(target)],
    ["identifierUri", outputs.identifierUri, scopePrefix(target)],
    [
      outputs.expectedToken.ver === "1.0" ? "expectedToken.audiences[0]" : "expectedToken.aud",
      promised,
      clientId,
    ],
    ["expectedToken.tid", outputs.expectedToken.tid, target.tenantId],
  ];
  return expected
    .filter(([, found, wanted]) => found !== wanted)
    .map(([key, found, wanted]) => ({
      key,
      value: found,
      rule: `must be "${wanted}", as "clientId" and "tenantId" say`,
      remedy: REMEDY,
    }));
}
