/** Several messages in one text, and messages about somebody else. */
import {
  API,
  GRAPH,
  known,
  NOT_CONSENTED,
  OTHER_APP,
  OTHER_TENANT,
  OWN,
  type TextCase,
  unknown,
} from "./textCase";

const DISABLED_THERE = `Authentication failed against tenant ${OTHER_TENANT} 'Partner': AADSTS50057: The user account is disabled.`;

/** Several messages. */
export const RANKING: readonly TextCase[] = [
  known("another tenant's refusal", DISABLED_THERE, "other.tenant", "AADSTS50057"),
  known(
    "another tenant's warning and the stack's error",
    `WARNING: ${DISABLED_THERE}\nERROR: AADSTS65001: ${NOT_CONSENTED}`,
    "AADSTS65001",
  ),
  known(
    "the same on one line",
    `WARNING: ${DISABLED_THERE} ERROR: AADSTS65001: ${NOT_CONSENTED}`,
    "AADSTS65001",
  ),
  known(
    "the same without levels",
    `${DISABLED_THERE}\nAuthentication failed against tenant ${OWN} 'Ours': AADSTS50055: The password is expired.`,
    "AADSTS50055",
  ),
  known(
    "a wrapped warning of another tenant",
    `WARNING: Authentication failed against tenant ${OTHER_TENANT} 'Partner':\nAADSTS50057: The user account is disabled.`,
    "other.tenant",
    "AADSTS50057",
  ),
  unknown(
    "a warning beside an error that is not known",
    "WARNING: AADSTS50076: x\nERROR: The moon is full.",
    "unknown",
  ),
  known(
    "a known code beside an unknown one",
    'AADSTS56003: blocked. "error_codes":[53003]',
    "AADSTS53003",
  ),
  known("the first of two", "AADSTS50079: enroll. See also AADSTS50076.", "AADSTS50079"),
  known(
    "a service principal's sign-in in a deployment",
    'clientCredentialsToken: received HTTP status 401 with response: {"error_description":"AADSTS7000215: Invalid client secret provided for app \'99999999-9999-4999-8999-999999999999\'."}',
    "AADSTS7000215",
  ),
  known(
    "another API",
    `AADSTS50076: you must use multi-factor authentication to access '${GRAPH}'.`,
    "other.application",
    "AADSTS50076",
  ),
  known(
    "another application",
    `AADSTS50105: The signed in user is not assigned to a role for the application '${OTHER_APP}'(Shop).`,
    "other.application",
    "AADSTS50105",
  ),
  known(
    "this application",
    `AADSTS50105: The signed in user is not assigned to a role for the application '${API}'(BDK).`,
    "AADSTS50105",
  ),
  known(
    "a client that is not declared",
    `AADSTS65001: has not consented to use the application with ID '${OTHER_APP}' named 'Tool'.`,
    "AADSTS65001",
  ),
  known(
    "ids of the request",
    `AADSTS50076: x. Trace ID: ${OTHER_TENANT} Correlation ID: ${OTHER_APP}`,
    "AADSTS50076",
  ),
];
