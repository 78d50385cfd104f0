import type { Failure } from "./failure";
import { phraseSource } from "./phrase";

/**
 * Finds a failure in a message, on pages that have no other search: its codes, what it says, its
 * name.
 */
export function failurePattern({ code, codes, name, says = [] }: Failure): RegExp {
  const numbers = codes
    .filter((each) => /^(AADSTS|ID[XW])\d+$/.test(each))
    .map((each) => `${each}\\b`);
  const status = /^HTTP (\d{3})$/.exec(code)?.[1];
  const words = [...says, ...(name === undefined ? [] : [name])].map(phraseSource);
  const parts = [...numbers, ...(status === undefined ? [] : [`\\b${status}\\b`]), ...words];
  return new RegExp([...new Set(parts)].join("|"), "i");
}
