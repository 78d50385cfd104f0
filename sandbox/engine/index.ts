/** The embedded deployment engine: what the rest of the sandbox uses of it. */
export { destroy, exportStack, forget, outputs, preview, refresh, up } from "./engine";
export { EngineError, messageOf, notImplemented } from "./errors";
export type {
  Changes,
  Diagnostic,
  EngineEvent,
  Command,
  Result,
  Severity,
  Step,
  StepOperation,
} from "./events";
export { makeDisplay, type Display, type DisplayOptions, type Write } from "./display/display";
export { previewJson } from "./display/previewJson";
export {
  UNKNOWN,
  type CheckFailure,
  type CheckResult,
  type Diff,
  type Properties,
  type Provider,
  type ProviderFunction,
  type ResourceState,
  type ResourceType,
  type Value,
} from "./provider";
export type { Resource } from "./state/resource";
export type { Project, RunOptions } from "./run/execute";
export { nameOf, shortType, typeOf } from "./state/urn";
export {
  blindValue,
  hasSecret,
  hasUnknown,
  isSecret,
  makeSecret,
  reveal,
  revealValue,
  type Secret,
  type StateProperties,
  type StateValue,
} from "./state/value";
