/** The emulated directory, for programs and tests of others: see README.md. */
export { sandboxFetch } from "./http";
export type { Fetch, SandboxFetch } from "./http";
export { clientEnvironment, withoutForeignVariables } from "./environment";
export * from "./directory";
