/** A refusal by Microsoft Graph, in the words in which the real provider shows it. */
import { STATUS_CODES } from "node:http";

import type { Properties } from "../../engine/provider";
import { record, text } from "../values";

/** An answer of Graph that is no success. */
export class GraphError extends Error {
  /** @param detail "code: message", "" where the answer held no Graph error. */
  constructor(
    readonly status: number,
    readonly detail: string,
  ) {
    super(
      `unexpected status ${status} (${statusLine(status)})${detail === "" ? "" : ` with error: ${detail}`}`,
    );
    this.name = "GraphError";
  }
}

/**
 * Makes the error of an answer from its body; a body that is no Graph error leaves only the status.
 */
export function graphError(status: number, body: Properties): GraphError {
  const error = record(body, "error");
  const parts = [text(error, "code"), text(error, "message")].filter((part) => part !== "");
  return new GraphError(status, parts.join(": "));
}

/**
 * Runs work; its failure is told as part of `summary`, as the real provider joins them: "summary:
 * detail".
 */
export async function during<T>(summary: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${summary}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/**
 * The error for something that is there already, with the way out that the real provider names.
 *
 * @param name of the resource type, e.g. "ApplicationOwner".
 */
export function alreadyExists(id: string, name: string): Error {
  const terraformName = `azuread${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
  return new Error(
    `A resource with the ID "${id}" already exists - to be managed via Terraform this resource needs to be imported ` +
      `into the State. Please see the resource documentation for "${terraformName}" for more information.`,
  );
}

function statusLine(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ""}`.trimEnd();
}
