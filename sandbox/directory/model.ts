/**
 * The objects of the directory as they are stored, and the checks on their shape. Property names
 * are Microsoft Graph's; `owners` and `members` hold object ids.
 */
export * from "./model/application";
export * from "./model/principals";
export * from "./model/users";
export { dateTime, flag, guid, list } from "./model/fields";
