import type { StackOutputs } from "../../../components/rules/outputs";
import { CATALOGUE } from "../../failures/catalogue";
import { explain } from "../../failures/explain";
import type { Failure } from "../../failures/failure";
import { SILENCE } from "../../failures/message";
import { failurePattern } from "../../failures/pattern";
import {
  code,
  type Href,
  link,
  paragraph,
  type Prose,
  prose,
  type ErrorHelp,
  type Section,
  snippet,
} from "../document";

/**
 * What to do about each error that a reader can meet, in the order in which they are met. Deploying
 * is not the reader's job.
 */
export function errors(outputs: StackOutputs): Section {
  const failures = CATALOGUE.filter(({ shownIn }) => shownIn?.includes("guide") === true);
  return {
    id: "errors",
    title: "When it fails",
    blocks: [
      paragraph(
        prose`Find the code in the message. Most refusals are cured by the sign-in line of step 2. The Azure CLI repeats a refusal from memory for a minute, so wait that long after something was put right.`,
      ),
      {
        kind: "remedies",
        remedies: [...failures.map((failure) => remedy(failure, outputs)), ...staleToken(outputs)],
      },
      paragraph(
        prose`Another code: put its number at the end of ${code("https://login.microsoftonline.com/error?code=")}, or look it up in ${link("Microsoft's list", "https://learn.microsoft.com/entra/identity-platform/reference-error-codes")}.`,
      ),
    ],
  };
}

/** Without a deploy command: the reader of a page asks whoever deploys, as the texts then say. */
function remedy(failure: Failure, outputs: StackOutputs) {
  const id = failure.name ?? failure.code;
  const diagnosis = { failure, message: SILENCE, heading: undefined, isKnown: true };
  const { summary, causes = [], remedy, links } = explain(diagnosis, { outputs });
  const { commands = [], text, otherwise } = remedy;
  const others = causes.slice(1).map((cause) => ` Or: ${cause.text}`);
  const advice = otherwise === undefined ? text : `${text} Done already? ${otherwise}`;
  const anchor = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return {
    id: anchor,
    title: id,
    summary: failure.title,
    matches: failurePattern(failure),
    cause: quoted([summary.slice(failure.title.length + 1), ...others].join("")),
    remedy: quoted(advice),
    ...(commands.length > 0 && {
      command: snippet(
        `${anchor}-command`,
        // A label of its own: the page announces by it what was copied.
        `${commands.length === 1 ? "Command" : "Commands"} for ${id}`,
        commands.join("\n"),
      ),
    }),
    links: links.filter(isWeb).map((href) => link(linkText(href), href)),
  } satisfies ErrorHelp;
}

/**
 * What plain texts put into double quotes is to be read exactly, and has a form of its own here.
 */
function quoted(text: string): Prose {
  return text
    .split(/"([^"]*)"/)
    .flatMap((part, index) => (index % 2 === 1 ? [code(part)] : prose`${part}`));
}

function isWeb(href: string): href is Href & `https://${string}` {
  return href.startsWith("https://");
}

/** `azure-cli#15056` for a thread on GitHub; else the host. */
function linkText(href: `https://${string}`): string {
  const { hostname, pathname } = new URL(href);
  const [, , repository, kind, number] = pathname.split("/");
  return hostname === "github.com" && (kind === "issues" || kind === "pull")
    ? `${repository ?? ""}#${number ?? ""}`
    : hostname;
}

/**
 * Only where there is a group to be added to. The reader meets no error of its own for this one.
 */
function staleToken({ loginCommand, objectIds }: StackOutputs): readonly ErrorHelp[] {
  if (objectIds.producers === undefined) return [];
  return [
    {
      id: "stale-token",
      title: "Just added to the group",
      summary: "The token is older than the membership.",
      matches: /stale|just added|new member/i,
      cause: prose`A token tells the groups of the moment when it was made, and the Azure CLI keeps using it until it expires.`,
      remedy: prose`Sign out and in, then get a new token.`,
      command: snippet("stale-token-command", "Commands", `az logout\n${loginCommand}`),
      links: [
        link("azure-cli#29185", "https://github.com/Azure/azure-cli/issues/29185"),
        link("azure-cli#32855", "https://github.com/Azure/azure-cli/issues/32855"),
      ],
    },
  ];
}
