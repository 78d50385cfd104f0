/** Proves what is told of a signature, with keys of its own. */
import assert from "node:assert/strict";
import { CompactSign, exportJWK, generateKeyPair, type JSONWebKeySet } from "jose";
import { verifySignature } from "../../cli/claims/verifySignature";

describe("verifySignature", () => {
  const verify = (signed: string, by: JSONWebKeySet) =>
    verifySignature(signed, () => Promise.resolve(by));
  let keys: JSONWebKeySet;
  let token: string;

  before(async () => {
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "one" }] };
    token = await new CompactSign(Buffer.from("{}"))
      .setProtectedHeader({ alg: "RS256", kid: "one" })
      .sign(privateKey);
  });

  it("verifies", async () => {
    assert.deepEqual(await verify(token, keys), { kind: "verified" });
  });

  it("tells that no key of the tenant's signed it", async () => {
    assert.deepEqual(await verify(token, { keys: [{ kid: "two", kty: "RSA" }] }), {
      kind: "wrong",
      why: "none of the tenant's published keys signed it",
    });
  });

  it("tells that the text was changed", async () => {
    const [header = "", , signature = ""] = token.split(".");
    const changed = Buffer.from('{"a":1}').toString("base64url");
    assert.deepEqual(await verify(`${header}.${changed}.${signature}`, keys), {
      kind: "wrong",
      why: "the signature does not fit the text: the token was changed",
    });
  });

  it("tells why else it cannot be checked", async () => {
    const header = Buffer.from('{"alg":"none"}').toString("base64url");
    assert.deepEqual(await verify(`${header}.e30.`, keys), {
      kind: "wrong",
      why: "it cannot be checked: ERR_JOSE_ALG_NOT_ALLOWED",
    });
  });
});
