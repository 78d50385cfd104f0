import type { ExplainedStack } from "../explain/explanation";
import { errorPage, explain } from "../explain/explain";
import type { AzFailure } from "./azFailure";

/** A failure in people's words. */
export interface FailureDescription {
  /** What is wrong and why, a sentence or two. */
  readonly summary: string;
  /** What az itself said; undefined where that adds nothing. */
  readonly evidence?: string;
  /** The way out: a sentence, then commands, a line each. */
  readonly remedy: { readonly text: string; readonly commands?: readonly string[] };
}

/** Explains why `az` gave nothing, in the stack's terms. */
export function describeFailure(failure: AzFailure, stack: ExplainedStack): FailureDescription {
  const { outputs } = stack;
  switch (failure.kind) {
    case "missing":
      return {
        summary: 'The Azure CLI ("az") is not installed, or not on the PATH.',
        remedy: { text: "Install it: https://learn.microsoft.com/cli/azure/install-azure-cli" },
      };
    case "timeout":
      return {
        summary: `"az" did not answer within ${failure.afterMs / 1000} seconds and was stopped.`,
        remedy: { text: 'Try again; if the network is slow, raise the limit with "--timeout".' },
      };
    case "signedOut":
      return {
        summary: "Nobody is signed in to the Azure CLI.",
        remedy: {
          text: "Sign in to the stack's tenant, for this API; no subscription is needed.",
          commands: [outputs.loginCommand],
        },
      };
    case "refused":
      return describeRefusal(failure, stack);
    case "unreachable": {
      const isTrust = /certificate|SSL/i.test(failure.text);
      return {
        summary: isTrust
          ? '"az" does not trust the certificate of the sign-in service that it sees.'
          : '"az" cannot reach the sign-in service of Entra ID.',
        evidence: failure.text,
        remedy: {
          text: isTrust
            ? "Give az your proxy's authority in REQUESTS_CA_BUNDLE, and compare this machine's clock."
            : "Restore the network connection; behind a proxy, set HTTPS_PROXY.",
        },
      };
    }
    case "unreadable":
      return {
        summary: `The answer of "az" is not understood: ${failure.text}.`,
        remedy: {
          text: "Update the Azure CLI, and check that no wrapper or extension changes its output.",
        },
      };
    case "notFound":
      return {
        summary: "Microsoft Graph does not know the object.",
        remedy: { text: 'Run "doctor" to see what is missing.' },
      };
    case "denied":
      return {
        summary: "Microsoft Graph does not let this account read it.",
        evidence: failure.text,
        remedy: { text: "Ask somebody who may read the directory." },
      };
    case "crashed":
    case "failed": {
      const evidence = failure.text === "" ? "It said nothing." : failure.text;
      const explained = explain(failure.text);
      if (explained.kind === "known") {
        const { explanation } = explained;
        return {
          summary: `${explanation.title} ${explanation.cause(stack)}`,
          evidence,
          remedy: explanation.remedy(stack),
        };
      }
      if (failure.kind === "crashed") {
        return {
          summary: '"az" itself failed, and does not say why.',
          evidence,
          remedy: { text: `See what it was doing: run "${failure.command} --debug".` },
        };
      }
      return {
        summary: `"az" failed with exit code ${failure.exitCode ?? "none"}.`,
        evidence,
        remedy: {
          text: "Sign in again; if that does not help, update the Azure CLI.",
          commands: [outputs.loginCommand],
        },
      };
    }
  }
}

function describeRefusal(
  failure: Extract<AzFailure, { kind: "refused" }>,
  stack: ExplainedStack,
): FailureDescription {
  const explained = explain(failure.code);
  if (explained.kind !== "known") {
    return {
      summary: `The sign-in service refused with "${failure.code}", which has no explanation here. Microsoft's page: ${errorPage(failure.code.slice("AADSTS".length))}`,
      evidence: failure.text,
      remedy: {
        text: "Signing in for this API often helps.",
        commands: [stack.outputs.loginCommand],
      },
    };
  }
  const { explanation } = explained;
  return {
    summary: `${failure.code}: ${explanation.title} ${explanation.cause(stack)}`,
    evidence: failure.text,
    remedy: explanation.remedy(stack),
  };
}
