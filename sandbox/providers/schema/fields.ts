/**
 * The inputs and outputs of a resource type as data: shapes, defaults, what a change of them means,
 * and where Microsoft Graph has them. The rules over that data (checking, comparing, deriving
 * inputs from outputs, reading and writing Graph's objects) are in the files beside this one.
 */
import type { Value } from "../../engine/provider";

/**
 * Says what is wrong with a text, as the end of a sentence that starts with the value; undefined:
 * nothing.
 */
export type Rule = (value: string) => string | undefined;

/** Inputs or outputs by name. */
export type Fields = Readonly<Record<string, Field>>;

/** What values an input takes. */
export type Shape =
  | { readonly kind: "text"; readonly rule?: Rule | undefined }
  | { readonly kind: "integer"; readonly allowed: readonly number[] }
  | { readonly kind: "flag" }
  /** Compared with regard to order. */
  | { readonly kind: "list"; readonly of: Field }
  /**
   * Compared without regard to order. `hashed`: what decides the order in which it is sent;
   * default: the whole entry. `joined`: Graph has one text, with commas between.
   */
  | { readonly kind: "set"; readonly of: Field; readonly hashed?: "text"; readonly joined?: true }
  /** `optional`: null among the outputs where Graph has none. */
  | { readonly kind: "object"; readonly fields: Fields; readonly optional?: true }
  /** Texts by name. */
  | { readonly kind: "map" }
  /** Any JSON. */
  | { readonly kind: "any" }
  /** An input of the real resource that the embedded engine refuses. `of`: the output's shape. */
  | { readonly kind: "unimplemented"; readonly of?: Field | undefined };

/** One input or output. */
export type Field = Shape & {
  readonly required?: true;
  /** Filled in where the input is absent. */
  readonly default?: Value;
  /** An absent input keeps what is there ("optional and computed"), instead of clearing it. */
  readonly kept?: true;
  /** A change needs a new resource. */
  readonly replaces?: true;
  /**
   * Where it is in Graph's object: a member, or a member of a member ("web.homePageUrl"). Default:
   * the member of its own name. False: the object does not hold it.
   */
  readonly at?: string | false;
};

/** A text, optionally with a rule. */
export const text = (rule?: Rule): Field => ({ kind: "text", rule });

/** A whole number out of a few. */
export const integer = (...allowed: readonly number[]): Field => ({ kind: "integer", allowed });

/** True or false. */
export const flag = (): Field => ({ kind: "flag" });

/** Values whose order counts. */
export const listOf = (of: Field): Field => ({ kind: "list", of });

/** Values whose order does not count. */
export const setOf = (of: Field): Field => ({ kind: "set", of });

/**
 * The same of texts, for the few sets whose schema says `HashString`: they are sent in another
 * order.
 */
export const setOfTexts = (of: Field): Field => ({ kind: "set", of, hashed: "text" });

/** The same of texts, which Graph has as one text with commas between. */
export const joinedSetOf = (of: Field): Field => ({ kind: "set", of, joined: true });

/** A nested object. */
export const object = (fields: Fields): Field => ({ kind: "object", fields });

/** A nested object that is null among the outputs where Graph has none. */
export const optionalObject = (fields: Fields): Field => ({
  kind: "object",
  fields,
  optional: true,
});

/** Texts by name. */
export const mapOfTexts = (): Field => ({ kind: "map" });

/** Any JSON. */
export const any = (): Field => ({ kind: "any" });

/** An input of the real resource that the embedded engine refuses by name, but can read. */
export const unimplemented = (of?: Field): Field => ({ kind: "unimplemented", of });

/** The same field, but it must be given. */
export const required = (field: Field): Field => ({ ...field, required: true });

/** The same field, but a change of it needs a new resource. */
export const replaces = (field: Field): Field => ({ ...field, replaces: true });

/** The same field with a default. */
export const defaultsTo = (field: Field, value: Value): Field => ({ ...field, default: value });

/** The same field; absent, it keeps what is there. */
export const kept = (field: Field): Field => ({ ...field, kept: true });

/** The same field, where Graph has it under another name: {@link Field.at}. */
export const at = (place: string, field: Field): Field => ({ ...field, at: place });

/** The same field, which Graph's object does not hold. */
export const elsewhere = (field: Field): Field => ({ ...field, at: false });
