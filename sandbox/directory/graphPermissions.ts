/**
 * Permissions that Microsoft Graph publishes, the ones a program like this one asks for.
 * https://learn.microsoft.com/graph/permissions-reference
 */

/** Delegated permissions: value, id, who may consent. */
export const GRAPH_SCOPES: readonly (readonly [string, string, "User" | "Admin"])[] = [
  ["User.Read", "e1fe6dd8-ba31-4d61-89e7-88639da4683d", "User"],
  ["User.ReadWrite", "b4e74841-8e56-480b-be8b-910348b18b4c", "User"],
  ["User.ReadBasic.All", "b340eb25-3456-403f-be2f-af7a0d370277", "User"],
  ["User.Read.All", "a154be20-db9c-4678-8ab7-66f6cc099a59", "Admin"],
  ["Group.Read.All", "5f8c59db-677d-491f-a6b8-5f174b11ec1d", "Admin"],
  ["Group.ReadWrite.All", "4e46008b-f24c-477d-8fff-7bb4ec7aafe0", "Admin"],
  ["GroupMember.Read.All", "bc024368-1153-4739-b217-4326f2e966d0", "Admin"],
  ["Directory.Read.All", "06da0dbc-49e2-44d2-8312-53f166ab848a", "Admin"],
  ["Directory.AccessAsUser.All", "0e263e50-5827-48a4-b97c-d940288653c7", "Admin"],
  ["Application.Read.All", "c79f8feb-a9db-4090-85f9-90d820caa0eb", "Admin"],
  ["Application.ReadWrite.All", "bdfbf15f-ee85-4955-8675-146e8e5296b5", "Admin"],
  ["Calendars.Read", "465a38f9-76ea-45b9-9f34-9e8b0d4b0b42", "User"],
  ["Calendars.ReadWrite", "1ec239c2-d7c9-4623-a91a-a9775856bb36", "User"],
  ["Mail.Read", "570282fd-fa5c-430d-a7fd-fc8dc98a9dca", "User"],
  ["Mail.Send", "e383f46e-2787-4529-855e-0e479a3ffac0", "User"],
  ["Files.Read", "10465720-29dd-4523-a11a-6a75c743c9d9", "User"],
  ["OnlineMeetings.ReadWrite", "a65f2972-a4f8-4f5e-afd7-69ccb046d5dc", "User"],
  ["People.Read", "ba47897c-39ec-4d83-8086-ee8256fa737d", "User"],
  ["email", "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0", "User"],
  ["offline_access", "7427e0e9-2fba-42fe-b0c0-848c9e6a8182", "User"],
  ["openid", "37f7f235-527c-4136-accd-4a02d197296e", "User"],
  ["profile", "14dad69e-099b-42c9-810b-d002981feec1", "User"],
];

/** Application permissions: value, id. */
export const GRAPH_APP_ROLES: readonly (readonly [string, string])[] = [
  ["Application.Read.All", "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"],
  ["Application.ReadWrite.All", "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9"],
  ["Application.ReadWrite.OwnedBy", "18a4783c-866b-4cc7-a460-3d5e5662c884"],
  ["AppRoleAssignment.ReadWrite.All", "06b708a9-e830-4db3-a914-8e69da51d44f"],
  ["DelegatedPermissionGrant.ReadWrite.All", "8e8e4742-1d95-4f68-9d56-6ee75648c72a"],
  ["Directory.Read.All", "7ab1d382-f21e-4acd-a863-ba3e13f7da61"],
  ["Group.Create", "bf7b1a76-6e77-406b-b258-bf5c7720e98f"],
  ["Group.Read.All", "5b567255-7703-4780-807c-7be8301ae99b"],
  ["Group.ReadWrite.All", "62a82d76-70ea-41e2-9197-370581804d09"],
  ["User.Read.All", "df021288-bdef-4463-88db-98f22de89214"],
  ["User.ReadWrite.All", "741f803b-c850-494e-b5df-cde7c675a1ca"],
];
