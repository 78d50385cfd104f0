/** What was asked of the directory, in order: the tests' evidence. Secrets and tokens never get in. */

/** One request. */
export interface JournalEntry {
  /** Counts from 1. */
  readonly sequence: number;
  readonly method: string;
  readonly host: string;
  /** Path and query, percent-decoded; a "+" in a query stands for a space. */
  readonly url: string;
  /** JSON, or the fields of a form; secrets and tokens are "…", so is what is neither. Absent where none was sent. */
  readonly body?: unknown;
  /** The status answered; 0 where the connection was reset or the answer is still to come. */
  readonly status: number;
  /** The error object of the answer, where it has one. */
  readonly error?: unknown;
}

/** Names of fields that hold secrets or tokens, in forms, JSON and queries. */
const SECRET_FIELD =
  /^(client_secret|client_assertion|assertion|password|refresh_token|access_token|id_token|code|device_code|code_verifier|secretText|newPassword|passwordProfile)$/i;

/** A copy of a request's body in which no secret is left. */
export function withoutSecrets(body: unknown): unknown {
  if (Array.isArray(body)) {
    return body.map(withoutSecrets);
  }
  if (typeof body !== "object" || body === null) {
    return body;
  }
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      SECRET_FIELD.test(name) ? "…" : withoutSecrets(value),
    ]),
  );
}

/** Path and query as people read them, without secrets. */
export function readableUrl(url: URL): string {
  const readable = new URL(url);
  const secrets = [...readable.searchParams.keys()].filter((name) => SECRET_FIELD.test(name));
  for (const name of secrets) {
    readable.searchParams.set(name, "…");
  }
  const text = readable.pathname + readable.search;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
