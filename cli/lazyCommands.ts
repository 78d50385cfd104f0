/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports --
   A static import would load the module at every start, and "import()" of a TypeScript file needs ES modules. */
/** The commands, each loaded when it is run: start-up is what people feel of a command line. Only `main.ts` imports this. */
export const lazyCommands = {
  token: () => require("./token/tokenCommand") as typeof import("./token/tokenCommand"),
  check: () => require("./check/checkCommand") as typeof import("./check/checkCommand"),
  checkList: () => require("./doctor/checkList") as typeof import("./doctor/checkList"),
  doctor: () => require("./doctor/doctorCommand") as typeof import("./doctor/doctorCommand"),
  explain: () => require("./doctor/explainCommand") as typeof import("./doctor/explainCommand"),
};
