/** The form of a token request, and how a client proves itself in it. */
import * as v from "valibot";
import { LoginError } from "../errors";
import { checkClientSecret } from "./principals";
import type { Client } from "./principals";

const FormSchema = v.record(v.string(), v.string());

/** The fields of a form. */
export type Form = Readonly<Record<string, string>>;

/** Reads a form. @throws LoginError AADSTS900144 for a body that is none. */
export function readForm(body: unknown): Form {
  const parsed = v.safeParse(FormSchema, body ?? {});
  if (!parsed.success) {
    throw missingField("client_id");
  }
  return parsed.output;
}

/** A field of a form. @throws LoginError AADSTS900144 where it is missing. */
export function requireField(form: Form, name: string): string {
  const value = form[name];
  if (value === undefined || value === "") {
    throw missingField(name);
  }
  return value;
}

function missingField(name: string): LoginError {
  return new LoginError(
    "invalid_request",
    900144,
    `The request body must contain the following parameter: '${name}'.`,
  );
}

/**
 * Checks who asks: a confidential client proves itself; Microsoft's tools and other public clients cannot.
 *
 * @throws LoginError AADSTS7000215 for a wrong secret, AADSTS7000218 where one is needed and missing.
 */
export function authenticate(client: Client, form: Form, now: Date, always: boolean): void {
  const secret = form["client_secret"];
  if (secret !== undefined) {
    checkClientSecret(client, secret, now);
    return;
  }
  if (form["client_assertion"] !== undefined) {
    throw new LoginError(
      "invalid_client",
      700027,
      "((sandbox)) Client assertions are not served: use a client secret.",
      { status: 401 },
    );
  }
  const isPublic = client.firstParty || client.application?.isFallbackPublicClient === true;
  if (always || !isPublic) {
    throw new LoginError(
      "invalid_client",
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      { status: 401 },
    );
  }
}
