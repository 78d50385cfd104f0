/** The sign-in service: its codes in every spelling, its refusals, their words without a code. */
import {
  API,
  CLI,
  known,
  NOT_CONSENTED,
  OTHER_TENANT,
  OWN,
  type TextCase,
  unknown,
} from "./textCase";

/** Codes, in every spelling. */
export const SPELLINGS: readonly TextCase[] = [
  known("az's own line", `ERROR: AADSTS65001: ${NOT_CONSENTED}`, "AADSTS65001"),
  known(
    "a code in the words of another one",
    `AADSTS90008: ${NOT_CONSENTED} This happened because application is misconfigured`,
    "AADSTS90008",
  ),
  known("small letters", `aadsts65001: ${NOT_CONSENTED}`, "AADSTS65001"),
  known(
    "the word and the number on two lines",
    `ERROR: AADSTS\n65001: ${NOT_CONSENTED}`,
    "AADSTS65001",
  ),
  known("a number that is cut", "ERROR: AADSTS650\n01: The user or administrator", "AADSTS65001"),
  known(
    "a longer number that is cut late",
    `AADSTS50001\n1: The resource principal named ${API} was not found`,
    "AADSTS500011",
  ),
  known("a number before a line of digits", "AADSTS50126\n2026-01-01 12:00:00Z", "AADSTS50126"),
  known("a word that is cut", "ERROR: AADS\nTS50076: Due to a configuration change", "AADSTS50076"),
  known(
    "a border around it",
    "│ ERROR: AADSTS50076: Due to a\n│ configuration change",
    "AADSTS50076",
  ),
  known("colours", "\u001b[31mERROR: AADSTS50076: Due to a change\u001b[0m", "AADSTS50076"),
  known(
    "a page",
    "Error Code: 53003 App name: Microsoft Azure CLI Device state: Compliant",
    "AADSTS53003",
  ),
  known(
    "a page in German",
    "Fehlercode: 53003\nApp-Name: Microsoft Azure CLI\nGerätestatus: Konform",
    "AADSTS53003",
  ),
  known(
    "a page in French",
    "Code d’erreur : 53003\nNom de l’application : Microsoft Azure CLI",
    "AADSTS53003",
  ),
  known(
    "a page in Spanish",
    "Código de error: 53003 Nombre de la aplicación: Microsoft Azure CLI",
    "AADSTS53003",
  ),
  known("a page in Japanese", "エラー コード: 53003\nアプリ名: Microsoft Azure CLI", "AADSTS53003"),
  known("a page in Chinese", "错误代码：50105", "AADSTS50105"),
  known("a page in Polish", "Kod błędu: 50076", "AADSTS50076"),
  known("a page in Russian", "Код ошибки: 50105", "AADSTS50105"),
  known("a page in Turkish", "Hata Kodu: 53000", "AADSTS53000"),
  known("a sign-in log", '"status":{"errorCode":50105,"failureReason":"x"}', "AADSTS50105"),
  known(
    "JSON",
    '{"error":"interaction_required","error_codes":[50076],"error_uri":"https://login.microsoftonline.com/error?code=50076"}',
    "AADSTS50076",
  ),
  known("an address", "https://login.microsoftonline.com/error?code=65001", "AADSTS65001"),
  known(
    "an address with everything escaped",
    "http://localhost:8400/?error=invalid_client&error_description=AADSTS650052%3a+The+app+needs+access+to+a+service",
    "AADSTS650052",
  ),
  known("JSON in JSON", '{"message":"AADSTS50076: Due to\\r\\nTrace ID: 1"}', "AADSTS50076"),
  known(
    "a page's HTML",
    "AADSTS50105: Your administrator has configured &quot;BDK&quot;",
    "AADSTS50105",
  ),
  known(
    "the broker's decimal number",
    "(pii). Status: Response_Status.Status_IncorrectConfiguration, Error code: 3399614475, Tag: 508634112",
    "0xCAA2000B",
    "3399614475",
  ),
  known("the broker's hexadecimal number", "WAM Error. Error Code: 0xCAA2000C", "0xCAA2000C"),
  known(
    "the broker's negative number",
    "ERROR: (pii). Status: Response_Status.Status_Unexpected, Error code: -2147023584, Tag: 557973639",
    "0x80070520",
    "-2147023584",
  ),
  unknown("a number that is not on any list", "AADSTS123456: Something", "unknown.refusal"),
  unknown("a longer number", "AADSTS6500110", "unknown.refusal"),
  unknown("a process's exit code", "The process ended with exit code: 50011", "unknown"),
  unknown("a database's error code", "SQL Server: Error code: 50000, severity 16", "unknown"),
  unknown("a number with a code's look in prose", "order code 12345 was shipped", "unknown"),
  unknown("a postal code", "postal code: 65001", "unknown"),
  unknown("a plain number", "50076", "unknown"),
  unknown("a page in a language of numbers", "Error Code: 12345678", "unknown"),
];

/** Every refusal with an entry of its own that no case above has. */
export const REFUSALS: readonly TextCase[] = [
  known(
    "a declined consent",
    "AADSTS65004: User declined to consent to access the app.",
    "AADSTS65004",
  ),
  known(
    "the client switched off",
    `AADSTS7000112: Application '${CLI}'(Microsoft Azure CLI) is disabled.`,
    "AADSTS7000112",
  ),
  known("a factor to register", "AADSTS53004: register", "AADSTS50079", "AADSTS53004"),
  known("an old password", "AADSTS50055: expired", "AADSTS50055"),
  known(
    "a guest",
    "AADSTS50020: User account 'x' from identity provider 'live.com' does not exist in tenant 'Contoso'",
    "AADSTS50020",
  ),
  known("a policy's time", "AADSTS70043: x", "AADSTS70043"),
  known("a managed device", "AADSTS530003: x", "AADSTS53000", "AADSTS530003"),
  known(
    "a scope given for a resource",
    `AADSTS500011: The resource principal named api://${API}/access_as_producer was not found in the tenant named ${OWN}.`,
    "AADSTS500011",
  ),
  known(
    "the API in another tenant",
    `AADSTS500011: The resource principal named ${API} was not found in the tenant named ${OTHER_TENANT}.`,
    "AADSTS500011",
  ),
  known("a listed one", "AADSTS16002: x", "AADSTS16002"),
  known("another listed one", "AADSTS90094: x", "AADSTS90094"),
  known("a refusal without its code", NOT_CONSENTED, "AADSTS65001"),
  known("a code in brackets", "Got AADSTS (65001) today", "AADSTS65001"),
  known(
    "a status of the broker with another number",
    "(pii). Status: Response_Status.Status_IncorrectConfiguration, Error code: 3399614466, Tag: 1",
    "broker.configuration",
    "Status_IncorrectConfiguration",
  ),
  known(
    "PowerShell in another tenant",
    `Get-AzAccessToken: Authentication failed against tenant ${OTHER_TENANT}. User interaction is required.`,
    "other.tenant",
    "User interaction is required",
  ),
  known("a refusal without its code", NOT_CONSENTED, "AADSTS65001"),
  known("a code in brackets", "Got AADSTS (65001) today", "AADSTS65001"),
];
