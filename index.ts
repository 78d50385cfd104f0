/** The stack: the Management API's registration from the stack's config, and what people need to use it. */
import { ManagementApi } from "./components/managementApi";
import { readSettings } from "./components/settings";

const api = new ManagementApi("management-api", { spec: readSettings() });

/** The exact command: `pulumi stack output tokenCommand`. */
export const tokenCommand = api.tokenCommand;
export const loginCommand = api.loginCommand;
export const tokenCommands = api.tokenCommands;
export const clientId = api.clientId;
export const tenantId = api.tenantId;
export const identifierUri = api.identifierUri;
export const objectIds = api.objectIds;
export const scopes = api.scopes;
export const expectedToken = api.expectedToken;
export const appSettings = api.appSettings;
export const declared = api.declared;
export const requiredPermissions = api.requiredPermissions;
