import * as v from "valibot";
import type { Az } from "./az";

/**
 * Every entry of a list of Microsoft Graph, page by page.
 *
 * @param entry what is read of each.
 * @throws Unanswered.
 */
export async function listAll<T>(
  az: Az,
  url: string,
  entry: v.GenericSchema<unknown, T>,
): Promise<readonly T[]> {
  const page = v.object({ value: v.array(entry), "@odata.nextLink": v.nullish(v.string()) });
  const { value, "@odata.nextLink": nextLink } = await az(
    ["rest", "--method", "GET", "--url", url],
    page,
  );
  const next = nextLink ?? "";
  // az sends its token to whatever address it is given.
  const isOfHost = URL.canParse(next) && new URL(next).origin === new URL(url).origin;
  return isOfHost ? [...value, ...(await listAll(az, next, entry))] : value;
}
