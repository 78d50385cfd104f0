/**
 * Proves, on requests with something wrong in them, that no client's input is the directory's own
 * failure: every answer is a success or a refusal in the host's shape, the state stays readable,
 * nothing ends. It cannot prove that each refusal is the right one. A failure prints seed and path,
 * which `FC_SEED=… FC_PATH=… npx mocha sandbox/test/directory/fuzz.test.ts` plays again;
 * `FUZZ_RUNS` says how many requests there are.
 */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { ProxyAgent } from "undici";
import { HOSTS } from "../../directory";
import { readState } from "../../directory/state";
import { startTestDirectory, type TestDirectory, text } from "./client";
import { hostileRequest, type HostileRequest } from "./hostile";

const REQUESTS = Number(process.env["FUZZ_RUNS"] ?? "300");
const WALK = 10;

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

describe("requests with something wrong in them", function () {
  this.timeout(60_000 + REQUESTS * 100);
  let folder: string;
  let test: TestDirectory;
  let agent: ProxyAgent;
  let tokens: Readonly<Record<HostileRequest["token"], string | undefined>>;
  let known: Record<string, string>;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "directory-fuzz-"));
    test = await startTestDirectory({ stateDir: folder });
    const { caFile, proxyUrl } = test.directory;
    agent = new ProxyAgent({ uri: proxyUrl, requestTls: { ca: readFileSync(caFile, "utf8") } });
    const userToken = async (scope: string): Promise<string> =>
      text(await test.requestUserToken(await test.signIn(), scope), "access_token");
    tokens = {
      deployer: await test.deployerToken(),
      user: await userToken("https://graph.microsoft.com/.default"),
      arm: await userToken("https://management.azure.com//.default"),
      none: undefined,
      nonsense: "x.y.z",
    };
  });
  after(async () => {
    await agent.close();
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it(`are refused or answered: ${REQUESTS} of them`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileRequest, { minLength: WALK, maxLength: WALK }), walk),
      {
        numRuns: Math.ceil(REQUESTS / WALK),
        plugins: [fc.interruptAfterTimeLimit(50_000 + REQUESTS * 100)],
      },
    );
  });

  async function walk(requests: readonly HostileRequest[]): Promise<void> {
    await test.directory.reset();
    const { deployer, user } = test.directory;
    known = {
      created: deployer.objectId,
      password: user.password,
      refresh: await test.signIn(),
      secret: deployer.clientSecret,
    };
    for (const request of requests) {
      const answer = await send(request);
      checkAnswer(request, answer);
      learn(answer);
    }
    const file = path.join(folder, "directory.json");
    assert.ok(existsSync(file));
    readState(file); // Throws where the state cannot be read.
  }

  function fill(template: string): string {
    return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);
  }

  async function send({ host, method, path: template, token, contentType, body }: HostileRequest) {
    const bearer = tokens[token];
    const answer = await agent.request({
      origin: `https://${host}`,
      path: fill(template),
      method,
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(contentType === "" ? {} : { "content-type": contentType }),
      },
      ...(body === undefined ? {} : { body: fill(body) }),
    });
    const { location } = answer.headers;
    assert.ok(!Array.isArray(location));
    return { status: answer.statusCode, location, body: await answer.body.text() };
  }

  /** Later requests of the walk name what earlier ones have made. */
  function learn({ status, location, body }: Answer): void {
    if (status === 302 && location !== undefined) {
      known["created"] = new URL(location).searchParams.get("code") ?? "";
      return;
    }
    if (status > 201 || !body.startsWith("{")) return;
    const { id, device_code: deviceCode } = JSON.parse(body) as Record<string, unknown>;
    known["created"] = [deviceCode, id, known["created"]].find(
      (each) => typeof each === "string",
    ) as string;
  }
});

/** Fails unless an answer has the shape of a success or of the host's refusal. */
function checkAnswer(request: HostileRequest, { status, location, body }: Answer): void {
  const seen = `${request.method} ${request.path.slice(0, 200)}: ${status} ${body.slice(0, 500)}`;
  assert.ok(status < 500 || status === 501, seen);
  // Whatever only the last catch stopped is a mistake of the directory.
  assert.ok(!body.includes("is more than the sandbox can read"), seen);
  // 431: Node itself says so to whoever sends more than 16 KiB of path and headers.
  if (request.method === "HEAD" || status === 204 || status === 431) {
    assert.equal(body, "", seen);
    return;
  }
  if (status === 302) {
    assert.ok(URL.canParse(location ?? ""), seen);
    return;
  }
  if (body.startsWith("<form ")) {
    assert.equal(status, 200, seen);
    return;
  }
  assert.doesNotThrow(() => void JSON.parse(body), seen);
  const answer = JSON.parse(body) as Record<string, unknown>;
  assert.ok(typeof answer === "object" && !Array.isArray(answer), seen);
  if (status < 400) {
    assert.ok(status === 200 || status === 201, seen);
    return;
  }
  if (request.host === HOSTS.login && status !== 501) {
    assert.match(String(answer["error_description"]), /^AADSTS\d+: /, seen);
    assert.equal(typeof answer["error"], "string", seen);
    return;
  }
  const { code, message } = answer["error"] as Record<string, unknown>;
  assert.match(String(code), /^\w+$/, seen);
  assert.ok(typeof message === "string" && message !== "", seen);
}
