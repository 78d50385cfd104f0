/**
 * Proves the listener: refused hosts, trust, the journal, and an end that leaves nothing behind. It
 * cannot prove what clients on other machines would see: there are none.
 */
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { get, type IncomingMessage, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import path from "node:path";
import { mock } from "node:test";
import { ProxyAgent, fetch } from "undici";
import { SERVED_HOSTS } from "../../directory";
import { findResource } from "../../directory/login/principals";
import { Journal } from "../../directory/journal";
import {
  loginRefusalOf,
  startTestDirectory,
  type TestDirectory,
  text,
  useTestDirectory,
} from "./client";

/** The status of the proxy's answer to who asks for a tunnel. */
async function connectTo(proxyUrl: string, target: string): Promise<number | undefined> {
  return (await askForTunnel(proxyUrl, target)).statusCode;
}

/** Asks the proxy for a tunnel, with the secret that its address holds. */
function askForTunnel(proxyUrl: string, target: string): Promise<IncomingMessage> {
  const { port, username, password } = new URL(proxyUrl);
  const secret = Buffer.from(`${username}:${password}`).toString("base64");
  return new Promise((resolve, reject) => {
    const headers = username === "" ? {} : { "proxy-authorization": `Basic ${secret}` };
    const asking = request({ host: "127.0.0.1", port, method: "CONNECT", path: target, headers });
    asking.once("connect", (response: IncomingMessage, socket) => {
      socket.destroy();
      resolve(response);
    });
    asking.once("error", reject);
    asking.end();
  });
}

describe("listener of the directory", () => {
  const test = useTestDirectory();

  it("passes on the directory's hosts on port 443, and refuses and records every other", async () => {
    const { proxyUrl, refusedHosts } = test.directory;
    const { hostname } = new URL(proxyUrl);
    assert.equal(hostname, "127.0.0.1");
    assert.equal(await connectTo(proxyUrl, "Graph.Microsoft.com:443"), 200);
    const foreign = ["graph.microsoft.com:80", "azure.microsoft.com:443", "127.0.0.1:443", "x"];
    for (const target of foreign) assert.equal(await connectTo(proxyUrl, target), 502, target);
    const plain = await new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(proxyUrl);
      get({ host: "127.0.0.1", port, path: "http://elsewhere.example/" }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).once("error", reject);
    });
    assert.equal(plain, 502);
    assert.deepEqual(refusedHosts, [...foreign, "http://elsewhere.example/"]);
  });

  it("says which clouds it has, where a client shows it: beside the number, and of another Graph", async () => {
    const { proxyUrl } = test.directory;
    const words = (host: string) =>
      `((sandbox)) "${host}" is not a host of the sandbox, which has those of the public cloud and of Azure Government: rehearse with "azuread:environment" public or usgovernment`;
    const { statusMessage: said } = await askForTunnel(proxyUrl, "login.chinacloudapi.cn:443");
    assert.equal(said, words("login.chinacloudapi.cn:443"));
    const { state } = test.directory;
    assert.throws(() => findResource(state, "https://dod-graph.microsoft.us/"), {
      message: /wrong tenant\. \(\(sandbox\)\) "dod-graph\.microsoft\.us" is not a host/,
    });
    assert.throws(() => findResource(state, "https://calls.example/"), {
      message: /wrong tenant\.$/,
    });
  });

  it("serves only who knows the secret in its address", async () => {
    const { proxyUrl, refusedHosts } = test.directory;
    const target = "graph.microsoft.com:443";
    const without = new URL(proxyUrl);
    assert.match(without.password, /^[\w-]{43}$/);
    without.username = "";
    without.password = "";
    const wrong = new URL(proxyUrl);
    wrong.password = "wrong";
    assert.equal(await connectTo(without.href, target), 407);
    assert.equal(await connectTo(wrong.href, target), 407);
    assert.equal(await connectTo(proxyUrl, target), 200);
    assert.deepEqual(refusedHosts, [target, target]);
  });

  it("has certificates for its hosts alone, for a day", () => {
    const authority = new X509Certificate(readFileSync(test.directory.caFile));
    const life = Date.parse(authority.validTo) - Date.parse(authority.validFrom);
    assert.equal(life, 24 * 60 * 60 * 1000);
    const raw = authority.raw.toString("latin1");
    for (const host of SERVED_HOSTS) assert.ok(raw.includes(host), host);
    assert.equal(raw.includes("localhost"), false);
  });

  it("has new certificates every 22 hours, and is trusted by who reads them then", async () => {
    mock.timers.enable({ apis: ["setInterval"] });
    const other = await startTestDirectory().finally(() => {
      mock.timers.tick(22 * 60 * 60 * 1000);
      mock.timers.reset();
    });
    const { caFile, proxyUrl } = other.directory;
    const url = "https://login.microsoftonline.com/common/discovery/instance";
    const first = readFileSync(caFile, "utf8");
    const statusFor = async (authority: string): Promise<number | undefined> => {
      const dispatcher = new ProxyAgent({ uri: proxyUrl, requestTls: { ca: authority } });
      const answer = await fetch(url, { dispatcher }).catch(() => undefined);
      await answer?.text();
      await dispatcher.close();
      return answer?.status;
    };
    try {
      while (first === readFileSync(caFile, "utf8") || (await statusFor(first)) === 200) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      assert.equal(await statusFor(readFileSync(caFile, "utf8")), 200);
    } finally {
      await other.close();
    }
  });

  it("is trusted only by who trusts its authority", async () => {
    const dispatcher = new ProxyAgent({ uri: test.directory.proxyUrl });
    const url = "https://login.microsoftonline.com/common/discovery/instance";
    await assert.rejects(
      fetch(url, { dispatcher }),
      ({ cause }: Error) => cause instanceof Error && /certificate/i.test(cause.message),
    );
    await dispatcher.close();
  });

  it("survives clients that speak nonsense or leave in the middle", async () => {
    const { port } = new URL(test.directory.proxyUrl);
    for (const words of [
      "nonsense\r\n\r\n",
      "CONNECT graph.microsoft.com:443 HTTP/1.1\r\nHost: x\r\n\r\nno TLS",
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), "127.0.0.1", () => socket.end(words));
        socket.resume();
        socket.once("close", () => resolve());
        socket.once("error", () => resolve());
      });
    }
    assert.equal((await test.graph("GET", "/v1.0/domains")).status, 200);
  });

  it("keeps the last 5,000 requests in its journal, and no long body", () => {
    const journal = new Journal();
    const url = new URL("https://graph.microsoft.com/v1.0/me");
    for (let sent = 0; sent < 5001; sent += 1) journal.open("POST", url, { sent });
    const { entries } = journal;
    assert.deepEqual([entries.length, entries[0]?.body], [5000, { sent: 1 }]);
    assert.equal(journal.open("POST", url, { text: "x".repeat(16 * 1024) }).body, "…");
    const ended = journal.open("GET", url, undefined);
    ended.status = 200;
    assert.deepEqual(entries.at(-1), {
      method: "GET",
      host: "graph.microsoft.com",
      url: "/v1.0/me",
      status: 200,
    });
  });

  it("keeps a journal without a single secret or token", async () => {
    const { directory } = test;
    const refreshToken = await test.signIn();
    const graph = await test.requestUserToken(refreshToken, "https://graph.microsoft.com/.default");
    const created = await test.graph("POST", "/v1.0/applications", { displayName: "x y" });
    const made = await test.graph("POST", `/v1.0/applications/${text(created, "id")}/addPassword`);
    await test.requestToken({
      client_id: directory.deployer.clientId,
      client_secret: directory.deployer.clientSecret,
      grant_type: "client_credentials",
      scope: "api://none/.default",
    });
    await test.requestToken({
      client_id: directory.deployer.clientId,
      grant_type: "password",
      password: directory.user.password,
      username: "dana@sandbox.example",
    });
    await test.graph("GET", "/v1.0/applications?$filter=displayName+eq+'x+y'");
    const journal = JSON.stringify(directory.journal);
    for (const secret of [
      refreshToken,
      text(graph, "access_token"),
      text(graph, "id_token"),
      text(made, "secretText"),
      directory.deployer.clientSecret,
      directory.user.password,
      await test.deployerToken(),
    ]) {
      assert.equal(journal.includes(secret), false);
    }
    const last = directory.journal.at(-1);
    assert.deepEqual(last, {
      method: "GET",
      host: "graph.microsoft.com",
      url: "/v1.0/applications?$filter=displayName+eq+'x+y'",
      status: 200,
    });
    const refused = directory.journal.at(-3);
    assert.deepEqual(
      [
        refused?.status,
        refused?.body,
        (refused?.error as { error_codes: unknown } | undefined)?.error_codes,
      ],
      [
        400,
        {
          client_id: directory.deployer.clientId,
          client_secret: "…",
          grant_type: "client_credentials",
          scope: "api://none/.default",
        },
        [500011],
      ],
    );
  });
});

