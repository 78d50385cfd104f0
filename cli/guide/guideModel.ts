import type { StackOutputs } from "../../components/rules/outputs";
import { AZURE_CLI_CLIENT_ID } from "../../components/rules/values/clients";
import { when } from "../when";
import { type Block, code, type Guide, join, list, note, paragraph, prose } from "./document";
import { contacts } from "./sections/contacts";
import { errors } from "./sections/errors";
import { expected } from "./sections/expected";
import { otherTools } from "./sections/otherTools";
import { steps } from "./sections/steps";

/** What a guide tells besides the stack's outputs. */
export interface GuideContext {
  /** The stack's name; undefined where it is not known, as with outputs from a file. */
  readonly stack: string | undefined;
  /** When the guide is made. */
  readonly madeAt: Date;
  /** Whether the stack is one of the sandbox, whose tenant is nobody's. Default: it is not. */
  readonly isSandbox?: boolean;
  /**
   * Whom to ask: e-mail addresses, `https` links, or plain text such as a team's name. Default:
   * nobody is named.
   */
  readonly owners?: readonly string[];
}

/** What the guide of one stack says. Pure: the same outputs and context give the same guide. */
export function makeGuide(outputs: StackOutputs, context: GuideContext): Guide {
  return {
    title: `Get a token for ${outputs.declared.displayName}`,
    stack: context.stack,
    summary: [...when(context.isSandbox === true, sandboxNote(outputs)), ...summary(outputs)],
    sections: [
      ...steps(outputs),
      ...otherTools(outputs),
      errors(outputs),
      contacts(outputs, context.owners ?? []),
      ...expected(outputs),
    ],
    madeAt: context.madeAt,
  };
}

/** What a rehearsed page must say before anybody follows it. */
function sandboxNote({ tenantId }: StackOutputs): Block {
  return note(
    "warning",
    prose`This guide was made from the sandbox, for a rehearsal. The tenant ${code(tenantId)} and every id below are the sandbox's: they exist on one machine only, and a token of it opens no real API. Make the guide of a real stack to hand it over.`,
  );
}

function summary(outputs: StackOutputs): readonly Block[] {
  const { declared, expectedToken, objectIds, tenantId } = outputs;
  const scopes = expectedToken.scp.split(" ").filter((scope) => scope !== "");
  const scopeFirst =
    Object.keys(declared.scopes).length > 0
      ? prose``
      : prose`a scope to ${code("management-api:scopes")} and `;
  return [
    scopes.length > 0
      ? paragraph(
          prose`Three commands give you a token that this API accepts for 60 to 90 minutes. There is nothing to set up in the Azure portal: the registration already lets the Azure CLI ask for ${join(scopes.map(code))}.`,
        )
      : note(
          "warning",
          prose`This stack does not pre-authorize the Azure CLI (${code(AZURE_CLI_CLIENT_ID)}), so the command below is refused with AADSTS65001. Whoever runs the stack adds ${scopeFirst}${code("azureCli")} to ${code("management-api:clients")} and deploys it.`,
        ),
    list(
      prose`You need an account in the tenant ${code(tenantId)}, but no Azure subscription.`,
      ...when(
        declared.assignmentRequired,
        prose`You must be assigned to the application, yourself or through a group: this stack gives tokens to nobody else.`,
      ),
      ...when(
        objectIds.producers !== undefined,
        prose`You must be in the security group ${code(objectIds.producers ?? "")}: the API refuses everybody else.`,
      ),
    ),
  ];
}
