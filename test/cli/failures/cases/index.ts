/**
 * Texts that people meet, with what they mean, by who speaks: the words are those of the tools.
 * Each kind has a look-alike that must not be taken for it.
 */
import { STATUSES, VALIDATION } from "./api";
import { AZ } from "./az";
import { BROKER } from "./broker";
import { CREDENTIALS } from "./credentials";
import { DEPLOYMENTS } from "./deployments";
import { IN_FRONT } from "./inFront";
import { OTHER_TOOLS } from "./otherTools";
import { PULUMI } from "./pulumi";
import { RANKING } from "./ranking";
import { REFUSALS, SPELLINGS, WITHOUT_CODE } from "./signIn";
import type { TextCase } from "./textCase";

/** By kind of speaker. */
export const CASES: Readonly<Record<string, readonly TextCase[]>> = {
  spellings: SPELLINGS,
  refusals: REFUSALS,
  "refusals without a code": WITHOUT_CODE,
  ranking: RANKING,
  az: AZ,
  broker: BROKER,
  "other tools": OTHER_TOOLS,
  credentials: CREDENTIALS,
  statuses: STATUSES,
  "in front": IN_FRONT,
  validation: VALIDATION,
  deployments: DEPLOYMENTS,
  pulumi: PULUMI,
};
