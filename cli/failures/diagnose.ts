/** From a text to the one failure that it tells: read, compared with the catalogue, ranked. */
import { isUuid } from "../../components/rules/reading/schema";
import { CATALOGUE } from "./catalogue";
import { type ExplainedStack, type Failure, undeclaredClient } from "./failure";
import { type FoundCode, type Message, SILENCE, type Speaker } from "./message";
import { holds } from "./phrase";
import { readText } from "./readText";
import { REFUSALS } from "./refusals";
import { otherApplication, otherTenant, perhapsOfApi, unknownCode, unknownText } from "./unknown";

/** What a text tells. */
export interface Diagnosis {
  readonly failure: Failure;
  /** The message that tells it. */
  readonly message: Message;
  /** The code that was pasted, or the name of what was; undefined where nothing is known. */
  readonly heading: string | undefined;
  /** Whether an entry, or Microsoft's list, knows it. */
  readonly isKnown: boolean;
}

/** How well a failure is known: by an entry, by Microsoft's list, not at all. */
type Knowledge = "entry" | "list" | "none";

interface Candidate extends Diagnosis {
  readonly knowledge: Knowledge;
  readonly isForeign: boolean;
}

/**
 * What heads an answer that words lead to; undefined: none of the entry's stand in the message.
 * Never a neighbour's code or words: the entry's name where that stands in the text, or a code that
 * does, or what was said in place of a name that quotes something else.
 */
function headingOf({ name, code, says = [] }: Failure, { squeezed }: Message): string | undefined {
  const said = says.filter((phrase) => holds(squeezed, phrase));
  const title = name ?? code;
  const names = [title, ...said.filter((phrase) => !/[\s…]/.test(phrase))];
  const stands = names.find((each) => holds(squeezed, each));
  return said.length === 0 ? undefined : (stands ?? (says.includes(title) ? said[0] : title));
}

/**
 * Whether an entry's conditions besides code and words hold for a message. @param asked who was
 * asked, where az passes the answer on.
 */
function applies(entry: Failure, message: Message, asked: Speaker | undefined): boolean {
  const { from, only, unless } = entry;
  const { speaker, squeezed } = message;
  const speakers = speaker === undefined || speaker === "az" ? [speaker, asked] : [speaker];
  return (
    (from === undefined || speakers.some((each) => each !== undefined && from.includes(each))) &&
    (only === undefined ||
      only.some((sign) =>
        typeof sign === "string" ? holds(squeezed, sign) : sign.test(message.text),
      )) &&
    unless?.some((phrase) => holds(squeezed, phrase)) !== true
  );
}

/** The failure of a code: an entry for this speaker, an entry, Microsoft's list, nothing. */
function byCode(
  found: FoundCode,
  message: Message,
  asked: Speaker | undefined,
): readonly [Failure, Knowledge] {
  const { code } = found;
  const entries = CATALOGUE.filter(
    (entry) => entry.codes.includes(code) && applies(entry, message, asked),
  );
  const entry = entries.find(({ from }) => from !== undefined) ?? entries[0];
  const isNobodys = code.startsWith("HTTP ") && message.speaker === undefined;
  if (entry !== undefined) return [isNobodys ? perhapsOfApi(entry) : entry, "entry"];
  const listed = REFUSALS.get(code);
  return listed === undefined ? [unknownCode(found), "none"] : [listed, "list"];
}

/** What is told of a message that is not about the stack. Placeholders are nobody's ids. */
function foreign(
  { any }: Failure,
  message: Message,
  stack: ExplainedStack | undefined,
): Failure | undefined {
  if (stack === undefined || !isUuid(stack.outputs.tenantId)) return undefined;
  const { tenantId, clientId } = stack.outputs;
  const { tenants, resources, speaker } = message;
  const [tenant] = any.includes("tenant") || tenants.includes(tenantId) ? [] : tenants;
  if (tenant !== undefined) return otherTenant(tenant, message);
  if (speaker === "provider") return undefined;
  const [api] = any.includes("resource") || resources.includes(clientId) ? [] : resources;
  // A client beside an API is not what the message is about.
  const isAboutClient = !any.includes("client") && resources.length === 0;
  const client = isAboutClient ? undeclaredClient({ ...stack, message }) : undefined;
  const application = api ?? client;
  return application === undefined ? undefined : otherApplication(application);
}

