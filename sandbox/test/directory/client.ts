/**
 * A client of an emulated directory in tests: real HTTPS through the proxy, as every program
 * reaches it.
 */
import assert from "node:assert/strict";
import { decodeJwt, type JWTPayload } from "jose";
import {
  AZURE_CLI_APP_ID,
  type Directory,
  type DirectoryOptions,
  HOSTS,
  startDirectory,
} from "../../directory";
import { sandboxFetch } from "../../http";
import { provided } from "../support/provided";

/** An answer, read. */
export interface Reply {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: Readonly<Record<string, unknown>>;
}

/** A directory with somebody to ask it. */
export interface TestDirectory {
  readonly directory: Directory;
  /**
   * Any request; the body goes out as JSON, as a form where it is URLSearchParams, and bytes as
   * they are.
   */
  send(method: string, url: string, body?: unknown, token?: string): Promise<Reply>;
  /** The text of a page. */
  readPage(url: string): Promise<string>;
  /** A Graph request, by default as the deployer. */
  graph(method: string, path: string, body?: unknown, token?: string): Promise<Reply>;
  /** A token request. */
  requestToken(form: Readonly<Record<string, string>>, tenant?: string): Promise<Reply>;
  /** The deployer's token for Graph. */
  deployerToken(): Promise<string>;
  /** Signs the sandbox's user in by device code and returns the refresh token. */
  signIn(scope?: string): Promise<string>;
  /** A user's token by refresh token, as the Azure CLI asks for one. */
  requestUserToken(refreshToken: string, scope: string): Promise<Reply>;
  close(): Promise<void>;
}

/** A directory for the tests of a suite, at each test's start as it is at first. */
export function useTestDirectory(options: DirectoryOptions = {}): TestDirectory {
  return provided(
    () => startTestDirectory(options),
    ({ directory }) => directory.reset(),
    (test) => test.close(),
  );
}

/** Starts a directory and a client for it. */
export async function startTestDirectory(options: DirectoryOptions = {}): Promise<TestDirectory> {
  const directory = await startDirectory(options);
  const client = sandboxFetch({
    HTTPS_PROXY: directory.proxyUrl,
    SSL_CERT_FILE: directory.caFile,
  });
  const { tenantId, deployer } = directory;
  let deployerToken: string | undefined;

  const test: TestDirectory = {
    directory,
    async send(method, url, body, token) {
      const isForm = body instanceof URLSearchParams;
      const response = await client.fetch(url, {
        method,
        headers: {
          ...(body === undefined
            ? {}
            : {
                "content-type": isForm
                  ? "application/x-www-form-urlencoded"
                  : "application/json; charset=utf-8",
              }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        redirect: "manual",
        ...(body === undefined
          ? {}
          : {
              body: isForm
                ? body.toString()
                : body instanceof Uint8Array
                  ? body
                  : JSON.stringify(body),
            }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text.startsWith("{") ? (JSON.parse(text) as Reply["body"]) : {},
      };
    },
    readPage: async (url) => (await client.fetch(url)).text(),
    async graph(method, path, body, token) {
      return test.send(
        method,
        `https://${HOSTS.graph}${path}`,
        body,
        token ?? (await test.deployerToken()),
      );
    },
    requestToken: (form, tenant = tenantId) =>
      test.send(
        "POST",
        `https://${HOSTS.login}/${tenant}/oauth2/v2.0/token`,
        new URLSearchParams(form),
      ),
    async deployerToken() {
      deployerToken ??= text(
        await test.requestToken({
          client_id: deployer.clientId,
          client_secret: deployer.clientSecret,
          grant_type: "client_credentials",
          scope: "https://graph.microsoft.com/.default",
        }),
        "access_token",
      );
      return deployerToken;
    },
    async signIn(scope = "https://management.core.windows.net//.default") {
      const started = await test.send(
        "POST",
        `https://${HOSTS.login}/organizations/oauth2/v2.0/devicecode`,
        new URLSearchParams({
          client_id: AZURE_CLI_APP_ID,
          scope: `${scope} offline_access openid profile`,
        }),
      );
      const answer = await test.requestToken({
        client_id: AZURE_CLI_APP_ID,
        device_code: text(started, "device_code"),
        grant_type: "urn:ietf:params:oauth:grant-type:device_code",
      });
      return text(answer, "refresh_token");
    },
    requestUserToken: (refreshToken, scope) =>
      test.requestToken({
        client_id: AZURE_CLI_APP_ID,
        grant_type: "refresh_token",
        refresh_token: refreshToken,
        scope: `${scope} offline_access openid profile`,
      }),
    async close() {
      await client.close();
      await directory.close();
    },
  };
  return test;
}

/** A text of an answer. */
export function text(reply: Reply, name: string): string {
  const value = reply.body[name];
  assert.ok(typeof value === "string", `"${name}" in ${JSON.stringify(reply.body)}`);
  return value;
}

/** The objects of a list's answer. */
export function valuesOf(reply: Reply): readonly Readonly<Record<string, unknown>>[] {
  const { value } = reply.body;
  assert.ok(Array.isArray(value), JSON.stringify(reply.body));
  return value as readonly Readonly<Record<string, unknown>>[];
}

/** The claims of a token answer's access token. */
export function claimsOf(reply: Reply, name = "access_token"): JWTPayload {
  return decodeJwt(text(reply, name));
}

/** Status, code and message of a Graph or Resource Manager refusal. */
export function refusalOf(reply: Reply): readonly [number, unknown, unknown] {
  const error = reply.body["error"];
  assert.ok(typeof error === "object" && error !== null, JSON.stringify(reply.body));
  return [
    reply.status,
    "code" in error ? error.code : undefined,
    "message" in error ? error.message : undefined,
  ];
}

/** Status, OAuth error and text (without trace ids) of a refused token request. */
export function loginRefusalOf(reply: Reply): readonly [number, unknown, string] {
  const [message = ""] = text(reply, "error_description").split(" Trace ID: ");
  return [reply.status, reply.body["error"], message];
}
