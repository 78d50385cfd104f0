/**
 * Proves the rules of names and switches, each with a value that keeps it and one that breaks it,
 * message by message. Cannot prove that Entra ID has these rules: their sources stand in the code.
 */
import { describeRules } from "../support/ruleTable";

describeRules("the rules of names and switches", [
  [
    "displayName has at most 120 characters",
    { displayName: "n".repeat(120) },
    { displayName: "n".repeat(123) },
    {
      key: "displayName",
      value: "n".repeat(123),
      rule: "must be at most 120 characters",
      remedy: "shorten it by 3",
    },
  ],
  [
    "displayName has no blanks around it",
    { displayName: "a name" },
    { displayName: " a name " },
    {
      key: "displayName",
      value: " a name ",
      rule: "must hold text, with no blanks around it",
      remedy: 'write "a name"',
    },
  ],
  [
    "displayName holds more than blanks, or nothing at all",
    { displayName: "" },
    { displayName: "  " },
    {
      key: "displayName",
      value: "  ",
      rule: "must hold text, with no blanks around it",
      remedy: "write a text or take it out",
    },
  ],
  [
    "displayName has no apostrophe",
    { displayName: "O\u2019Brien" },
    { displayName: "O'Brien" },
    {
      key: "displayName",
      value: "O'Brien",
      rule: "must not hold an apostrophe: the look-up for duplicate names cannot quote it",
      remedy: 'write "O\u2019Brien" or leave it out',
    },
  ],
  [
    "displayName is one line",
    { displayName: "a b" },
    { displayName: "a\nb" },
    {
      key: "displayName",
      value: "a\nb",
      rule: "must be one line without characters that people do not see",
      remedy: "take U+000A out",
    },
  ],
  [
    "displayName is text",
    { displayName: "5" },
    { displayName: 5 },
    { key: "displayName", value: 5, rule: "must be text", remedy: 'write "5", in quotes' },
  ],
  [
    "switches are true or false",
    { protect: true },
    { protect: "yes" },
    {
      key: "protect",
      value: "yes",
      rule: "must be true or false",
      remedy: "write true or false",
    },
  ],
  [
    "a config key is known",
    { displayName: "a" },
    { displayname: "a" },
    {
      key: "displayname",
      value: "a",
      rule: "is not a setting of this program",
      remedy: 'write "displayName"',
    },
  ],
]);
