/**
 * Stacks of a Pulumi program in a sandbox that lasts in a folder: for tools that read what was
 * deployed there.
 */
export { detectShell, enterLine } from "./commands/terminal";
export { isForeignVariable } from "./environment";
export { deployerFor, openSandbox } from "./sandbox";
export type { Sandbox } from "./sandbox";
export { readable, SandboxError } from "./sandboxError";
export { holdsSandbox } from "./stateFolder";
