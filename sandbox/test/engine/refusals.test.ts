/**
 * Proves that what the engine does not implement is refused by the name it has in the program.
 * Tables of single cases.
 */
import { RegisterResourceRequest, ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";
import { Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import assert from "node:assert/strict";
import { readRegistration, refuseInvokeOptions } from "../../engine/program/registration";
import { Registry } from "../../engine/run/registry";
import { UNKNOWN } from "../../engine";
import { UNKNOWN_MARKER } from "../../engine/program/wire";
import { makeFakeCloud } from "./fakeProvider";

const refusal = (what: string): object => ({
  name: "EngineError",
  message: `embedded engine: "${what}" is not implemented; use the Pulumi CLI for it`,
});

const OPTIONS: readonly (readonly [string, (request: RegisterResourceRequest) => void])[] = [
  ["provider", (request) => request.setProvider("urn::id")],
  ["providers", (request) => request.getProvidersMap().set("azuread", "urn::id")],
  ["remote component", (request) => request.setRemote(true)],
  ["retainOnDelete", (request) => request.setRetainondelete(true)],
  ["deleteBeforeReplace", (request) => request.setDeletebeforereplace(true)],
  ["replaceOnChanges: a[*].b", (request) => request.setReplaceonchangesList(["a", "a[*].b"])],
  ...["*", "a[0]", "a.b[*].c", 'a["b.c"]', "a..b", ""].map(
    (path) =>
      [
        `ignoreChanges: ${path}`,
        (request: RegisterResourceRequest) => request.setIgnorechangesList(["a.b", path]),
      ] as const,
  ),
  ["hideDiffs", (request) => request.setHidediffsList(["a"])],
  ["replaceWith", (request) => request.setReplaceWithList(["urn"])],
  ["replacementTrigger", (request) => request.setReplacementTrigger(new Value())],
  ["pluginDownloadURL", (request) => request.setPlugindownloadurl("https://example.com")],
  ["envVarMappings", (request) => request.getEnvvarmappingsMap().set("A", "B")],
  ["parameterized package", (request) => request.setPackageref("ref")],
  [
    "explicit provider pulumi:providers:azuread",
    (request) => request.setType("pulumi:providers:azuread"),
  ],
  ["hooks", (request) => request.setHooks(new RegisterResourceRequest.ResourceHooksBinding())],
  ["asset", withValue({ "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17" })],
  [
    "archive",
    withValue({ "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7" }),
  ],
  [
    "customTimeouts",
    (request) => {
      const timeouts = new RegisterResourceRequest.CustomTimeouts();
      timeouts.setDelete("5m");
      request.setCustomtimeouts(timeouts);
    },
  ],
];

function withValue(value: object) {
  return (request: RegisterResourceRequest): void => {
    request.setObject(Struct.fromJavaScript({ file: value }));
  };
}

describe("what the engine does not implement", () => {
  for (const [name, set] of OPTIONS) {
    it(`is refused by name: ${name}`, () => {
      const request = new RegisterResourceRequest();
      request.setType("test:index:Thing");
      set(request);
      assert.throws(() => readRegistration(request), refusal(name));
    });
  }

  it("is told from the same options left at their defaults", () => {
    const request = new RegisterResourceRequest();
    request.setType("test:index:Thing");
    request.setName("it");
    request.setCustom(true);
    request.setRetainondelete(false);
    request.setIgnorechangesList(["tags", "api.oauth2PermissionScopes"]);
    request.setReplaceonchangesList(["triggers[*]", "label"]);
    request.setCustomtimeouts(new RegisterResourceRequest.CustomTimeouts());
    request.setObject(Struct.fromJavaScript({ a: UNKNOWN_MARKER, b: [null, { c: 1 }] }));
    assert.deepEqual(readRegistration(request), {
      type: "test:index:Thing",
      name: "it",
      custom: true,
      parent: undefined,
      inputs: { a: UNKNOWN, b: [null, { c: 1 }] },
      dependencies: [],
      propertyDependencies: {},
      protect: false,
      deletedWith: undefined,
      ignoreChanges: ["tags", "api.oauth2PermissionScopes"],
      replaceOnChanges: ["triggers", "label"],
      additionalSecretOutputs: [],
      aliases: [],
      importId: undefined,
      version: "",
    });
  });

  it("covers functions", () => {
    const invoke = new ResourceInvokeRequest();
    refuseInvokeOptions(invoke);
    invoke.setProvider("urn::id");
    assert.throws(() => refuseInvokeOptions(invoke), refusal("provider"));
  });

  it("covers types and functions that no provider serves", () => {
    const registry = new Registry([makeFakeCloud().provider]);
    assert.equal(registry.resource("test:index/thing:Thing").provider.name, "test");
    assert.equal(registry.function("test:index:greet").token, "test:index:greet");
    assert.throws(() => registry.resource("aws:s3:Bucket"), refusal("resource type aws:s3:Bucket"));
    assert.throws(() => registry.function("aws:x:y"), refusal("function aws:x:y"));
  });
});
