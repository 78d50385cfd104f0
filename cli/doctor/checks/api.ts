import type { StackOutputs } from "../../../components/rules/outputs";
import type { Remedy } from "../../failures/failure";
import { type Check, error, passed, skipped } from "../check";
import { outputsOf } from "../context";

/**
 * Whether the deployed API lets the token in, where an address was named. The token itself was
 * found good before.
 */
export const apiCheck: Check = {
  id: "api",
  title: "The API accepts the token",
  needs: ["outputs", "token", "claims"],
  async run(context) {
    const { url } = context;
    if (url === undefined) return skipped('no address was named with "--url"');
    const { accessToken } = await context.facts.token();
    const answer = await context.callApi(url, accessToken);
    if (answer.kind === "unreachable") {
      return error(`The API at "${url.href}" cannot be reached.`, [answer.why], {
        text: "Check the address, and that the API runs.",
      });
    }
    const { status, reasons } = answer;
    const evidence = [`GET ${url.href}: ${status}`, ...reasons];
    const outputs = outputsOf(context);
    if (status === 401) {
      return error(
        `The API answers 401 to a token that is as the stack declares: it is set up for another client id than "${outputs.clientId}", or for another tenant.`,
        evidence,
        settingsOf(outputs),
      );
    }
    if (status === 403) {
      return error(
        `The API answers 403 to a token that is as the stack declares: it checks another group than ${outputs.expectedToken.groups === undefined ? "none" : `"${outputs.expectedToken.groups}"`}, or asks for a role.`,
        evidence,
        settingsOf(outputs),
      );
    }
    if (status >= 500) {
      return error(`The API answers ${status}: it fails by itself, whatever the token.`, evidence, {
        text: "See the API's own log.",
      });
    }
    return status === 404
      ? skipped(
          `"${url.href}" answers 404, which says nothing about the token; name an address that the API serves`,
        )
      : passed(String(status));
  },
};

/** The API's settings are given where it is hosted, which no command here can know. */
function settingsOf({ appSettings }: StackOutputs): Remedy {
  const settings = Object.entries(appSettings).map(([name, value]) => `${name}=${value}`);
  return { text: `Give the API these settings and restart it: ${settings.join(", ")}.` };
}