function candidatesOf(
  message: Message,
  stack: ExplainedStack | undefined,
  asked: Speaker | undefined,
): readonly Candidate[] {
  const make = (failure: Failure, heading: string | undefined, knowledge: Knowledge): Candidate => {
    const other = foreign(failure, message, stack);
    return {
      failure: other ?? failure,
      message,
      heading,
      knowledge,
      isKnown: knowledge !== "none" || other !== undefined,
      isForeign: other !== undefined,
    };
  };
  const tell = (found: FoundCode): Candidate => {
    const [failure, knowledge] = byCode(found, message, asked);
    return make(failure, found.pasted, knowledge);
  };
  // Every answer of HTTP has a status: it tells less than the words beside it.
  const isStatus = ({ code }: FoundCode): boolean => code.startsWith("HTTP ");
  const statuses = message.codes.filter(isStatus).map(tell);
  const codes = message.codes.filter((found) => !isStatus(found)).map(tell);
  // The sign-in service's codes share words: where its own code is known, that one counts.
  const isRefusal = codes.some(
    ({ heading, knowledge }) => heading?.startsWith("AADSTS") === true && knowledge !== "none",
  );
  if (isRefusal) return [...codes, ...statuses];
  const words = CATALOGUE.filter(
    (entry) => headingOf(entry, message) !== undefined && applies(entry, message, asked),
  ).map((entry) => make(entry, headingOf(entry, message), "entry"));
  return [...codes, ...words, ...statuses];
}

const LEVELS: Readonly<Record<Message["level"], number>> = {
  error: 0,
  plain: 0,
  warning: 1,
  debug: 2,
};
const KNOWLEDGE: Readonly<Record<Knowledge, number>> = { entry: 0, list: 1, none: 2 };

/**
 * What makes one candidate come before another: an error before a warning; what is about the stack
 * before what is not; the Azure CLI before other credentials; what is known before what is not.
 * The first in the text decides where all of that is the same; codes come before words.
 *
 * @returns a number whose digits are these answers, the most important one first; the lowest wins.
 */
function rank({ message, isForeign, knowledge }: Candidate): number {
  const digits = [
    LEVELS[message.level],
    isForeign ? 1 : 0,
    message.speaker === "otherCredential" ? 1 : 0,
    KNOWLEDGE[knowledge],
  ];
  return Number(digits.join(""));
}

/**
 * The sign-in service's own code says more than a number of the broker that hides it, wherever in
 * the text it stands.
 */
function unveil(first: Candidate, candidates: readonly Candidate[]): Candidate {
  if (first.message.speaker !== "broker") return first;
  const refusal = candidates.find(
    ({ message, isForeign, heading }) =>
      !isForeign && heading?.startsWith("AADSTS") === true && message.level !== "warning",
  );
  return refusal ?? first;
}

/**
 * What a text tells. Where an error is not known, no warning beside it is told as its cause; where
 * the Azure CLI's line of a chain is not, no other credential's.
 *
 * @param stack whose tenant and ids come first; undefined: nobody's.
 * @param asked whom az asked, where that is known.
 */
export function diagnose(pasted: string, stack?: ExplainedStack, asked?: Speaker): Diagnosis {
  const messages = readText(pasted);
  const candidates = messages
    .flatMap((message) => candidatesOf(message, stack, asked))
    .sort((one, other) => rank(one) - rank(other));
  const [first] = candidates;
  const error = messages.find(({ level }) => level === "error");
  const ofAz = messages.find(({ speaker }) => speaker === "azCredential");
  if (
    first !== undefined &&
    (LEVELS[first.message.level] <= LEVELS.plain || error === undefined) &&
    (first.message.speaker !== "otherCredential" || ofAz === undefined)
  ) {
    return unveil(first, candidates);
  }
  const message = error ?? ofAz ?? messages.find(({ speaker }) => speaker !== undefined) ?? SILENCE;
  return {
    failure: unknownText(message.speaker ?? asked),
    message,
    heading: undefined,
    isKnown: false,
  };
}
