/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports --
   A static import would load the module at every start, and "import()" of a TypeScript file needs ES modules. */
/** What several commands load only when they need it, because it is slow to load. The commands themselves: `lazyCommands.ts`. */
export const lazy = {
  judgeToken: () => require("./token/judgeToken") as typeof import("./token/judgeToken"),
  formats: () => require("./token/formats") as typeof import("./token/formats"),
  sandboxSource: () => require("./sandboxSource") as typeof import("./sandboxSource"),
  verifySignature: () =>
    require("./claims/verifySignature") as typeof import("./claims/verifySignature"),
};
