/** Proves which variables clients in the sandbox get, and which of the user's they never see. */
import assert from "node:assert/strict";
import { clientEnvironment, withoutForeignVariables } from "../../environment";

describe("clientEnvironment", () => {
  it("routes, trusts and signs in by the sandbox alone", () => {
    const environment = clientEnvironment(
      {
        caFile: "/s/ca.pem",
        deployer: { clientId: "client", clientSecret: "secret", objectId: "object" },
        proxyUrl: "http://127.0.0.1:1",
        tenantId: "tenant",
      },
      { azureConfigDir: "/s/azure" },
    );
    assert.deepEqual(environment, {
      ARM_CLIENT_ID: "client",
      ARM_CLIENT_SECRET: "secret",
      ARM_ENVIRONMENT: "public",
      ARM_TENANT_ID: "tenant",
      ARM_USE_CLI: "false",
      AZURE_CONFIG_DIR: "/s/azure",
      AZURE_CORE_COLLECT_TELEMETRY: "no",
      AZURE_CORE_ENCRYPT_TOKEN_CACHE: "false",
      AZURE_CORE_LOGIN_EXPERIENCE_V2: "off",
      AZURE_CORE_NO_COLOR: "yes",
      AZURE_CORE_SURVEY_MESSAGE: "no",
      AZURE_CORE_USE_MSAL_HTTP_CACHE: "false",
      HTTPS_PROXY: "http://127.0.0.1:1",
      NODE_EXTRA_CA_CERTS: "/s/ca.pem",
      NO_PROXY: "localhost,127.0.0.1",
      PYTHONDONTWRITEBYTECODE: "1",
      REQUESTS_CA_BUNDLE: "/s/ca.pem",
      SSL_CERT_FILE: "/s/ca.pem",
      https_proxy: "http://127.0.0.1:1",
      no_proxy: "localhost,127.0.0.1",
    });
  });
});

describe("withoutForeignVariables", () => {
  it("keeps what programs need and drops credentials, clouds, proxies and trust, in any case", () => {
    const kept = { HOME: "/home/me", LANG: "C", PATH: "/bin", NODE_OPTIONS: "--no-warnings" };
    const dropped = [
      "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
      "ALL_PROXY",
      "ARM_CLIENT_CERTIFICATE",
      "ARM_METADATA_HOSTNAME",
      "AZURE_CONFIG_DIR",
      "AZURE_CORE_INSTANCE_DISCOVERY",
      "BROWSER",
      "CURL_CA_BUNDLE",
      "HTTP_PROXY",
      "NODE_EXTRA_CA_CERTS",
      "NODE_TLS_REJECT_UNAUTHORIZED",
      "SSL_CERT_DIR",
      "arm_client_id",
      "https_proxy",
      "no_proxy",
    ];
    const environment = {
      ...kept,
      ...Object.fromEntries(dropped.map((name) => [name, "foreign"])),
      UNSET: undefined,
    };
    assert.deepEqual(withoutForeignVariables(environment), kept);
  });
});
