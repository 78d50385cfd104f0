/** The embedded deployment engine: what the rest of the sandbox uses of it. */
export { destroy, exportStack, forget, outputs, preview, refresh, up } from "./engine";
export { EngineError } from "./errors";
export type { EngineEvent, Result } from "./events";
export { makeDisplay } from "./display/display";
export { previewJson } from "./display/previewJson";
export { UNKNOWN, type Properties, type Provider, type ResourceType } from "./provider";
export type { Project } from "./run/execute";
export { shortType } from "./state/urn";
export {
  hasSecret,
  hasUnknown,
  isSecret,
  makeSecret,
  reveal,
  revealValue,
  type StateProperties,
  type StateValue,
} from "./state/value";
