/**
 * Which registration a stack is about: a new one that it owns, one that is there and others own, or
 * one that was made elsewhere and is the stack's from now on.
 */
import * as v from "valibot";
import type { StackIdentity } from "../ids";
import { namedScopes, type ScopeEntries } from "./permissions";
import { type Problem, refuse } from "../reading/problem";
import { isRecord, keyed, oneOf, otherNames, text, uuid, wrongForm } from "../reading/schema";
import { checkUnique, entriesOf, entryOf, fieldOf, type Written } from "../reading/written";

/** The registration that a stack is about. */
export type RegistrationSpec =
  /** One that the stack makes and owns. */
  | { readonly mode: "create" }
  /** The stack pre-authorizes clients on it, adds scopes, and owns nothing else of it. */
  | {
      readonly mode: "existing";
      readonly clientId: string;
      /** Values of those of its scopes that the stack uses; undefined: all that are switched on. */
      readonly scopes: readonly string[] | undefined;
      /** Tells the scopes that the stack adds from all others: their ids are derived from it. */
      readonly identity: StackIdentity;
    }
  /** One that was made elsewhere: the stack owns what config declares of it, from now on. */
  | {
      readonly mode: "adopt";
      readonly clientId: string;
      /** Import ids by the part's name, of parts that the state lacks yet. For one `up` only. */
      readonly imports: Readonly<Record<string, string>>;
    };

const FORMS = 'must be "create", or a map of mode (existing or adopt) and clientId';
const HOW = 'write {mode: existing, clientId: <the registration\'s "Application (client) ID">}';
/** Longer than any import id; it keeps accidents out. */
const IMPORT_ID_LENGTH = 1024;

/** The ways that name a registration. The third has no client id, and so no map. */
const mode = v.lazy((value) =>
  value === "create"
    ? wrongForm('must be "existing" or "adopt" in a map', "write registration: create")
    : oneOf(["existing", "adopt"]),
);

const imports = v.lazy((value) =>
  isRecord(value)
    ? v.record(v.string(), text(IMPORT_ID_LENGTH))
    : wrongForm("must be a map of parts and import ids", 'take it out: "npm run adopt" writes it'),
);

/** The schema of the config key `registration`. */
export const registrationSchema = v.lazy((value) =>
  isRecord(value)
    ? keyed(
        {
          mode,
          clientId: uuid(
            "must be the client id of the registration (a UUID)",
            'write the "Application (client) ID" that the portal shows',
          ),
          imports: v.optional(imports),
        },
        otherNames({ clientId: ["appId", "applicationId", "id"] }),
      )
    : v.literal("create", `${FORMS}\n${HOW}`),
);

/** The registration as config gives it, shape already checked. */
export type RegistrationEntry = v.InferOutput<typeof registrationSchema>;

/** The registration, and which of its scopes are meant. */
export function resolveRegistration(
  entry: RegistrationEntry,
  scopes: ScopeEntries,
  identity: StackIdentity,
): RegistrationSpec {
  if (entry === "create") return { mode: "create" };
  const { mode, clientId, imports = {} } = entry;
  return mode === "adopt"
    ? { mode, clientId, imports }
    : { mode, clientId, scopes: namedScopes(scopes), identity };
}

/** Whether config names a registration that stays others'. */
export function isOfOthers(written: Written): boolean {
  return modeOf(written) === "existing";
}

/** The way to have the registration, as config says it. */
export function modeOf({ registration }: Written): unknown {
  return isRecord(registration) ? registration["mode"] : registration;
}

/** Nothing is imported of a registration that stays others'. */
export function checkImports(written: Written): readonly Problem[] {
  const imports = fieldOf(entryOf(written, "registration"), "imports");
  if (!isOfOthers(written) || imports.value === undefined) return [];
  return refuse(
    imports,
    "must be left out in mode existing: what is imported, a destroy deletes",
    "take it out, or write mode: adopt",
  );
}

/** A text names a scope that is there, a map adds one; each only where that makes sense. */
export function checkScopeForms(written: Written): readonly Problem[] {
  const entries = entriesOf(written, "scopes");
  const texts = entries.filter(({ value }) => typeof value === "string");
  if (!isOfOthers(written)) {
    return texts.flatMap((entry) =>
      refuse(
        entry,
        'must be a map of keys and values: only mode "existing" names scopes that are there by their values alone',
        entry.value === "" ? "take it out" : `write {value: ${String(entry.value)}}`,
      ),
    );
  }
  const ids = entries.map((entry) => fieldOf(entry, "id"));
  return [
    ...checkUnique(texts, ({ value }) => String(value)),
    ...ids
      .filter(({ value }) => value !== undefined)
      .flatMap((id) =>
        refuse(
          id,
          "must be left out where the registration is another's: the stack knows the scopes that it adds by their derived ids",
          "take it out; a scope that is there already is named by its value alone, as a text",
        ),
      ),
  ];
}
