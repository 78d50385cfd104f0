import type { Context } from "mocha";
import { AzureCli } from "../../sandbox/tokenClients/azureCli";

/**
 * The real Azure CLI in an environment; a test that needs it skips, saying why, where there is none
 * on PATH.
 */
export async function requireAzureCli(
  test: Context,
  environment: Readonly<Record<string, string>>,
): Promise<AzureCli> {
  const az = await AzureCli.find(environment);
  if (az === undefined) {
    const { title } = test.test ?? { title: "" };
    if (test.test !== undefined) test.test.title = `${title} (skipped: no "az" on PATH)`;
    return test.skip();
  }
  return az;
}
