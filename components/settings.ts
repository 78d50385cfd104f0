/**
 * The stack's config, read in this file only. Every problem of a stack comes in one message, before the first request.
 */
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "./refusal";
import type { StackIdentity } from "./spec/identity";
import { type ManagementApiSpec, parseManagementApi } from "./spec/managementApi";
import type { Problem } from "./spec/problem";

/**
 * Reads and checks the running stack's config.
 *
 * @returns what the stack declares, with the defaults of the BDK where it is silent.
 * @throws pulumi.RunError with every problem of the config; Pulumi shows it without a stack trace and registers nothing.
 */
export function readSettings(): ManagementApiSpec {
  const identity = stackIdentity();
  const checked = parseManagementApi(readConfig(identity.project), identity);
  if (!checked.ok) throw refusal(hideSecrets(checked.problems));
  return checked.value;
}

/** Nothing here needs to be secret, but whoever encrypts a value does not want to read it in a message. */
function hideSecrets(problems: readonly Problem[]): readonly Problem[] {
  const secretKeys: unknown = JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]");
  const secrets = new Set(Array.isArray(secretKeys) ? secretKeys : []);
  return problems.map((problem) =>
    secrets.has(`${pulumi.getProject()}:${problem.key.replace(/[.[].*$/, "")}`)
      ? { ...problem, value: "[secret]", remedy: "correct the encrypted value" }
      : problem,
  );
}

/** The running stack, as ids are derived from it. The organization is left out: moving to another one changes no id. */
function stackIdentity(): StackIdentity {
  return { project: pulumi.getProject(), stack: pulumi.getStack() };
}

/**
 * All keys in the project's namespace, also those that no one declared: `pulumi.Config` cannot list keys, and a misspelt
 * one must not go unnoticed. Lists and maps arrive as JSON text, and booleans as "true" and "false".
 */
function readConfig(project: string): Record<string, unknown> {
  const prefix = `${project}:`;
  return Object.fromEntries(
    Object.entries(pulumi.runtime.allConfig())
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), parseValue(text)]),
  );
}

function parseValue(text: string): unknown {
  if (text === "true" || text === "false") return text === "true";
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // The schema of the key says what it must be.
  }
}
