/**
 * The emulated Entra ID directory: login, Microsoft Graph and the Azure Resource Manager lists on
 * loopback.
 */
export { startDirectory } from "./directory";
export type { Directory, DirectoryOptions } from "./directory";
export { FolderError } from "./folder";
export { SEED } from "./seed";
export { AZURE_CLI_APP_ID, HOSTS, MICROSOFT_GRAPH_APP_ID, SERVED_HOSTS } from "./constants";
export type { DirectoryState } from "./state";
export type { JournalEntry } from "./journal";
export type { Fault } from "./faults";
export type {
  AppRole,
  AppRoleAssignment,
  Application,
  Group,
  PermissionGrant,
  PermissionScope,
  ServicePrincipal,
  User,
} from "./model";
