/** The shape of the tables of refusals: their kinds, numbers and sentences. */

/** What a refusal of the sign-in service is about; each kind has one way out. */
export type RefusalKind =
  | "signIn"
  | "consent"
  | "assignment"
  | "secondFactor"
  | "place"
  | "account"
  | "application"
  | "tenant"
  | "request"
  | "service";

/** Sentences by kind and number. */
export type RefusalTable = Readonly<Partial<Record<RefusalKind, Readonly<Record<number, string>>>>>;
