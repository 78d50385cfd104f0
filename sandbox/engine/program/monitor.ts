/**
 * The gRPC server that the program talks to: Pulumi's ResourceMonitor and Engine services on a free
 * loopback port, from the stubs that the SDK ships. It only translates; what happens is up to the
 * {@link ProgramRun}.
 */
import {
  Server,
  ServerCredentials,
  status,
  type ServiceError,
  type sendUnaryData,
} from "@grpc/grpc-js";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  LogSeverity,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import {
  ResourceMonitorService,
  type IResourceMonitorServer,
} from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterResourceResponse,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { RunIsOver, messageOf, notImplemented } from "../errors";
import type { Severity } from "../events";
import type { ProgramRun } from "./programRun";
import { readName, readRegistration, refuseInvokeOptions } from "./registration";
import type { ResourceName } from "../state/resource";
import { fromStruct, toStruct } from "./wire";

/** A listening monitor. */
export interface Monitor {
  /** "127.0.0.1:<port>". */
  readonly address: string;
  close(): void;
}

// Asked by the SDK before anything else. A "true" for what is refused later makes the refusal name
// it, where the SDK would only ask for a newer CLI. Answered "false": the SDK then sends ids
// instead of references, plain values instead of output values, and works out all aliases by
// itself.
const FEATURES = new Set([
  "secrets",
  "deletedWith",
  "replaceWith",
  "transforms",
  "invokeTransforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
]);

// The SDK's debug messages are dropped: they hold whole requests, secrets in plain text among them.
const SEVERITIES: Readonly<Record<LogSeverity, Severity | undefined>> = {
  [LogSeverity.DEBUG]: undefined,
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};

// As large as the SDK's own limit.
const MAX_MESSAGE = 400 * 1024 * 1024;

/** Starts the server. */
export async function startMonitor(programRun: ProgramRun): Promise<Monitor> {
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE,
    "grpc.max_send_message_length": MAX_MESSAGE,
  });
  server.addService(ResourceMonitorService, monitorService(programRun));
  server.addService(EngineService, engineService(programRun));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

/** Of methods that are not here gRPC says so by itself, and the SDK gets along without. */
function monitorService(programRun: ProgramRun) {
  // Reading a request may refuse it; that ends the run.
  const understood = <T>(read: () => T, about?: ResourceName): T => {
    try {
      return read();
    } catch (error) {
      throw programRun.fail(error, about && programRun.urnOf(about));
    }
  };
  const refused = (what: string) =>
    unary<unknown, never>(() =>
      understood(() => {
        throw notImplemented(what);
      }),
    );
  return {
    supportsFeature: unary((request) => {
      const response = new SupportsFeatureResponse();
      response.setHassupport(FEATURES.has(request.getId()));
      return Promise.resolve(response);
    }),
    registerResource: unary(async (request) => {
      const registered = await programRun.register(
        understood(() => readRegistration(request), readName(request)),
      );
      const response = new RegisterResourceResponse();
      response.setUrn(registered.urn);
      response.setId(registered.id ?? "");
      response.setObject(toStruct(registered.outputs));
      return response;
    }),
    registerResourceOutputs: unary(async (request) => {
      const outputs = understood(() => fromStruct(request.getOutputs()));
      await programRun.registerOutputs(request.getUrn(), outputs);
      return new Empty();
    }),
    invoke: unary(async (request) => {
      const args = understood(() => {
        refuseInvokeOptions(request);
        return fromStruct(request.getArgs());
      });
      const response = new InvokeResponse();
      response.setReturn(toStruct(await programRun.invoke(request.getTok(), args)));
      return response;
    }),
    signalAndWaitForShutdown: unary(async () => {
      await programRun.finish();
      return new Empty();
    }),
    readResource: refused("get of a resource"),
    call: refused("call of a component's method"),
    registerStackTransform: refused("stack transform"),
    registerStackInvokeTransform: refused("invoke transform"),
    registerResourceHook: refused("hooks"),
    registerErrorHook: refused("error hooks"),
    registerPackage: refused("parameterized package"),
  } satisfies Partial<IResourceMonitorServer>;
}

/** As {@link monitorService}; a program that requires a version of the CLI is told by the SDK. */
function engineService(programRun: ProgramRun) {
  let root = "";
  return {
    log: unary((request) => {
      const severity = SEVERITIES[request.getSeverity()];
      const urn = request.getUrn() || undefined;
      if (severity !== undefined) programRun.log(severity, request.getMessage(), urn);
      return Promise.resolve(new Empty());
    }),
    setRootResource: unary((request) => {
      root = request.getUrn();
      return Promise.resolve(new SetRootResourceResponse());
    }),
    getRootResource: unary(() => {
      const response = new GetRootResourceResponse();
      response.setUrn(root);
      return Promise.resolve(response);
    }),
  } satisfies Partial<IEngineServer>;
}

/** Makes a gRPC handler of a function; what it throws becomes the call's status. */
function unary<Request, Response>(answer: (request: Request) => Promise<Response>) {
  return (call: { readonly request: Request }, callback: sendUnaryData<Response>): void => {
    // "async" also turns what is thrown at once into a rejection.
    void (async () => answer(call.request))().then(
      (response) => callback(null, response),
      (error: unknown) => callback(asServiceError(error)),
    );
  };
}

function asServiceError(error: unknown): Partial<ServiceError> {
  // The SDK takes "unavailable" for the end of the run and says nothing more.
  if (error instanceof RunIsOver) return { code: status.UNAVAILABLE, details: error.message };
  return { code: status.UNKNOWN, details: messageOf(error) };
}
