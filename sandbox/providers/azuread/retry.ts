/**
 * When the real provider sends a request again, and after how long.
 * Source: hashicorp/go-azure-sdk, `sdk/client`, as vendored by terraform-provider-azuread 3.8.0.
 */

/** Waits that many milliseconds. Tests pass one that does not. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** What {@link retrying} needs to see of an answer. */
export interface Answer {
  readonly status: number;
  /** The `Retry-After` header, if there is one. */
  readonly retryAfter: string | null;
}

/**
 * How often a request is sent again at most: what the real provider has within an operation of five
 * minutes.
 */
export const MOST_RETRIES = 9;

const LONGEST_WAIT_SECONDS = 61;

/** Statuses that are always retried. */
export function isTransient(status: number): boolean {
  return [408, 424, 429].includes(status) || (status >= 500 && status <= 599 && status !== 501);
}

/**
 * Sends until the answer is worth keeping, or the retries are used up; then the last answer is
 * kept. Waits `Retry-After` seconds (a date is ignored, as there), else 1, 2, 4, … up to 61 s.
 */
export async function retrying<T extends Answer>(
  send: () => Promise<T>,
  again: (answer: T) => boolean,
  sleep: Sleep,
  mostRetries: number = MOST_RETRIES,
): Promise<T> {
  for (let retries = 0; ; retries++) {
    const answer = await send();
    if (retries >= mostRetries || !again(answer)) return answer;
    await sleep(1000 * waitSeconds(answer.retryAfter, retries));
  }
}

function waitSeconds(retryAfter: string | null, retries: number): number {
  return retryAfter !== null && /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.min(2 ** retries, LONGEST_WAIT_SECONDS);
}
