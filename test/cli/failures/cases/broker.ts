/** The broker of Windows. */
import { known, type TextCase, unknown } from "./textCase";

/** The broker of Windows. */
export const BROKER: readonly TextCase[] = [
  known(
    "interaction required",
    "(pii). Status: Response_Status.Status_InteractionRequired, Error code: 3399614476, Tag: 557973645",
    "0xCAA2000C",
    "3399614476",
  ),
  known(
    "unexpected",
    "(pii). Status: Response_Status.Status_Unexpected, Error code: 2147500037, Tag: 557973639\nPlease explicitly log in with:\naz login",
    "broker.unexpected",
    "2147500037",
  ),
  known(
    "cancelled",
    "User cancelled the Accounts Control Operation.. Status: Response_Status.Status_UserCanceled, Error code: 0, Tag: 528315210",
    "broker.cancelled",
    "Status_UserCanceled",
  ),
  known(
    "an account that cannot be used",
    "(pii). Status: Response_Status.Status_AccountUnusable, Error code: 0, Tag: 1",
    "broker.account",
    "Status_AccountUnusable",
  ),
  known(
    "a number that debugging unveils",
    "DEBUG: msal.broker: AADSTS500011: The resource principal named x was not found\nERROR: (pii). Status: Response_Status.Status_IncorrectConfiguration, Error code: 3399614475, Tag: 1",
    "AADSTS500011",
  ),
  unknown(
    "a status that is not known",
    "(pii). Status: Response_Status.Status_Reserved, Error code: 1, Tag: 2",
    "unknown.broker",
  ),
  unknown("a number that is not known", "(pii). Error code: 0xCAA90056", "unknown.broker"),
  known(
    "a status of the broker with another number",
    "(pii). Status: Response_Status.Status_IncorrectConfiguration, Error code: 3399614466, Tag: 1",
    "broker.configuration",
    "Status_IncorrectConfiguration",
  ),
];
