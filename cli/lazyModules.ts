/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports --
   A static import would load the module at every start, and "import()" of a TypeScript file needs ES modules. */
/**
 * Modules that are loaded when they are needed: start-up is what people feel of a command line.
 */
export const lazy = {
  tokenCommand: () => require("./token/tokenCommand") as typeof import("./token/tokenCommand"),
  judgeToken: () => require("./token/judgeToken") as typeof import("./token/judgeToken"),
  formats: () => require("./token/formats") as typeof import("./token/formats"),
  checkCommand: () => require("./check/checkCommand") as typeof import("./check/checkCommand"),
  doctorCommand: () => require("./doctor/doctorCommand") as typeof import("./doctor/doctorCommand"),
  checkList: () => require("./doctor/checkList") as typeof import("./doctor/checkList"),
  explainCommand: () =>
    require("./doctor/explainCommand") as typeof import("./doctor/explainCommand"),
  sandboxSource: () => require("./sandboxSource") as typeof import("./sandboxSource"),
  verifySignature: () =>
    require("./claims/verifySignature") as typeof import("./claims/verifySignature"),
};
