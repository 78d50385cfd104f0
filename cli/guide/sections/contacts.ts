import type { StackOutputs } from "../../../components/rules/outputs";
import { code, link, list, paragraph, type Prose, prose, type Section, snippet } from "../document";

/** Whom to ask when the page does not help: the named owners, or how to find them. */
export function contacts({ clientId }: StackOutputs, owners: readonly string[]): Section {
  return {
    id: "contacts",
    title: "Whom to ask",
    blocks: [
      ...(owners.length > 0
        ? [list(...owners.map(contact))]
        : [
            paragraph(prose`The owners of the registration. This command lists them:`),
            snippet(
              "owners",
              "List the owners",
              `az ad app owner list --id ${clientId} --output table`,
            ),
          ]),
      paragraph(
        prose`Send them the command that you ran, the code (${code("AADSTS…")}) and the ${code("Trace ID")} and ${code("Timestamp")} of the message. Never the token.`,
      ),
    ],
  };
}

/** Only what is clearly an address becomes a link. */
function contact(owner: string): Prose {
  if (/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(owner)) return [link(owner, `mailto:${owner}`)];
  const url = owner.startsWith("https://") && URL.canParse(owner) ? new URL(owner) : undefined;
  return url?.username === "" && url.password === ""
    ? [link(owner, `https://${url.href.slice("https://".length)}`)]
    : prose`${owner}`;
}
