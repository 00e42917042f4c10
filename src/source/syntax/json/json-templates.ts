import type { SourceFile } from "../ast";
import { Code, isDigit } from "../characters";
import { positionAt, SourceError } from "../position";

/** A JSON value with its place: the files of JSON configuration, read as text. */
export type JsonNode = JsonObjectNode | JsonArrayNode | JsonStringNode | JsonNumberNode | JsonConstantNode;

interface Place {
  readonly start: number;
  readonly end: number;
}

export interface JsonObjectNode extends Place {
  readonly kind: "object";
  /** In order; a name may come again. */
  readonly members: readonly JsonMember[];
}

export interface JsonMember {
  readonly name: JsonStringNode;
  readonly value: JsonNode;
}

export interface JsonArrayNode extends Place {
  readonly kind: "array";
  readonly items: readonly JsonNode[];
}

export interface JsonStringNode extends Place {
  readonly kind: "string";
  readonly value: string;
}

export interface JsonNumberNode extends Place {
  readonly kind: "number";
  readonly text: string;
}

export interface JsonConstantNode extends Place {
  readonly kind: "constant";
  readonly value: boolean | null;
}

const MAXIMUM_DEPTH = 100;

/** Reads a whole file of JSON; throws a {@link SourceError}. */
export function readJsonText(file: SourceFile): JsonNode {
  return new JsonReader(file).whole();
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const constants = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;

class JsonReader {
  private at = 0;
  private depth = 0;
  private readonly text: string;

  constructor(private readonly file: SourceFile) {
    this.text = file.text;
  }

  whole(): JsonNode {
    const value = this.value();
    if (this.next() < this.text.length) this.fail("The JSON value has ended here, but more follows.");
    return value;
  }

  private value(): JsonNode {
    const code = this.text.charCodeAt(this.next());
    if (code === Code.OpenBrace) return this.nested(() => this.object());
    if (code === Code.OpenBracket) return this.nested(() => this.array());
    if (code === Code.Quote) return this.string();
    if (isDigit(code) || code === Code.Minus) return this.number();
    return this.constant();
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAXIMUM_DEPTH) this.fail(`Nesting deeper than ${MAXIMUM_DEPTH} levels is not read.`);
    this.at++;
    const value = read();
    this.depth--;
    return value;
  }

  private object(): JsonObjectNode {
    const start = this.at - 1;
    const members: JsonMember[] = [];
    if (!this.takes(Code.CloseBrace)) {
      do members.push(this.member());
      while (this.takes(Code.Comma));
      if (!this.takes(Code.CloseBrace)) this.fail("A comma or a closing brace is expected behind a property.");
    }
    return { kind: "object", start, end: this.at, members };
  }

  private member(): JsonMember {
    if (this.text.charCodeAt(this.next()) !== Code.Quote)
      this.fail("The name of a property is expected here, in quotes.");
    const name = this.string();
    if (!this.takes(Code.Colon)) this.fail("A colon is expected behind the name of a property.");
    return { name, value: this.value() };
  }

  private array(): JsonArrayNode {
    const start = this.at - 1;
    const items: JsonNode[] = [];
    if (!this.takes(Code.CloseBracket)) {
      do items.push(this.value());
      while (this.takes(Code.Comma));
      if (!this.takes(Code.CloseBracket)) this.fail("A comma or a closing bracket is expected behind an item.");
    }
    return { kind: "array", start, end: this.at, items };
  }

  private string(): JsonStringNode {
    const { text, at: start } = this;
    let plain = true;
    for (let at = start + 1; ; at++) {
      const code = text.charCodeAt(at);
      if (code === Code.Quote) {
        this.at = at + 1;
        const value = plain ? text.slice(start + 1, at) : this.decode(start, at + 1);
        return { kind: "string", start, end: at + 1, value };
      }
      if (code === Code.Backslash) {
        plain = false;
        at++;
      }
      if (!(code >= Code.Space)) this.fail("This string is not closed, or holds a control character.", start);
    }
  }

  private decode(start: number, end: number): string {
    try {
      const value = JSON.parse(this.text.slice(start, end)) as string;
      // Half a surrogate pair is no character; Go reads it as U+FFFD.
      return value.replace(/\p{Surrogate}/gu, "\uFFFD");
    } catch {
      return this.fail("This string has an escape sequence that JSON does not know.", start);
    }
  }

  private number(): JsonNumberNode {
    const start = this.at;
    number.lastIndex = start;
    const [text] = number.exec(this.text) ?? [];
    if (text === undefined) this.fail("This is no number.");
    this.at = start + text.length;
    return { kind: "number", start, end: this.at, text };
  }

  private constant(): JsonConstantNode {
    const start = this.at;
    const found = constants.find(([word]) => this.text.startsWith(word, start));
    if (found === undefined)
      this.fail(start < this.text.length ? "A JSON value is expected here." : "The JSON ends too early.");
    const [word, value] = found;
    this.at = start + word.length;
    return { kind: "constant", start, end: this.at, value };
  }

  /** The offset of the next character that is no white space. */
  private next(): number {
    const text = this.text;
    for (;;) {
      const code = text.charCodeAt(this.at);
      const blank = code === Code.Space || code === Code.Newline || code === Code.Return || code === Code.Tab;
      if (!blank) return this.at;
      this.at++;
    }
  }

  private takes(code: number): boolean {
    if (this.text.charCodeAt(this.next()) !== code) return false;
    this.at++;
    return true;
  }

  private fail(sentence: string, at: number = this.at): never {
    throw new SourceError(sentence, positionAt(this.file, at));
  }
}
