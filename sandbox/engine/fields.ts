/** Data of unknown shape: parsed YAML, JSON and structs off the wire. */

/** A mapping whose values have not been looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** True for a mapping: not a list, not null, nothing simple. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Unknown data as text: text as it is, nothing as "", the rest as JSON. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** True when `error` is a system error with this code, e.g. "ENOENT". */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
