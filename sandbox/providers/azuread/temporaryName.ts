/**
 * A name that an object bears for one request, so that setting the real one shows whether it can be
 * written.
 */
import { v4 } from "uuid";

/**
 * "TERRAFORM_UPDATE_<uuid>", as the real provider names them: people who find one know where it
 * comes from.
 */
export function temporaryName(): string {
  return `TERRAFORM_UPDATE_${v4()}`;
}
