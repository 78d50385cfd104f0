/** Outputs as the program makes them, for a stack's config. */
import assert from "node:assert/strict";
import { parseManagementApi } from "../../../components/rules/config";
import { stackOutputs, type StackOutputs } from "../../../components/rules/outputs";

/** The ids of {@link sampleOutputs}. */
export const SAMPLE = {
  clientId: "7f3c1e0a-52d4-4b8e-9a61-0c4d2f9b7e15",
  tenantId: "d41c8f6e-3b5a-4c7d-8e90-1a2b3c4d5e6f",
  registration: "2b6d0f84-91c3-4e57-a8f2-6d5c4b3a2918",
  servicePrincipal: "9e8d7c6b-5a49-4382-b716-05f4e3d2c1b0",
  group: "5a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
} as const;

/** When the sample's guide is made. */
export const MADE_AT = new Date("2026-11-22T23:06:30Z");

/** @param config the stack's config; `producers` may name {@link SAMPLE}'s group. */
export function sampleOutputs(config: Readonly<Record<string, unknown>> = {}): StackOutputs {
  const parsed = parseManagementApi(config, { project: "management-api", stack: "dev" });
  if (!parsed.ok) throw new Error(`the sample's config is wrong: ${JSON.stringify(parsed)}`);
  const spec = parsed.value;
  const { group, ...ids } = SAMPLE;
  assert.ok(spec.producers.kind === "none" || config["producers"] === group);
  const producers = spec.producers.kind === "none" ? undefined : group;
  return stackOutputs(spec, { ...ids, producers, consent: [], cloud: "public" });
}

/**
 * The same outputs with another text in place of every text, as a hostile stack could have them;
 * keys remain, so that the guide takes the same turns.
 */
export function replaceTexts(outputs: StackOutputs, text: string): StackOutputs {
  return JSON.parse(JSON.stringify(outputs), (_key, value: unknown) =>
    typeof value === "string" ? text : value,
  ) as StackOutputs;
}
