/**
 * Proves the rules of what lets a caller in: groups in tokens, and the access role. Cannot prove
 * that the deployed API asks for them: the demo API's tests show what that one does.
 */
import assert from "node:assert/strict";
import { describeRules, specOf } from "../support/ruleTable";
import type { Config } from "../support/stackRun";

const GROUP = "99999999-9999-4999-8999-999999999999";
const reader = { value: "Reader", allowedMemberTypes: ["User"] };
const NOT_IN_TOKENS =
  'must put the group of "producers" into tokens, because the API looks for it there';

describeRules("the rules of access", [
  [
    "groupMembershipClaims of a stack with a group put it into tokens",
    { producers: GROUP, groupMembershipClaims: ["DirectoryRole", "All"] },
    { producers: GROUP, groupMembershipClaims: "none" },
    {
      key: "groupMembershipClaims",
      value: "none",
      rule: NOT_IN_TOKENS,
      remedy: 'write "SecurityGroup"',
    },
  ],
  [
    "groupMembershipClaims of assigned groups come with an assignment of the group",
    {
      producers: GROUP,
      groupMembershipClaims: "ApplicationGroup",
      assignments: [{ principal: GROUP }],
    },
    { producers: GROUP, groupMembershipClaims: "ApplicationGroup" },
    {
      key: "groupMembershipClaims",
      value: "ApplicationGroup",
      rule: NOT_IN_TOKENS,
      remedy:
        'add "producers" to "assignments" (assigning a group needs Entra ID P1), or write "SecurityGroup"',
    },
  ],
  [
    "groupMembershipClaims of assigned groups leave the assignment to others where config says so",
    { producers: GROUP, groupMembershipClaims: "ApplicationGroup", assignments: "elsewhere" },
    { producers: GROUP, groupMembershipClaims: "ApplicationGroup", assignments: [] },
    {
      key: "groupMembershipClaims",
      value: "ApplicationGroup",
      rule: NOT_IN_TOKENS,
      remedy:
        'add "producers" to "assignments" (assigning a group needs Entra ID P1), or write "SecurityGroup"',
    },
  ],
  [
    "groupMembershipClaims as a list name something, each once",
    { groupMembershipClaims: ["All"] },
    { groupMembershipClaims: ["All", "All"] },
    {
      key: "groupMembershipClaims",
      value: ["All", "All"],
      rule: "must name at least one kind, and each once",
      remedy: 'write ["All"]',
    },
  ],
  [
    "groupMembershipClaims as a list name something",
    { groupMembershipClaims: "none" },
    { groupMembershipClaims: [] },
    {
      key: "groupMembershipClaims",
      value: [],
      rule: "must name at least one kind, and each once",
      remedy: 'write "none" for no groups in tokens',
    },
  ],
  [
    "accessRole is a declared role",
    { accessRole: "ManagementAPI.AccessAll" },
    { accessRole: "ManagementAPI.AcessAll" },
    {
      key: "accessRole",
      value: "ManagementAPI.AcessAll",
      rule: 'must be "none" or the value of a declared app role',
      remedy: 'write "ManagementAPI.AccessAll"',
    },
  ],
  [
    "accessRole is a role for applications",
    { accessRole: "Worker", appRoles: [{ value: "Worker" }] },
    { accessRole: "Reader", appRoles: [reader] },
    {
      key: "accessRole",
      value: "Reader",
      rule: 'must be an app role whose "allowedMemberTypes" has "Application"; this one is for users only',
      remedy: 'add "Application" to the role\'s "allowedMemberTypes", or write "none"',
    },
  ],
  [
    "tags have no blanks around them, which is one problem",
    { tags: ["A"] },
    { tags: ["A "] },
    {
      key: "tags[0]",
      value: "A ",
      rule: "must hold text, with no blanks around it",
      remedy: 'write "A"',
    },
  ],
  [
    "groupMembershipClaims is a name or a list of names",
    { groupMembershipClaims: ["All"] },
    { groupMembershipClaims: { toString: null } },
    {
      key: "groupMembershipClaims",
      value: { toString: null },
      rule: 'must be one of "none", "SecurityGroup", "ApplicationGroup", "DirectoryRole", "All"',
      remedy: 'choose from "none", "SecurityGroup", "ApplicationGroup", "DirectoryRole", "All"',
    },
  ],
  [
    "tags are different",
    { tags: ["a", "b"] },
    { tags: ["a", "a"] },
    { key: "tags[1]", value: "a", rule: 'must not repeat "tags[0]"', remedy: "remove it" },
  ],
]);

describe("the access role", () => {
  const roleOf = (config: Config): string | undefined => specOf(config).accessRole;

  it("is the BDK's where config is silent, if the stack declares that for applications", () => {
    assert.deepEqual(
      [
        {},
        { appRoles: [] },
        { appRoles: [{ value: "ManagementAPI.AccessAll", allowedMemberTypes: ["User"] }] },
      ].map(roleOf),
      ["ManagementAPI.AccessAll", undefined, undefined],
    );
  });

  it("is the one that config names, or none", () => {
    assert.equal(
      roleOf({ appRoles: [{ value: "Todo.Read" }], accessRole: "Todo.Read" }),
      "Todo.Read",
    );
    assert.equal(roleOf({ accessRole: "none" }), undefined);
  });
});
