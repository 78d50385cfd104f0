/**
 * Proves, against a scripted answer in place of the network: the headers, the retries and their
 * waits, the words of errors, and that no secret gets into them. Cannot prove: that the real login
 * and Graph answer so.
 */
import assert from "node:assert/strict";
import { base64url } from "jose";

import type { Fetch } from "../../http";
import { cloudNamed } from "../../providers/azuread/cloud";
import { createAzureadProvider } from "../../providers/azuread/index";
import { openSession } from "../../providers/azuread/session";

const SECRET = "a-secret-of-the-test";
const environment = {
  ARM_CLIENT_ID: "dddddddd-0000-4000-8000-000000000004",
  ARM_CLIENT_SECRET: SECRET,
  ARM_TENANT_ID: "aaaaaaaa-0000-4000-8000-000000000001",
};
const APPLICATION = "/applications/77a20c98-604c-4df4-aace-7b468d67f743";

const encode = (value: object): string => base64url.encode(JSON.stringify(value));
const accessToken = (claims: object): string => `${encode({ alg: "none" })}.${encode(claims)}.x`;
const TOKEN = accessToken({ oid: "dddddddd-0000-4000-8000-0000000000ff" });

interface Scripted {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Gives one answer after the other; an Error is thrown as fetch does when the connection fails. */
function script(...answers: readonly (Scripted | Error)[]): {
  readonly fetch: Fetch;
  readonly calls: { readonly url: string; readonly init: RequestInit | undefined }[];
} {
  const rest = [...answers];
  const calls: { url: string; init: RequestInit | undefined }[] = [];
  const scripted = (url: string, init?: RequestInit): Promise<Response> => {
    calls.push({ url, init });
    const next = rest.shift();
    if (next === undefined) return Promise.reject(new Error("the script has no further answer"));
    if (next instanceof Error) {
      return Promise.reject(new TypeError("fetch failed", { cause: next }));
    }
    const { status, body, headers } = next;
    return Promise.resolve(
      new Response(body === undefined ? null : JSON.stringify(body), {
        status,
        headers: { "content-type": "application/json", ...headers },
      }),
    );
  };
  // Only what the provider uses of fetch is imitated; the shapes of undici and of Node are the same
  // there.
  return { fetch: scripted as unknown as Fetch, calls };
}

const signIn: Scripted = { status: 200, body: { access_token: TOKEN, token_type: "Bearer" } };
const refusal = (code: string, message: string): object => ({ error: { code, message } });

/** Reads an application by a provider on this script. */
function readWith(...answers: readonly (Scripted | Error)[]): {
  readonly result: Promise<unknown>;
  readonly waits: number[];
  readonly calls: ReturnType<typeof script>["calls"];
} {
  const { fetch, calls } = script(...answers);
  const waits: number[] = [];
  const provider = createAzureadProvider(environment, {
    fetch,
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });
  const type = provider.resources.find(({ token }) => token.endsWith(":ApplicationRegistration"));
  assert.ok(type);
  return { result: type.read(APPLICATION), waits, calls };
}

const cloud = () => cloudNamed("public");

describe("the provider's session", () => {
  it("sends the real provider's headers, and the token only there", async () => {
    const { result, calls } = readWith(signIn, { status: 404, body: refusal("x", "y") });

    assert.equal(await result, undefined);
    assert.deepEqual(calls[1], {
      url: `https://graph.microsoft.com/v1.0${APPLICATION}`,
      init: {
        method: "GET",
        headers: {
          Accept: "application/json; charset=utf-8; IEEE754Compatible=false",
          Authorization: `Bearer ${TOKEN}`,
          "Content-Type": "application/json; charset=utf-8",
          "Odata-Maxversion": "4.0",
          "Odata-Version": "4.0",
        },
      },
    });
  });

  it("tells a refusal in the real provider's words, without retrying it", async () => {
    const { result, waits } = readWith(signIn, {
      status: 403,
      body: refusal("Authorization_RequestDenied", "Insufficient privileges."),
    });

    await assert.rejects(result, {
      message:
        "unexpected status 403 (403 Forbidden) with error: Authorization_RequestDenied: Insufficient privileges.",
    });
    assert.deepEqual(waits, []);
  });

  it("retries what is busy after the time that it is told, or else ever later", async () => {
    const { result, waits } = readWith(
      signIn,
      { status: 429, headers: { "retry-after": "7" } },
      { status: 503 },
      { status: 504, headers: { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" } },
      { status: 404 },
    );

    assert.equal(await result, undefined);
    assert.deepEqual(waits, [7000, 2000, 4000]);
  });

  it("gives up on what stays busy, and says so", async () => {
    const busy: Scripted = { status: 503, body: refusal("serviceNotAvailable", "Busy.") };
    const { result, waits } = readWith(signIn, ...Array<Scripted>(10).fill(busy));

    await assert.rejects(result, {
      message:
        "unexpected status 503 (503 Service Unavailable) with error: serviceNotAvailable: Busy.",
    });
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16000, 32000, 61000, 61000, 61000]);
  });

  it("reads again after a reset, but not after another break", async () => {
    const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    assert.equal(await readWith(signIn, reset, { status: 404 }).result, undefined);
    await assert.rejects(readWith(signIn, new Error("other side closed")).result, {
      message: 'could not reach "graph.microsoft.com": other side closed',
    });
  });

  it("does not write again after a reset, for the write may have been done", async () => {
    const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    const { fetch } = script(signIn, reset);
    const provider = createAzureadProvider(environment, { fetch });
    const type = provider.resources.find(({ token }) => token.endsWith(":ApplicationRegistration"));
    assert.ok(type);

    await assert.rejects(type.create({ displayName: "x", requestedAccessTokenVersion: 2 }), {
      message:
        'creating Application: HTTP response was nil; connection may have been reset ("graph.microsoft.com": read ECONNRESET)',
    });
  });

  it("follows a list over its pages", async () => {
    const page = (ids: readonly string[], next?: string): Scripted => ({
      status: 200,
      body: { value: ids.map((id) => ({ id })), ...(next && { "@odata.nextLink": next }) },
    });
    const { fetch, calls } = script(
      signIn,
      page(["1"], "https://graph.microsoft.com/v1.0/next"),
      page(["2"]),
    );
    const provider = createAzureadProvider(environment, { fetch });
    const lookUp = provider.functions.find(({ token }) => token.endsWith(":getApplication"));
    await assert.rejects(
      async () => lookUp?.call({ clientId: environment.ARM_CLIENT_ID }),
      /Multiple applications found: .+/,
    );
    assert.equal(calls[2]?.url, "https://graph.microsoft.com/v1.0/next");
  });

  it("shows why a sign-in was refused, but not the secret, and does not ask again", async () => {
    const { fetch, calls } = script({
      status: 401,
      body: {
        error: "invalid_client",
        error_description: "AADSTS7000215: Invalid client secret provided.",
        echo: SECRET,
      },
    });
    const session = openSession(environment, fetch, () => Promise.resolve(), cloud);
    const refused = {
      message:
        "clientCredentialsToken: received HTTP status 401: AADSTS7000215: Invalid client secret provided.",
    };

    await assert.rejects(session.caller(), refused);
    await assert.rejects(session.caller(), refused);
    assert.equal(calls.length, 1);
  });

  it("retries a sign-in four times while the login is busy", async () => {
    const waits: number[] = [];
    const sleep = (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
      return Promise.resolve();
    };
    const { fetch } = script(...Array<Scripted>(5).fill({ status: 503 }));

    await assert.rejects(openSession(environment, fetch, sleep, cloud).caller(), {
      message: "clientCredentialsToken: received HTTP status 503",
    });
    assert.deepEqual(waits, [1000, 2000, 4000, 8000]);
  });

  it("names the variable that is missing, and does without a token that names nobody", async () => {
    const noTime = (): Promise<void> => Promise.resolve();
    const nameless: Scripted = { status: 200, body: { access_token: accessToken({ sub: "x" }) } };

    await assert.rejects(
      openSession(
        { ...environment, ARM_CLIENT_SECRET: "" },
        script().fetch,
        noTime,
        cloud,
      ).caller(),
      /^Error: failed to load Azure credentials: "ARM_CLIENT_SECRET" is not set\./,
    );
    await assert.rejects(
      openSession(environment, script(nameless).fetch, noTime, cloud).caller(),
      /^Error: The token for client "dddddddd-0000-4000-8000-000000000004" has no "oid" claim/,
    );
  });

  it("refuses an environment that names no sandbox", () => {
    assert.throws(() => createAzureadProvider(environment), /"HTTPS_PROXY" and "SSL_CERT_FILE"/);
  });
});
