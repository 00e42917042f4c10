/** By so many columns each level is indented. */
const INDENT = 2;
/** Texts in double quotes go on in the next line at the first space behind this column. */
const WIDTH = 80;

type Context = "root" | "item" | "key" | "value";

/**
 * Writes YAML as libyaml does, which Terraform's encoder is made of: block style, texts in double quotes, or as literals where
 * they have several lines.
 *
 * @see https://github.com/zclconf/go-cty-yaml/blob/v1.1.0/emitterc.go
 */
export class YamlEmitter {
  private written = "";
  private column = 0;
  private indent = -1;
  private readonly indents: number[] = [];
  /** Whether the last character is a space or the begin of a line. */
  private whitespace = true;
  /** Whether the line holds nothing but indentation and dashes yet. */
  private indention = true;
  /** Whether a reader could not tell where the document ends. */
  private openEnded = false;
  private context: Context = "root";

  /** The whole document. */
  end(): string {
    this.newLine();
    if (this.openEnded) {
      this.indicator("...", true, false, false);
      this.newLine();
    }
    return this.written;
  }

  beginSequence(): void {
    this.increase(false, this.context === "value" && !this.indention);
  }

  beginMapping(): void {
    this.increase(false, false);
  }

  item(): void {
    this.newLine();
    this.indicator("-", true, false, true);
    this.context = "item";
  }

  key(key: string): void {
    this.newLine();
    this.text(key, "key");
    this.indicator(":", false, false, false);
    this.context = "value";
  }

  close(): true {
    this.indent = this.indents.pop() ?? -1;
    return true;
  }

  empty(brackets: "[]" | "{}"): true {
    this.indicator(brackets, true, false, false);
    return true;
  }

  /** A number, a truth value, or null. */
  plain(text: string): void {
    if (!this.whitespace) this.put(" ");
    this.put(text);
    [this.whitespace, this.indention] = [false, false];
    if (this.context === "root") this.openEnded = true;
  }

  text(text: string, place: "key" | "value"): void {
    this.increase(true, false);
    const literal = place === "value" && text.includes("\n") && !/ $| [\n\r\x85\u2028\u2029]/.test(text);
    if (literal && !UNPRINTABLE.test(text)) this.literal(text);
    else this.quoted(text, place === "value");
    this.close();
  }

  private increase(flow: boolean, indentless: boolean): void {
    this.indents.push(this.indent);
    if (this.indent < 0) this.indent = flow ? INDENT : 0;
    else if (!indentless) this.indent += INDENT;
  }

  private literal(text: string): void {
    this.indicator("|", true, false, false);
    if (/^[ \n\r\x85\u2028\u2029]/.test(text)) this.indicator(String(INDENT), false, false, false);
    this.openEnded = false;
    const [, ending = ""] = /([\n\r\x85\u2028\u2029]*)$/.exec(text) ?? [];
    if (ending === "") this.indicator("-", false, false, false);
    else if (ending.length > 1 || ending === text) {
      this.indicator("+", false, false, false);
      this.openEnded = true;
    }
    this.lineBreak();
    [this.whitespace, this.indention] = [true, true];
    let begins = true;
    for (const letter of text) {
      if (LINE_BREAK.test(letter)) {
        if (letter === "\n") this.lineBreak();
        else this.put(letter);
        this.indention = true;
        begins = true;
        continue;
      }
      if (begins) this.newLine();
      this.put(letter);
      this.indention = false;
      begins = false;
    }
  }

  private quoted(text: string, folds: boolean): void {
    this.indicator('"', true, false, false);
    const letters = Array.from(text);
    let spaces = false;
    for (const [index, letter] of letters.entries()) {
      const inside = index > 0 && index < letters.length - 1;
      if (letter === " " && folds && !spaces && this.column > WIDTH && inside) {
        this.newLine();
        if (letters[index + 1] === " ") this.put("\\");
      } else this.put(escaped(letter));
      spaces = letter === " ";
    }
    this.indicator('"', false, false, false);
    [this.whitespace, this.indention] = [false, false];
  }

  private indicator(text: string, spaced: boolean, whitespace: boolean, indention: boolean): void {
    if (spaced && !this.whitespace) this.put(" ");
    this.put(text);
    this.whitespace = whitespace;
    this.indention &&= indention;
    this.openEnded = false;
  }

  private newLine(): void {
    const indent = Math.max(this.indent, 0);
    if (!this.indention || this.column > indent || (this.column === indent && !this.whitespace)) this.lineBreak();
    this.put(" ".repeat(Math.max(0, indent - this.column)));
    [this.whitespace, this.indention] = [true, true];
  }

  private put(text: string): void {
    this.written += text;
    this.column += text.length;
  }

  private lineBreak(): void {
    this.written += "\n";
    this.column = 0;
  }
}

const LINE_BREAK = /[\n\r\x85\u2028\u2029]/;
/** Control characters, what is no character, and all beyond the basic plane. */
const UNPRINTABLE = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

const ESCAPES: Readonly<Record<string, string>> = {
  "\0": "\\0",
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\x1b": "\\e",
  '"': '\\"',
  "\\": "\\\\",
  "\x85": "\\N",
  "\u2028": "\\L",
  "\u2029": "\\P",
};

function escaped(letter: string): string {
  const short = ESCAPES[letter];
  if (short !== undefined || !UNPRINTABLE.test(letter)) return short ?? letter;
  const code = letter.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code <= 0xff
    ? `\\x${hex.padStart(2, "0")}`
    : code <= 0xffff
      ? `\\u${hex.padStart(4, "0")}`
      : `\\U${hex.padStart(8, "0")}`;
}
