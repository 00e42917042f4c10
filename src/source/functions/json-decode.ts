import { Hole, isList, isMap, JsonText, text as joinText, type TextPart, type Value } from "../../values";
import { asText, DEEPEST_JSON, fromJson, isUnordered, makeMap, ofKind } from "./collection-kind";
import { derived } from "./describe";
import { BudgetExceeded, EvaluationFailure } from "./failure";
import { isAscii, normalized } from "./normalized";
import { parseNumber } from "./number";
import { partsOf } from "./text-parts";
import { sameType, type Type, typeOf } from "./type";

/**
 * `jsondecode` of text that may hold holes. A hole within a JSON string is text there: names and ARNs hold nothing that JSON
 * escapes. A hole where a value should stand is the hole of its own decoding.
 */
export function jsonDecode(text: Value): Value {
  if (text instanceof JsonText) return decoded(text.value);
  if (text instanceof Hole) return derived(`jsondecode(${text.name})`, [text]);
  // Numbers that JavaScript would round are left to the reader below.
  const known = typeof text === "string" && !/[0-9.]{16}|\d[eE]|\\u/.test(text) ? parseKnown(text) : undefined;
  return known ?? new JsonReader(partsOf(text)).document();
}

/** JSON knows neither sets nor maps: what was encoded comes back as tuples and objects. */
function decoded(value: Value): Value {
  if (isList(value)) return ofKind(isUnordered(value) ? "bag" : "tuple", value.map(decoded));
  if (!isMap(value)) return value;
  return makeMap(Object.entries(value).map(([key, each]) => [key, decoded(each)] as const));
}

/** `undefined` where a name stands twice in an object, or is not normalized. */
function parseKnown(text: string): Value | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw malformed();
  }
  let names = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*:?/g)) if (token.endsWith(":")) names++;
  return names === countNames(json) && (isAscii(text) || normalized(text) === text) ? fromJson(json) : undefined;
}

function countNames(json: unknown, depth = 0): number {
  if (typeof json !== "object" || json === null) return 0;
  if (depth > DEEPEST_JSON) throw new BudgetExceeded("JSON nests too deeply");
  const inside = Object.values(json).reduce<number>((sum, each) => sum + countNames(each, depth + 1), 0);
  return inside + (Array.isArray(json) ? 0 : Object.keys(json).length);
}

class JsonReader {
  private readonly parts: readonly TextPart[];
  private part = 0;
  private at = 0;
  private depth = 0;

  constructor(parts: readonly TextPart[]) {
    this.parts = parts;
  }

  document(): Value {
    const value = this.value();
    this.space();
    if (this.part < this.parts.length) throw malformed();
    return value;
  }

  /** The character ahead, or the hole; `undefined` at the end. */
  private ahead(): string | Hole | JsonText | undefined {
    const part = this.parts[this.part];
    if (typeof part !== "string") return part;
    if (this.at < part.length) return part.charAt(this.at);
    this.part++;
    this.at = 0;
    return this.ahead();
  }

  private step(): void {
    if (typeof this.parts[this.part] === "string") this.at++;
    else this.part++;
  }

  private space(): void {
    for (let next = this.ahead(); typeof next === "string" && " \t\r\n".includes(next); next = this.ahead())
      this.step();
  }

  private expect(wanted: string): void {
    if (this.ahead() !== wanted) throw malformed();
    this.step();
  }

  private value(): Value {
    this.space();
    const next = this.ahead();
    if (next === undefined) throw malformed();
    if (typeof next !== "string") {
      this.step();
      return jsonDecode(next);
    }
    if (next === '"') return this.string();
    if (next === "{") return this.nested(() => this.object());
    if (next === "[") return this.nested(() => this.array());
    return this.literal();
  }

  private nested(read: () => Value): Value {
    if (++this.depth > DEEPEST_JSON) throw new BudgetExceeded("JSON nests too deeply");
    this.step();
    const value = read();
    this.depth--;
    return value;
  }

  private object(): Value {
    const entries: (readonly [string, Value])[] = [];
    this.space();
    if (this.ahead() === "}") return this.close(makeMap([]));
    for (;;) {
      this.space();
      const key = this.string(false);
      if (typeof key !== "string") throw malformed();
      this.space();
      this.expect(":");
      entries.push([key, this.value()]);
      if (!this.more("}")) return objectOf(entries);
    }
  }

  private array(): Value {
    const items: Value[] = [];
    this.space();
    if (this.ahead() === "]") return this.close(ofKind("tuple", items));
    for (;;) {
      items.push(this.value());
      if (!this.more("]")) return ofKind("tuple", items);
    }
  }

  private close(value: Value): Value {
    this.step();
    return value;
  }

  private more(end: string): boolean {
    this.space();
    const next = this.ahead();
    if (next !== "," && next !== end) throw malformed();
    this.step();
    return next === ",";
  }

  private string(normalize = true): Value {
    this.expect('"');
    const parts: TextPart[] = [];
    let literal = "";
    for (;;) {
      const next = this.ahead();
      if (next === undefined || (typeof next === "string" && next < " ")) throw malformed();
      if (typeof next !== "string") {
        parts.push(unescapeText(literal), next);
        literal = "";
        this.step();
        continue;
      }
      this.step();
      if (next === '"') return wellFormed(joinText([...parts, unescapeText(literal)]), normalize);
      literal += next;
      if (next !== "\\") continue;
      const escaped = this.ahead();
      if (typeof escaped !== "string") throw malformed();
      literal += escaped;
      this.step();
    }
  }

  private literal(): Value {
    let word = "";
    for (let next = this.ahead(); typeof next === "string" && /[-+.\w]/.test(next); next = this.ahead()) {
      word += next;
      this.step();
    }
    if (typeof this.ahead() === "object") throw malformed();
    return parseLiteral(word);
  }
}

/** Of two members of one name the later one counts; where they differ in type, Terraform's versions do not agree. */
function objectOf(entries: readonly (readonly [string, Value])[]): Value {
  const types = new Map<string, Type>();
  for (const [name, value] of entries) {
    // Terraform 1.11 fails on a name that is not normalized.
    if (name !== asText(name)) return derived(`jsondecode(an object with ${name})`, []);
    const type = typeOf(value);
    const before = types.get(name);
    if (before !== undefined && !sameType(before, type)) return derived(`jsondecode(an object with two ${name})`, []);
    types.set(name, type);
  }
  return makeMap(entries);
}

function wellFormed(value: Value, normalize: boolean): Value {
  return typeof value === "string" && normalize ? asText(value) : value;
}

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;

function parseLiteral(word: string): Value {
  if (word === "true" || word === "false") return word === "true";
  if (word === "null") return null;
  const parsed = NUMBER.test(word) ? parseNumber(word) : undefined;
  if (parsed === undefined) throw malformed();
  return parsed === "inexact" ? derived(`jsondecode(${JSON.stringify(word)})`, []) : parsed;
}

function unescapeText(literal: string): string {
  if (!literal.includes("\\")) return literal;
  try {
    return JSON.parse(`"${literal}"`) as string;
  } catch {
    throw malformed();
  }
}

function malformed(): EvaluationFailure {
  return new EvaluationFailure("the text is not JSON");
}
