/** The checks that several kinds of objects share. */
import * as v from "valibot";

// https://learn.microsoft.com/graph/api/resources/permissionscope: these characters, at most 120,
// no leading dot.
const PERMISSION_VALUE = /^(?!\.)[A-Za-z0-9:!#$%&'()*+,\-./;<=>?@[\]^_`{|}~]{1,120}$/;

// RFC 3339 with seconds and an offset, as Graph's type DateTimeOffset asks for.
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)$/;

export const dateTime = v.pipe(
  v.string(),
  v.regex(DATE_TIME),
  v.check((moment) => !Number.isNaN(Date.parse(moment))),
);
/** A GUID in any case. */
export const guid = v.pipe(v.string(), v.uuid());
export const text = (limit: number) => v.pipe(v.string(), v.maxLength(limit));
/** Where an answer may be sent to. */
export const redirectUri = v.pipe(v.string(), v.maxLength(256), v.url());
/** A value or null, which is the default. */
export const nullable = <S extends v.GenericSchema>(schema: S) =>
  v.optional(v.nullable(schema), () => null);
/** A list, by default empty. Graph takes null for "empty this list". */
export const list = <S extends v.GenericSchema>(item: S) =>
  v.optional(
    v.pipe(
      v.nullable(v.array(item)),
      v.transform((items) => items ?? []),
    ),
    () => [],
  );
export const flag = (preset: boolean) => v.optional(v.boolean(), preset);
/** A display name: not blank, at most 120 characters. */
export const displayName = v.pipe(v.string(), v.regex(/\S/), v.maxLength(120));
export const permissionValue = v.pipe(v.string(), v.regex(PERMISSION_VALUE));
