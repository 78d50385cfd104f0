/**
 * `$filter`, as far as the provider and `az` use it: `eq`, `ne`, `in`, `startswith`, `any`, `not`,
 * `and`, `or` and brackets over top-level properties.
 * https://learn.microsoft.com/graph/filter-query-parameter
 */
import { graphRefusal, notServed, type Refusal } from "../errors";

/** Whether an object, rendered as Graph answers it, passes. */
type Predicate = (object: Readonly<Record<string, unknown>>) => boolean;

type Literal = string | boolean | number | null;

// A text in quotes, a word (property, operator, function, constant), a number or GUID, or punctuation.
const TOKEN = /\s*('(?:[^']|'')*'|[A-Za-z_][\w./-]*|[0-9][\w-]*|[(),:])/y;
const CONSTANTS: ReadonlyMap<string, Literal> = new Map<string, Literal>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Brackets and "not": more than any client sends, less than would exhaust the parser. */
const MOST_NESTED = 100;

/**
 * Reads an expression.
 *
 * @throws Refusal 400 for broken text (an unescaped quote, say), 501 for what is not imitated.
 */
export function parseFilter(expression: string): Predicate {
  return new FilterParser(tokenize(expression), expression).parse();
}

function tokenize(expression: string): readonly string[] {
  const tokens: string[] = [];
  const end = expression.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const position = TOKEN.lastIndex;
    const token = TOKEN.exec(expression)?.[1];
    if (token === undefined) throw invalidClause(expression, position);
    tokens.push(token);
  }
  return tokens;
}

function invalidClause(expression: string, position: number): Refusal {
  return graphRefusal(
    400,
    "Request_UnsupportedQuery",
    `Invalid filter clause: Syntax error at position ${position} in '${expression}'.`,
  );
}

class FilterParser {
  private position = 0;

  public constructor(
    private readonly tokens: readonly string[],
    private readonly expression: string,
  ) {}

  public parse(): Predicate {
    if (this.tokens.filter((token) => ["(", "not"].includes(token)).length > MOST_NESTED) {
      throw graphRefusal(
        400,
        "BadRequest",
        "Invalid filter clause: Recursion depth exceeded allowed limit.",
      );
    }
    const predicate = this.either();
    if (this.position < this.tokens.length) {
      throw invalidClause(this.expression, this.expression.length);
    }
    return predicate;
  }

  private either(): Predicate {
    const parts = [this.both()];
    while (this.skip("or")) parts.push(this.both());
    return (object) => parts.some((part) => part(object));
  }

  private both(): Predicate {
    const parts = [this.single()];
    while (this.skip("and")) parts.push(this.single());
    return (object) => parts.every((part) => part(object));
  }

  private single(): Predicate {
    if (this.skip("not")) {
      const inner = this.single();
      return (object) => !inner(object);
    }
    if (this.skip("(")) {
      const inner = this.either();
      this.expect(")");
      return inner;
    }
    const word = this.word();
    // Graph takes both spellings; the provider writes "startsWith".
    if (word.toLowerCase() === "startswith") return this.startsWith();
    return word.endsWith("/any") ? this.any(word.slice(0, -"/any".length)) : this.comparison(word);
  }

  private startsWith(): Predicate {
    this.expect("(");
    const property = this.word();
    this.expect(",");
    const prefix = String(this.literal()).toLowerCase();
    this.expect(")");
    return (object) => {
      const value = object[property];
      return typeof value === "string" && value.toLowerCase().startsWith(prefix);
    };
  }

  private any(property: string): Predicate {
    this.expect("(");
    const variable = this.word();
    this.expect(":");
    if (this.word() !== variable || this.word() !== "eq") {
      throw notServed(`The filter "${this.expression}"`);
    }
    const wanted = this.literal();
    this.expect(")");
    return (object) => {
      const items = object[property];
      return Array.isArray(items) && items.some((item) => equals(item, wanted));
    };
  }

  private comparison(property: string): Predicate {
    const operator = this.word();
    if (operator === "in") {
      this.expect("(");
      const wanted = [this.literal()];
      while (this.skip(",")) wanted.push(this.literal());
      this.expect(")");
      return (object) => wanted.some((value) => equals(object[property], value));
    }
    if (operator !== "eq" && operator !== "ne") throw notServed(`The filter "${this.expression}"`);
    const wanted = this.literal();
    return (object) => equals(object[property], wanted) === (operator === "eq");
  }

  private literal(): Literal {
    const token = this.next();
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    const constant = CONSTANTS.get(token);
    if (constant !== undefined) return constant;
    // Bare GUIDs are allowed where a property holds one.
    if (!/^[0-9]/.test(token)) throw invalidClause(this.expression, this.position);
    return token;
  }

  private word(): string {
    const token = this.next();
    if (!/^\w/.test(token)) throw invalidClause(this.expression, this.position);
    return token;
  }

  private next(): string {
    const token = this.tokens[this.position];
    if (token === undefined) throw invalidClause(this.expression, this.expression.length);
    this.position += 1;
    return token;
  }

  private skip(token: string): boolean {
    const found = this.tokens[this.position] === token;
    if (found) this.position += 1;
    return found;
  }

  private expect(mark: string): void {
    if (!this.skip(mark)) throw invalidClause(this.expression, this.position);
  }
}

// Directory strings compare without regard to case.
function equals(actual: unknown, wanted: Literal): boolean {
  return typeof actual === "string" && typeof wanted === "string"
    ? actual.toLowerCase() === wanted.toLowerCase()
    : (actual ?? null) === wanted;
}
