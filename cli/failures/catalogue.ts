/**
 * The catalogue: every failure with an explanation of its own. Where words fit several entries, the
 * first one counts.
 */
import { API_FAILURES } from "./entries/api";
import { AZ_FAILURES } from "./entries/az";
import { AZ_ITSELF_FAILURES } from "./entries/azItself";
import { BROKER_FAILURES } from "./entries/broker";
import { DEPLOYMENT_FAILURES } from "./entries/deployments";
import { DIRECTORY_FAILURES } from "./entries/directory";
import { GRAPH_FAILURES } from "./entries/graph";
import { HALF_MADE_FAILURES } from "./entries/halfMade";
import { IN_FRONT_FAILURES } from "./entries/inFront";
import { NETWORK_FAILURES } from "./entries/network";
import { OTHER_TOOL_FAILURES } from "./entries/otherTools";
import { APPLICATION_FAILURES } from "./entries/refusedApplications";
import { ADDRESS_FAILURES } from "./entries/refusedAddresses";
import { API_REFUSALS } from "./entries/refusedApi";
import { CONSENT_FAILURES } from "./entries/refusedConsent";
import { OAUTH_FAILURES } from "./entries/refusedWithoutCode";
import { PEOPLE_FAILURES } from "./entries/refusedPeople";
import { POLICY_FAILURES } from "./entries/refusedPolicies";
import type { Failure } from "./failure";
import { complete } from "./kinds";
import { REFUSALS } from "./refusals";

/** In the order in which people meet them: az, the sign-in service, the API, deployments. */
export const CATALOGUE: readonly Failure[] = [
  ...OTHER_TOOL_FAILURES,
  ...AZ_ITSELF_FAILURES,
  ...AZ_FAILURES,
  ...IN_FRONT_FAILURES,
  ...NETWORK_FAILURES,
  ...BROKER_FAILURES,
  ...CONSENT_FAILURES,
  ...API_REFUSALS,
  ...ADDRESS_FAILURES,
  ...POLICY_FAILURES,
  ...PEOPLE_FAILURES,
  ...APPLICATION_FAILURES,
  ...OAUTH_FAILURES,
  ...API_FAILURES,
  ...DEPLOYMENT_FAILURES,
  ...DIRECTORY_FAILURES,
  ...HALF_MADE_FAILURES,
  ...GRAPH_FAILURES,
].map(complete);

/** An entry by its code. @throws an error, which is a bug, for a code that no entry has. */
export function entryOf(code: string): Failure {
  const entry = CATALOGUE.find((each) => each.code === code);
  if (entry === undefined) throw new Error(`the catalogue has no "${code}"`);
  return entry;
}

const CODES = new Set(CATALOGUE.flatMap(({ codes }) => codes));

/** Whether a number is of a refusal of the sign-in service that is named here. */
export function isNamedRefusal(number: string): boolean {
  const code = `AADSTS${number}`;
  return REFUSALS.has(code) || CODES.has(code);
}