describe("end of the directory", () => {
  it("closes idle connections, frees the port and removes temporary files, once or twice", async () => {
    const test = await startTestDirectory();
    const { proxyUrl, caFile } = test.directory;
    const port = Number(new URL(proxyUrl).port);
    await test.deployerToken();
    const idle = connect(port, "127.0.0.1");
    await new Promise((resolve) => idle.once("connect", resolve));
    const closed = new Promise((resolve) => idle.once("close", resolve));
    idle.resume();
    await Promise.all([test.close(), test.directory.close()]);
    await closed;
    assert.equal(existsSync(path.dirname(caFile)), false);
    const refused = await new Promise((resolve) => {
      connect(port, "127.0.0.1").once("error", (error) => resolve("code" in error && error.code));
    });
    assert.equal(refused, "ECONNREFUSED");
  });

  it("lets a request that is being answered finish", async () => {
    const test = await startTestDirectory();
    await test.deployerToken();
    const answered = test.graph("POST", "/v1.0/applications", { displayName: "x" });
    while (test.directory.journal.length < 2) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const [answer] = await Promise.all([answered, test.directory.close()]);
    assert.equal(answer.status, 201);
    await test.close();
  });

  it("runs beside another directory, each with its own port, keys and secrets", async () => {
    const [one, two] = await Promise.all([startTestDirectory(), startTestDirectory()]);
    try {
      const address = (each: TestDirectory): AddressInfo["port"] =>
        Number(new URL(each.directory.proxyUrl).port);
      assert.notEqual(address(one), address(two));
      assert.notEqual(one.directory.deployer.clientSecret, two.directory.deployer.clientSecret);
      const stranger = await one.requestToken({
        client_id: two.directory.deployer.clientId,
        client_secret: two.directory.deployer.clientSecret,
        grant_type: "client_credentials",
        scope: "https://graph.microsoft.com/.default",
      });
      assert.match(loginRefusalOf(stranger)[2], /^AADSTS7000215: /);
    } finally {
      await Promise.all([one.close(), two.close()]);
    }
  });
});
