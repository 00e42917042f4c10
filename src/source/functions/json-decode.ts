import { Hole, isList, isMap, JsonText, text as joinText, type TextPart, type Value } from "../../values/value";
import { fromJson, isUnordered, makeMap, ofKind, DEEPEST_JSON } from "./collection-kind";
import { derived } from "./describe";
import { EvaluationFailure } from "./failure";
import { partsOf } from "./text-parts";

/**
 * `jsondecode` of text that may hold holes. A hole within a JSON string is text there: names and ARNs hold nothing that JSON
 * escapes. A hole where a value should stand is the hole of its own decoding.
 */
export function jsonDecode(text: Value): Value {
  if (text instanceof JsonText) return decoded(text.value);
  if (text instanceof Hole) return derived(`jsondecode(${text.name})`, [text]);
  // Numbers that JavaScript would round are left to the reader below.
  if (typeof text === "string" && !/[0-9.]{16}/.test(text)) return parseKnown(text);
  const reader = new JsonReader(partsOf(text));
  return reader.document();
}

/** JSON knows neither sets nor maps: what was encoded comes back as tuples and objects. */
function decoded(value: Value): Value {
  if (isList(value)) return ofKind(isUnordered(value) ? "bag" : "tuple", value.map(decoded));
  if (!isMap(value)) return value;
  return makeMap(Object.entries(value).map(([key, each]) => [key, decoded(each)] as const));
}

function parseKnown(text: string): Value {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw malformed();
  }
  return fromJson(json);
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
    if (++this.depth > DEEPEST_JSON) throw malformed();
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
      const key = this.string();
      if (typeof key !== "string") throw malformed();
      this.space();
      this.expect(":");
      entries.push([key, this.value()]);
      if (!this.more("}")) return makeMap(entries);
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

  private string(): Value {
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
      if (next === '"') return joinText([...parts, unescapeText(literal)]);
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

function parseLiteral(word: string): Value {
  let value: Value;
  try {
    value = JSON.parse(word) as Value;
  } catch {
    throw malformed();
  }
  const long = typeof value === "number" && !Number.isSafeInteger(value) && word.replace(/\D/g, "").length > 15;
  return long ? derived(`jsondecode(${JSON.stringify(word)})`, []) : value;
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
