import * as v from "valibot";
import { WELL_KNOWN_CLIENTS } from "../../components/rules/values/clients";
import { showText } from "../../components/rules/reading/hiddenText";
import { identifierUrisSchema } from "../../components/rules/values/identifierUris";
import { LIMITS } from "../../components/rules/reading/limits";
import { microsoftApi } from "../../components/rules/values/microsoftApis";
import { type Problem, showValue } from "../../components/rules/reading/problem";
import {
  type DerivedOutputs,
  derivedOutputs,
  type GivenOutputs,
  OUTPUTS,
  type StackOutputs,
} from "../../components/rules/outputs";
import { permissionValue } from "../../components/rules/values/permissions";
import {
  checkWith,
  isRecord,
  isUuid,
  oneOf,
  rule,
  text,
  uuid,
} from "../../components/rules/reading/schema";
import { CliError } from "../cliError";

/** Text that Pulumi puts in place of a value: of a preview, or of a secret. */
const PLACEHOLDERS = ["[unknown]", "[secret]", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"];

const REMEDY = "deploy the stack again";

const known = rule<string>(
  (found) => found.trim() !== "" && !PLACEHOLDERS.includes(found),
  "must hold a value",
  REMEDY,
);
const value = v.pipe(v.string(), known);

/** Names and reasons that the program writes are shorter. */
const line = v.pipe(text(1024), known);

/** Ids of scopes or app roles, by their values. Keys are text, whatever the schema would take. */
const ids = v.record(permissionValue() as v.GenericSchema<string, string>, uuid());

const clientId = v.pipe(
  v.string(),
  rule<string>(
    (id) => isUuid(id) && id === id.toLowerCase(),
    "must be the id of a client, in small letters",
    REMEDY,
  ),
);

/** What nothing else says, and the four free things that other outputs follow from as well. */
const schema = v.object({
  clientId: uuid(),
  tenantId: uuid(),
  identifierUris: v.array(value),
  objectIds: v.object({
    registration: uuid(),
    servicePrincipal: uuid(),
    producers: v.exactOptional(uuid()),
  }),
  declared: v.object({
    registration: oneOf(["create", "existing", "adopt"]),
    displayName: line,
    scopes: ids,
    appRoles: ids,
    clients: v.record(clientId, v.array(value)),
    assignmentRequired: v.boolean(),
    imports: v.exactOptional(v.array(line)),
    elsewhere: v.exactOptional(v.object({ scopes: v.array(line), clients: v.array(line) })),
  }),
  requiredPermissions: v.array(line),
  expectedToken: v.object({
    ver: oneOf(["1.0", "2.0"]),
    roles: v.exactOptional(permissionValue()),
  }),
  appSettings: v.object({ "Settings:AzureAdConfiguration:Instance": value }),
  adminConsent: v.object({ permissions: v.array(line) }),
});

const KNOWN = Object.keys(OUTPUTS).filter((name) => name !== "tenantId" && name !== "scopes");

/**
 * Checks what `pulumi stack output --json` printed.
 *
 * @param label how messages call the place it came from.
 * @param deploy the command that would fill in what is missing, where there is one.
 * @throws CliError "outputs.foreign" for another program's outputs, "outputs.incomplete" with every
 * problem of ours.
 */
export function parseOutputs(
  input: unknown,
  label: string,
  deploy: string | undefined,
): StackOutputs {
  const again =
    deploy === undefined
      ? [
          "Deploy the stack and write its outputs anew:",
          "pulumi stack output --json > outputs.json",
        ]
      : ["Deploy it:", deploy];
  if (isRecord(input) && Object.keys(input).length === 0) {
    throw new CliError(
      "outputs.incomplete",
      `The ${label} has no outputs: it was never deployed, or was destroyed.`,
      again,
    );
  }
  if (!isRecord(input) || !KNOWN.some((name) => name in input)) {
    const found = isRecord(input)
      ? Object.keys(input).slice(0, 5).map(showValue).join(", ")
      : showValue(input);
    throw new CliError(
      "outputs.foreign",
      `The ${label} holds the outputs of another program: found ${found}, expected "tokenCommand", "clientId" and more.`,
      ['Name the stack of this program with "--stack", or its outputs with "--outputs".'],
    );
  }
  const checked = checkWith(schema, input, "");
  if (!checked.ok) throw incomplete(label, checked.problems, again);
  const given = checked.value;
  refuseMicrosofts([given.clientId, ...given.identifierUris], label);
  const strangeUris = checkUris(given);
  // Nothing follows from names that cannot be this API's.
  const derived = derivedOutputs(
    strangeUris.length === 0 ? given : { ...given, identifierUris: [] },
  );
  const problems = [...strangeUris, ...checkClients(given.declared), ...compare(derived, input)];
  if (problems.length > 0) throw incomplete(label, problems, again);
  return { ...given, ...derived };
}

/** The rules of config for identifier URIs, which hold ids by now. */
function checkUris({ clientId, tenantId, identifierUris }: GivenOutputs): readonly Problem[] {
  const written = identifierUris.map((uri) =>
    uri.replaceAll(clientId, "{clientId}").replaceAll(tenantId, "{tenantId}"),
  );
  const checked = checkWith(identifierUrisSchema, written, "identifierUris");
  return checked.ok ? [] : checked.problems;
}

/**
 * A token for one of Microsoft's own APIs opens far more than a Management API: it is not even
 * asked for.
 */
function refuseMicrosofts(names: readonly string[], label: string): void {
  const clients = Object.values(WELL_KNOWN_CLIENTS);
  const nameOf = (name: string) =>
    microsoftApi(name) ?? clients.find(({ clientId }) => clientId === name)?.title;
  const reserved = names.find((name) => nameOf(name) !== undefined);
  if (reserved === undefined) return;
  throw new CliError(
    "outputs.reserved",
    `The ${label} names "${showText(reserved)}" as its API, which is ${nameOf(reserved) ?? ""}: no stack registers that, and no token is asked for.`,
    ["Do not use these outputs; tell whoever gave them to you."],
  );
}

/** Clients hold declared scopes alone. */
function checkClients({ scopes, clients }: GivenOutputs["declared"]): readonly Problem[] {
  return Object.entries(clients).flatMap(([id, names]) =>
    names
      .filter((name) => !Object.hasOwn(scopes, name))
      .map((name) => problem(`declared.clients.${id}`, name, "must be a declared scope")),
  );
}

/** What the file says of what follows from its ids, where that is something else. */
function compare(
  derived: DerivedOutputs,
  input: Readonly<Record<string, unknown>>,
): readonly Problem[] {
  const wanted = new Map(Object.entries(derived).flatMap(leaves));
  const given = new Map(Object.keys(derived).flatMap((name) => leaves([name, input[name]])));
  return [...new Set([...wanted.keys(), ...given.keys()])]
    .filter((key) => wanted.get(key) !== given.get(key))
    .map((key) => {
      const right = wanted.get(key);
      const must = right === undefined ? "must not be there" : `must be ${JSON.stringify(right)}`;
      return problem(key, given.get(key), `${must}, as the ids and "declared" say`);
    });
}

/** The values of an output by their paths. */
function leaves([key, value]: readonly [string, unknown]): (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [[key, value]];
  return Object.entries(value).flatMap(([name, item]) => leaves([`${key}.${name}`, item]));
}

function problem(key: string, value: unknown, text: string): Problem {
  return { key, value, rule: text, remedy: REMEDY };
}

function incomplete(
  label: string,
  problems: readonly Problem[],
  again: readonly string[],
): CliError {
  const hidden = problems.length - LIMITS.shownProblems;
  const lines = problems
    .slice(0, LIMITS.shownProblems)
    .map(({ key, value: found, rule: broken }) =>
      showText(`  "${key.replace(/^\./, "")}" is ${showValue(found)}: it ${broken}`),
    );
  return new CliError(
    "outputs.incomplete",
    [
      `The outputs of the ${label} are not those of a finished stack (half made, half destroyed, or edited), ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}:`,
      ...lines,
      ...(hidden > 0 ? [`  and ${hidden} more`] : []),
    ].join("\n"),
    again,
  );
}
