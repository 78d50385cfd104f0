/**
 * The throw-away certificate authority and the one certificate it signs. The authority's private
 * key is dropped at once, so trusting it means trusting this one certificate, for a day and for the
 * directory's hosts only.
 */
import "reflect-metadata";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  NameConstraints,
  id_ce_nameConstraints,
} from "@peculiar/asn1-x509";
import * as x509 from "@peculiar/x509";
import { HOSTS, SERVED_HOSTS } from "./constants";

/** PEM texts for a TLS server and for those who must trust it. */
export interface Certificates {
  /** The authority's certificate: what clients trust. */
  readonly authority: string;
  readonly certificate: string;
  readonly privateKey: string;
}

// EC, because RSA keys cost seconds on small machines.
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const HOUR = 60 * 60 * 1000;

/**
 * How long certificates serve before others must be there, in milliseconds: an hour less than they
 * are valid.
 */
export const CERTIFICATES_SERVE = 22 * HOUR;

/**
 * Makes an authority and a certificate for the directory's hosts, valid for a day. Both carry key
 * identifiers: Python's strict checks refuse a chain without them.
 */
export async function createCertificates(now: Date): Promise<Certificates> {
  x509.cryptoProvider.set(crypto);
  const authorityKeys = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
  const serverKeys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  // A clock that lags a little behind must not find the certificate to lie in the future.
  const validity = {
    notBefore: new Date(now.getTime() - HOUR),
    notAfter: new Date(now.getTime() + 23 * HOUR),
  };
  const subject = "CN=Sandbox directory (throw-away authority)";
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: subject,
    ...validity,
    signingAlgorithm: ALGORITHM,
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      nameConstraints(SERVED_HOSTS),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: `CN=${HOSTS.login}`,
    issuer: subject,
    ...validity,
    signingAlgorithm: ALGORITHM,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        SERVED_HOSTS.map((value) => ({ type: "dns" as const, value })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(serverKeys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", serverKeys.privateKey);
  return {
    authority: `${authority.toString("pem")}\n`,
    certificate: `${certificate.toString("pem")}\n`,
    privateKey: `${x509.PemConverter.encode(pkcs8, "PRIVATE KEY")}\n`,
  };
}

/** These hosts, and no address. https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10 */
function nameConstraints(hosts: readonly string[]): x509.Extension {
  const subtrees = (names: readonly Partial<GeneralName>[]): GeneralSubtrees =>
    new GeneralSubtrees(names.map((name) => new GeneralSubtree({ base: new GeneralName(name) })));
  const constraints = new NameConstraints({
    permittedSubtrees: subtrees(hosts.map((dNSName) => ({ dNSName }))),
    excludedSubtrees: subtrees([{ iPAddress: "0.0.0.0/0" }, { iPAddress: "::/0" }]),
  });
  return new x509.Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraints));
}

function serialNumber(): string {
  // A leading zero byte keeps the number positive.
  return `00${Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString("hex")}`;
}
