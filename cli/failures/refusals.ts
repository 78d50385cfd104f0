/**
 * Refusals of the sign-in service without an entry of their own in the catalogue: every other
 * number of Microsoft's published list
 * (https://learn.microsoft.com/entra/identity-platform/reference-error-codes), and some seen in the
 * field. Those that differ in nothing that helps share a sentence.
 */
import type { Failure, RefusalKind } from "./failure";
import { complete } from "./kinds";

/** Sentences of our own, by kind, with the numbers that each one is said of. */
type RefusalTable = Readonly<
  Partial<Record<RefusalKind, Readonly<Record<string, readonly number[]>>>>
>;

const SENTENCES: RefusalTable = {
  signIn: {
    "The account that was picked in the browser can no longer be used there.": [16001],
    "The browser's session is not the one that the program asked for.": [16002, 160021, 50143],
    "The account's other sign-in service refused to renew the sign-in.": [40009],
    "The sign-in came from a social account, and that service has to be asked again.": [50085],
    "The sign-in took too long: its beginning has expired.": [50089],
    "Only a personal account is signed in to the browser.": [50136],
    "The session of a personal account lacks what is needed to renew it.": [50139],
    'The sign-in stopped at the question "Stay signed in?".': [50140],
    "The session lacks the Windows sign-in that is asked for.": [50168, 51006],
    "The user could not be told apart from another one.": [50197],
    "The sign-in waits for the user to confirm the program that asks.": [50199],
    "The code of this sign-in was used already.": [54005, 90120],
    "The sign-in by device code has not been finished yet.": [70016],
    "The code of the device is missing, wrong or expired.": [70018, 70019, 70020, 90119],
    "The user has to be asked, and this request could not ask.": [700020],
    "The sign-in of a web page expired: such a one lasts a day at most.": [700084],
    "The Windows ticket for single sign-on is invalid or has expired.": [81010],
    "Another user is signed in to the device than the one who signs in here.": [81012],
    "The sign-in is complete, but the user has to be told something first.": [1000002],
  },
  consent: {
    "A young user needs the consent of a guardian.": [50015],
    "The user has not let this service read from LinkedIn.": [52004],
    "The application has no consent, not even to sign users in.": [90008],
    "The application has not been authorized in the customer's tenant.": [90099],
    "The user has to permit single sign-on to this application.": [9002341],
    "The application lists no permission for the API, or has no consent for it.": [650056],
  },
  secondFactor: {
    "The service for second factors failed, or takes no more calls for a moment.": [
      50086, 50087, 50088,
    ],
    "The sign-in stopped at registering or resetting a password.": [50125],
    "The tenant's other security service did not say what the tenant wants to know.": [50161],
    "The tenant's other security service is not set up to the end.": [50170],
    "This kind of account cannot pass the tenant's other security service or session policy.": [
      50177, 50178,
    ],
    "A second factor can be registered only from certain places or devices.": [53010],
    "The user signed in by another method than the application demands.": [75011],
  },
  place: {
    "The network allows certain tenants only, and this one is not among them.": [
      50002, 500021, 500022,
    ],
    "The device could not prove itself.": [50099, 50155, 50187],
    "A broker app has to be installed on the device.": [50127],
    "The device is not joined to the workplace.": [50129],
    "A policy refuses the device, the place or the activity.": [50131],
    "A policy of token protection does not let this program have the token.": [530084],
    "The user or a partner's administrator is blocked because of a risk.": [53011, 530034],
    "The tenant's security defaults block the request.": [530035],
    "A rule for young users blocks the application.": [54000],
    "The account may not sign in at this hour.": [80012],
    "The sign-in of Windows (Kerberos) is wanted, and was not given or not accepted.": [
      50180, 81004, 81005, 81006, 81007, 81009, 81011,
    ],
    "Windows Hello has no key for this user, or its signature is wrong.": [130004, 130005],
    "Windows Hello is not set up to the end on this device.": [130006],
    "The device or its key is not in the directory, or is switched off there.": [
      130007, 130008, 135010, 135011, 700003,
    ],
    "The web view of the device is too old.": [220450],
    "The API takes no tokens for devices alone.": [221000],
    "The user may not register devices.": [240001],
  },
  account: {
    "No key could be stored for the user.": [17003],
    "The account has no password in this directory.": [50056],
    "The password must be changed, because the account is at risk.": [50135],
    "Guests may not use this service.": [90084],
    "The user is not known; the name may be misspelt.": [90125, 120011, 120016],
    "The user's tenant cannot be told from the name.": [90126],
    "The current password that was typed is wrong.": [120000],
    "The new password breaks a rule: too weak, forbidden, or with the user's name in it.": [
      120002, 120003, 120004, 120018,
    ],
    "The change of the password did not come to an end.": [120005, 120008, 120020, 120021],
    "The password can be changed in the company's own directory only, or by its administrator.": [
      120012, 120013, 120015,
    ],
    "The account is locked or disabled in the company's own directory.": [120014],
    "This kind of account may not sign in to the tenant.": [500208],
  },
  application: {
    "The application has no signing key of its own, or one that is too weak.": [
      50003, 50032, 50146,
    ],
    "A signature is wrong.": [50006, 900384],
    "The partner's certificate for encryption is missing.": [50007],
    "The application has no audience that could be checked.": [50010],
    "The client's certificate is not accepted.": [50012, 50017, 700030],
    "The token that the client handed over is not valid.": [50013, 50027, 50120, 240002, 500133],
    "The application has nothing, or too much, that a user's number is made from.": [50042, 50043],
    "The client's assertion names another subject than issuer.": [50048],
    "A rule for the application's claims is wrong.": [50124, 501241, 501621],
    "The application's claims are mapped, which wants another identifier or a key of its own.": [
      501461,
    ],
    "The certificate that the user was to sign in with did not arrive.": [50192],
    "What acts for the user is no service.": [67003],
    "The client's secret is wrong.": [70002],
    "The address to return to is missing, or not one of the client's.": [70004, 900971],
    "The application takes signed requests only.": [76021],
    "What the user typed is not valid.": [90013],
    "The regional sign-in service does not serve this kind of client.": [100007],
    "An API that the application asks for has been removed.": [650054],
    "The code was got in one tenant and used in another.": [700005],
    "The client is public, and sent a secret all the same.": [700025],
    "The signature of the client's assertion is wrong.": [700027],
    "The application may not get id tokens this way.": [700054],
    "Only a token of an application can stand for a federated credential.": [700229],
    "A client with a secret cannot sign in across clouds.": [900382, 900432],
    "The user has to sign in to another service as well, and has not.": [1000000],
    "The application cannot be used at this time.": [1000031],
    "The application may not ask on behalf of users.": [7000114],
    "The client has to send a secret or an assertion, and sent none.": [7000218],
  },
  tenant: {
    "The company's own sign-in service is not known to the tenant, or answered wrongly.": [
      20001, 20012, 20033, 50008, 50049, 50107, 90123, 5000819,
    ],
    "The account's other sign-in service failed.": [40008, 40010, 40015],
    "The name of the domain leads to no tenant.": [50029, 50128],
    "Nothing says which tenant is meant.": [50059, 90019],
    "The sign-in by device code was confirmed in another region.": [50134],
    "The realm that was asked for is not set up.": [50169],
    "The tenant does not have the feature that was asked for.": [51000],
    "A hint at the domain is needed for an account of a company's own directory.": [51001],
    "The company's own directory, or its agent, could not check the password.": [
      80001, 80002, 80005, 80007, 80010, 80014,
    ],
    "The clocks of the company's own directory and of its agent differ.": [80013],
    "The tenant is in another cloud, or the way there is switched off.": [90038, 90043],
    "There is no such cloud.": [90051],
    "The tenant is not set up to the end.": [90085],
    "The user's own tenant does not let its users into this one.": [500212, 1000104],
    "The tenant does not let users of the other tenant in.": [500213],
  },
  request: {
    "The scope that was asked for is missing or not valid.": [28002, 28003],
    "The service could not issue the token.": [50000],
    "The API that was asked for does not exist or is disabled.": [50001],
    "The question where to sign in is not well formed.": [50050],
    "The request to sign out is not valid, too old, or of a session that is not known.": [
      50061, 50068, 50070, 50071,
    ],
    "The proof (PKCE) has a wrong length, or does not match its beginning.": [
      50147, 501481, 501491,
    ],
    "The proof (PKCE) is missing, without which a page's code gives no token.": [9002325],
    "The client asks for an API that it does not list, or that cannot be found.": [65005],
    "The kind of request (grant) or of answer is not supported.": [70003, 70005, 70007],
    "The scopes belong to more than one API.": [28000, 700022],
    "The scope that was asked for names no API.": [700023],
    "A SAML message is not valid, or asks for what is not supported.": [
      75001, 75003, 75005, 75008, 75016, 76026, 90020, 750054, 900236, 7500514, 7500529,
    ],
    "A WS-Federation message is not valid, or asks for what is not supported.": [
      90081, 90082, 90086, 90087,
    ],
    "The request is not well formed.": [90004, 90007, 90022, 90023, 90107, 90117, 165900, 9002313],
    "The request holds two things that cannot go together.": [90005],
    "The algorithm is not supported.": [90010],
    "A field is missing in the request, or is not valid.": [
      90014, 90100, 90101, 90102, 90121, 140000, 900144,
    ],
    "The address of the request is too long.": [90015],
    "A token lacks a claim.": [90016],
    "Tokens for personal accounts need version 2 of the protocol.": [90027],
    "The code must be sent to the other address, by POST.": [90056],
    "The time at which the token would end is past.": [90114],
    "What was asked for is not served where no tenant is named.": [90124, 90130, 9001023],
    "The key of the session is not valid.": [140001],
    "A request of the sign-in page failed; its text says more.": [165004],
    "The address takes another kind of request, as after the browser's back button.": [900561],
    'The field "resource" is not supported.': [901002],
    "The application is for work accounts, and personal ones were asked.": [9002332],
  },
  service: {
    "The service, or the directory behind it, failed or was too slow for a moment.": [
      50033, 70012, 90006, 90012, 90024, 90033, 90036, 90090, 90091, 90092, 90093,
    ],
    "The service takes no more requests for a moment: there were too many.": [
      50166, 50196, 90025, 90055,
    ],
    "The service moved the request to another address.": [51005],
    "The list of revoked certificates could not be fetched.": [220501],
    "The request went to the reserve of the sign-in service, past its front.": [230109],
  },
};

/** By code. */
export const REFUSALS: ReadonlyMap<string, Failure> = new Map(
  Object.entries(SENTENCES).flatMap(([kind, sentences]) =>
    Object.entries(sentences).flatMap(([title, numbers]) =>
      numbers.map((number) => {
        const code = `AADSTS${number}`;
        return [code, complete({ code, kind: kind as RefusalKind, title })] as const;
      }),
    ),
  ),
);
