/** All checks, in the order in which they are made: causes before effects. */
import type { Check } from "../check";
import { apiCheck } from "./api";
import { assignmentCheck } from "./assignment";
import { claimsCheck } from "./claims";
import { claimsSettingsCheck } from "./claimsSettings";
import { clientsCheck } from "./clients";
import { clockCheck } from "./clock";
import { foreignClientsCheck } from "./foreignClients";
import { groupCheck } from "./group";
import { groupCountCheck } from "./groupCount";
import { identifierUriCheck } from "./identifierUri";
import { identityCheck } from "./identity";
import { membershipCheck } from "./membership";
import { nameCheck } from "./name";
import { networkCheck } from "./network";
import { outputsCheck } from "./outputs";
import { registrationCheck } from "./registration";
import { scopesCheck } from "./scopes";
import { servicePrincipalCheck } from "./servicePrincipal";
import { sessionCheck } from "./session";
import { signInCheck } from "./signIn";
import { tenantCheck } from "./tenant";
import { tokenCheck } from "./token";
import { tokenVersionCheck } from "./tokenVersion";
import { toolsCheck } from "./tools";

/** Every check builds only on earlier ones (a test holds that). */
export const CHECKS: readonly Check[] = [
  outputsCheck,
  toolsCheck,
  networkCheck,
  signInCheck,
  tenantCheck,
  identityCheck,
  sessionCheck,
  registrationCheck,
  nameCheck,
  servicePrincipalCheck,
  identifierUriCheck,
  scopesCheck,
  clientsCheck,
  foreignClientsCheck,
  tokenVersionCheck,
  claimsSettingsCheck,
  assignmentCheck,
  groupCheck,
  membershipCheck,
  groupCountCheck,
  tokenCheck,
  clockCheck,
  claimsCheck,
  apiCheck,
];
