/**
 * Proves the rules of producers, owners and assignments, each with a value that keeps it and one
 * that breaks it, message by message. Cannot prove that Entra ID has these rules: their sources
 * stand in the code.
 */
import { describeRules } from "../support/ruleTable";

const ID = "11111111-1111-4111-8111-111111111111";
const PRINCIPAL = {
  rule: "must be an object id (a UUID) or a user principal name",
  remedy: 'write it as the portal\'s "Object ID", or as "name@your-domain"',
};
const PRODUCERS_FORMS =
  'must be "none", a group\'s object id (a UUID), or a map that describes a group to create';

describeRules("the rules of producers, owners and assignments", [
  [
    "producers is none, an id or a map",
    { producers: ID },
    { producers: "None" },
    { key: "producers", value: "None", rule: PRODUCERS_FORMS, remedy: 'write "none"' },
  ],
  [
    "producers is not left without a value",
    { producers: "none" },
    { producers: "" },
    { key: "producers", value: "", rule: PRODUCERS_FORMS, remedy: 'write "none"' },
  ],
  [
    "producers is not a list",
    { producers: "none" },
    { producers: [ID] },
    {
      key: "producers",
      value: [ID],
      rule: PRODUCERS_FORMS,
      remedy: 'write "none", the group\'s "Object ID", or a map with "members"',
    },
  ],
  [
    "a member of the producers is an id or a user principal name",
    { producers: { members: [ID, "guest_contoso.com#EXT#@fabrikam.example"] } },
    { producers: { members: ["dana"] } },
    { key: "producers.members[0]", value: "dana", ...PRINCIPAL },
  ],
  [
    "no member of the producers stands twice, whatever the capitals",
    { producers: { members: ["dana@a.example", "robin@a.example"] } },
    { producers: { members: ["dana@a.example", "Dana@a.example"] } },
    {
      key: "producers.members[1]",
      value: "Dana@a.example",
      rule: 'must not repeat "producers.members[0]"',
      remedy: "remove it",
    },
  ],
  [
    "an owner is an id or a user principal name",
    { owners: [ID, "dana@a.example"] },
    { owners: ["00000000-0000-0000-0000-000000000000"] },
    { key: "owners[0]", value: "00000000-0000-0000-0000-000000000000", ...PRINCIPAL },
  ],
  [
    "required assignment comes with somebody assigned",
    { assignmentRequired: true, assignments: [ID] },
    { assignmentRequired: true },
    {
      key: "assignmentRequired",
      value: true,
      rule: "must come with assignments: nobody could get a token (AADSTS50105)",
      remedy:
        'list groups (this needs Entra ID P1) or users in "assignments"; or write "assignments: elsewhere" if others assign them; or set it to false',
    },
  ],
  [
    "required assignment can be left to others, on purpose",
    { assignmentRequired: true, assignments: "elsewhere" },
    { assignmentRequired: true, assignments: "elswhere" },
    {
      key: "assignments",
      value: "elswhere",
      rule: 'must be a list, or "elsewhere" where others assign',
      remedy: 'write "elsewhere"',
    },
  ],
  [
    "elsewhere stands in place of the list of assignments",
    { assignments: "elsewhere" },
    { assignments: ["elsewhere"] },
    {
      key: "assignments[0]",
      value: "elsewhere",
      rule: "must stand in place of the list",
      remedy: 'write "assignments: elsewhere", or take it out of the list',
    },
  ],
  [
    "a list of assignments is written as one",
    { assignments: [ID] },
    { assignments: "dana" },
    {
      key: "assignments",
      value: "dana",
      rule: 'must be a list, or "elsewhere" where others assign',
      remedy: "write a list",
    },
  ],
  [
    "an assignment is of people or of an application",
    { assignments: [{ principal: ID }] },
    { assignments: [{ principal: ID, servicePrincipal: ID, role: "ManagementAPI.AccessAll" }] },
    {
      key: "assignments[0]",
      value: { principal: ID, servicePrincipal: ID, role: "ManagementAPI.AccessAll" },
      rule: 'must name a "principal" or a "servicePrincipal", not both',
      remedy: "take one of them out, or make two entries",
    },
  ],
  [
    "an assignment's role is not empty",
    { assignments: [{ principal: ID }] },
    { assignments: [{ principal: ID, role: "" }] },
    {
      key: "assignments[0].role",
      value: "",
      rule: "must not be empty",
      remedy:
        "write an app role's value; only users and groups have default access, where the key is left out",
    },
  ],
  [
    "somebody assigned stands in a list",
    { assignments: ["dana@a.example"] },
    { assignments: "dana@a.example" },
    {
      key: "assignments",
      value: "dana@a.example",
      rule: 'must be a list, or "elsewhere" where others assign',
      remedy: 'write ["dana@a.example"]',
    },
  ],
  [
    "nobody assigned is an empty list",
    { assignments: [] },
    { assignments: "none" },
    {
      key: "assignments",
      value: "none",
      rule: 'must be a list, or "elsewhere" where others assign',
      remedy: "write []",
    },
  ],
  [
    "assigning the producers needs the group",
    { assignments: ["producers"], producers: ID },
    { assignments: ["producers"] },
    {
      key: "assignments[0]",
      value: "producers",
      rule: 'must name somebody; "producers" is "none" in this stack',
      remedy: 'set "producers" to a group, or write an object id here',
    },
  ],
  [
    "an assigned role is for users",
    {
      appRoles: [{ value: "Read", allowedMemberTypes: ["User"] }],
      assignments: [{ principal: ID, role: "Read" }],
    },
    { assignments: [{ principal: ID, role: "ManagementAPI.AccessAll" }] },
    {
      key: "assignments[0].role",
      value: "ManagementAPI.AccessAll",
      rule: 'must be an app role whose "allowedMemberTypes" has "User"; this one is for applications only',
      remedy:
        'add "User" to the role\'s "allowedMemberTypes"; or name an application as "servicePrincipal", or leave the role out for default access',
    },
  ],
  [
    "a service principal is assigned a role for applications",
    {
      appRoles: [{ value: "Work", allowedMemberTypes: ["User", "Application"] }],
      assignments: [{ servicePrincipal: ID, role: "Work" }],
    },
    {
      appRoles: [{ value: "Read", allowedMemberTypes: ["User"] }],
      assignments: [{ servicePrincipal: ID, role: "Read" }],
    },
    {
      key: "assignments[0].role",
      value: "Read",
      rule: 'must be an app role whose "allowedMemberTypes" has "Application"; this one is for users only',
      remedy: 'add "Application" to the role\'s "allowedMemberTypes"; or choose another role',
    },
  ],
  [
    "a service principal is assigned with a role",
    { assignments: [{ servicePrincipal: ID, role: "ManagementAPI.AccessAll" }] },
    { assignments: [{ servicePrincipal: ID }] },
    {
      key: "assignments[0].role",
      value: undefined,
      rule: "is required",
      remedy: "add it",
    },
  ],
  [
    "a service principal is named by an id",
    { assignments: [{ servicePrincipal: ID.toUpperCase(), role: "ManagementAPI.AccessAll" }] },
    { assignments: [{ servicePrincipal: "my daemon", role: "ManagementAPI.AccessAll" }] },
    {
      key: "assignments[0].servicePrincipal",
      value: "my daemon",
      rule: "must be the object id or the client id (a UUID) of an application or managed identity",
      remedy: 'write its "Application (client) ID" or "Object ID", as the portal shows it',
    },
  ],
  [
    "nobody is assigned one role twice, whichever way they are named",
    { assignments: [ID, { servicePrincipal: ID, role: "ManagementAPI.AccessAll" }] },
    {
      assignments: [
        { servicePrincipal: ID, role: "ManagementAPI.AccessAll" },
        { servicePrincipal: ID.toUpperCase(), role: "ManagementAPI.AccessAll" },
      ],
    },
    {
      key: "assignments[1]",
      value: { servicePrincipal: ID.toUpperCase(), role: "ManagementAPI.AccessAll" },
      rule: 'must not repeat "assignments[0]"',
      remedy: "remove it",
    },
  ],
  [
    "an assigned role is declared",
    {
      appRoles: [{ value: "Read", allowedMemberTypes: ["User"] }],
      assignments: [{ principal: ID, role: "Read" }],
    },
    {
      appRoles: [{ value: "Read", allowedMemberTypes: ["User"] }],
      assignments: [{ principal: ID, role: "Raed" }],
    },
    {
      key: "assignments[0].role",
      value: "Raed",
      rule: "must be the value of a declared app role",
      remedy: 'write "Read"',
    },
  ],
  [
    "nobody is assigned twice",
    { assignments: [ID, "dana@a.example"] },
    { assignments: ["dana@a.example", { principal: "Dana@A.example" }] },
    {
      key: "assignments[1]",
      value: { principal: "Dana@A.example" },
      rule: 'must not repeat "assignments[0]"',
      remedy: "remove it",
    },
  ],
]);
