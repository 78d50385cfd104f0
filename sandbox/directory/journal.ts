/**
 * What was asked of the directory, in order: evidence for tests, and for nobody else. Secrets and
 * tokens never get in, and only so much is kept that a directory can run for weeks.
 */

export interface JournalEntry {
  readonly method: string;
  readonly host: string;
  /** Path and query, percent-decoded; a "+" in a query stands for a space. */
  readonly url: string;
  /**
   * JSON, or the fields of a form; secrets and tokens are "…", and so is what is neither, or is
   * longer than 16 Ki characters. Absent where none was sent.
   */
  readonly body?: unknown;
  /** The status answered; 0 where the connection was reset or the answer is still to come. */
  readonly status: number;
  /** The error object of the answer, where it has one. */
  readonly error?: unknown;
}

const MOST_ENTRIES = 5000;
const LONGEST_BODY = 16 * 1024;

/** The last 5,000 requests. */
export class Journal {
  /** Oldest first. */
  public readonly entries: JournalEntry[] = [];

  /**
   * Notes a request, for whoever answers it to complete. @param body as read, or the error of
   * reading it.
   */
  public open(method: string, url: URL, body: unknown): JournalEntry & { status: number } {
    const entry = {
      method,
      host: url.hostname,
      url: readableUrl(url),
      ...(body !== undefined && { body: readableBody(body) }),
      status: 0,
    };
    this.entries.push(entry);
    this.entries.splice(0, this.entries.length - MOST_ENTRIES);
    return entry;
  }
}

/** Names of fields that hold secrets or tokens, in forms, JSON and queries. */
const SECRET_FIELD =
  /^(client_secret|client_assertion|assertion|password|refresh_token|access_token|id_token|code|device_code|code_verifier|secretText|newPassword|passwordProfile)$/i;

function readableBody(body: unknown): unknown {
  // Nobody knows what is in a text or in what could not be read.
  const isUnknown = typeof body === "string" || body instanceof Error;
  const isReadable = !isUnknown && JSON.stringify(body).length <= LONGEST_BODY;
  return isReadable ? withoutSecrets(body) : "…";
}

/** A copy in which no secret is left. */
function withoutSecrets(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutSecrets);
  if (typeof body !== "object" || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      SECRET_FIELD.test(name) ? "…" : withoutSecrets(value),
    ]),
  );
}

/** Path and query as people read them, without secrets. */
function readableUrl(url: URL): string {
  const readable = new URL(url);
  const secrets = [...readable.searchParams.keys()].filter((name) => SECRET_FIELD.test(name));
  for (const name of secrets) readable.searchParams.set(name, "…");
  const text = readable.pathname + readable.search;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
