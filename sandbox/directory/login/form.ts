/** The form of a token request, and how a client proves itself in it. */
import * as v from "valibot";
import { matchesHash } from "../secrets";
import type { Client } from "./principals";
import { aadsts } from "./refusals";

const FormSchema = v.record(v.string(), v.string());

export type Form = Readonly<Record<string, string>>;

/** Reads a form. @throws Refusal AADSTS9002313 for a body that is none. */
export function readForm(body: unknown): Form {
  const parsed = v.safeParse(FormSchema, body ?? {});
  if (!parsed.success) throw aadsts(9002313, "The body is no form.");
  return parsed.output;
}

/** A field of a form. @throws Refusal AADSTS900144 where it is missing. */
export function requireField(form: Form, name: string): string {
  const value = form[name];
  if (value === undefined || value === "") throw aadsts(900144, name);
  return value;
}

/**
 * Checks who asks: a confidential client proves itself; Microsoft's tools and other public clients
 * cannot.
 *
 * @param always a secret is needed of public clients too.
 * @throws Refusal AADSTS7000215 for a wrong secret, AADSTS7000222 for one that has expired,
 * AADSTS7000218 where one is needed and missing.
 */
export function authenticate(client: Client, form: Form, now: Date, always: boolean): void {
  const { application, clientId, firstParty } = client;
  const secret = form["client_secret"];
  if (secret === undefined) {
    if (form["client_assertion"] !== undefined) throw aadsts(700027);
    const isPublic = firstParty || application?.isFallbackPublicClient === true;
    if (always || !isPublic) throw aadsts(7000218);
    return;
  }
  const credential = application?.passwordCredentials.find(({ secretHash }) =>
    matchesHash(secret, secretHash),
  );
  if (credential === undefined) throw aadsts(7000215, clientId);
  if (new Date(credential.endDateTime) <= now) throw aadsts(7000222, clientId);
}
