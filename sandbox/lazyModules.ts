/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports --
   A static import would load the module at every start, and "import()" of a TypeScript file needs ES modules. */
/** Modules that are loaded when they are needed: all together take seconds, in which nothing could be said. */
export const lazy = {
  output: () => require("./commands/output") as typeof import("./commands/output"),
  rehearse: () => require("./commands/rehearse") as typeof import("./commands/rehearse"),
  sandbox: () => require("./sandbox") as typeof import("./sandbox"),
  serve: () => require("./commands/serve") as typeof import("./commands/serve"),
};
