import {
  ASSERTIONS,
  type CharacterTest,
  CLASSES,
  codeOf,
  CONTROLS,
  is,
  lineEnd,
  lineStart,
  POSIX,
  textEnd,
  textStart,
} from "./character-classes";

/**
 * RE2's syntax, which Terraform's `regex`, `regexall` and `replace` take. JavaScript's own expressions backtrack, so that
 * a hostile one never ends; and they mean other things by `$`, `\z`, `(?i)` and `[[:alpha:]]`.
 */
export type Pattern =
  | { readonly kind: "empty" }
  | { readonly kind: "character"; readonly matches: (codePoint: number) => boolean }
  | { readonly kind: "assertion"; readonly holds: Assertion }
  | { readonly kind: "sequence"; readonly items: readonly Pattern[] }
  | { readonly kind: "alternatives"; readonly items: readonly Pattern[] }
  | { readonly kind: "group"; readonly index: number; readonly item: Pattern }
  | {
      readonly kind: "repeat";
      readonly item: Pattern;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    };

/** What must hold between two characters; `undefined` at the ends of the text. */
export type Assertion = (before: number | undefined, after: number | undefined) => boolean;

/** A parsed expression. `names` has an entry for each group, `undefined` where it has no name. */
export interface ParsedPattern {
  readonly pattern: Pattern;
  readonly names: readonly (string | undefined)[];
}

interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly swapGreed: boolean;
}

/** Parses an expression; `undefined` for what RE2 rejects or this parser does not know. */
export function parsePattern(source: string): ParsedPattern | undefined {
  try {
    return new Parser(source).parse();
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

class Unsupported extends Error {}

const MOST_REPEATS = 1000;
const DEEPEST = 100;

class Parser {
  private at = 0;
  private depth = 0;
  private readonly names: (string | undefined)[] = [];
  private readonly characters: readonly string[];

  constructor(source: string) {
    this.characters = Array.from(source);
  }

  parse(): ParsedPattern {
    const pattern = this.alternatives({ ignoreCase: false, multiline: false, dotAll: false, swapGreed: false });
    if (this.at < this.characters.length) throw new Unsupported();
    return { pattern, names: this.names };
  }

  private peek(text: string): boolean {
    return this.characters.slice(this.at, this.at + text.length).join("") === text;
  }

  private take(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at += text.length;
    return true;
  }

  private next(): string {
    const character = this.characters[this.at++];
    if (character === undefined) throw new Unsupported();
    return character;
  }

  private until(end: string): string {
    let text = "";
    while (!this.take(end)) text += this.next();
    return text;
  }

  private alternatives(given: Flags): Pattern {
    if (++this.depth > DEEPEST) throw new Unsupported();
    let flags = given;
    const branches: Pattern[] = [];
    let items: Pattern[] = [];
    while (this.at < this.characters.length && !this.peek(")")) {
      const set = this.flagsAlone(flags);
      if (set !== undefined) flags = set;
      else if (this.take("|")) {
        branches.push({ kind: "sequence", items });
        items = [];
      } else items.push(this.repeated(this.atom(flags), flags));
    }
    this.depth--;
    branches.push({ kind: "sequence", items });
    return branches.length === 1 ? (branches[0] ?? { kind: "empty" }) : { kind: "alternatives", items: branches };
  }

  /** `(?i)`: flags for the rest of the group. */
  private flagsAlone(flags: Flags): Flags | undefined {
    const found = /^\(\?([imsU]*)(-[imsU]+)?\)/.exec(this.characters.slice(this.at, this.at + 12).join(""));
    if (found === null) return undefined;
    this.at += found[0].length;
    return withFlags(flags, found[1] ?? "", found[2] ?? "");
  }

  private repeated(item: Pattern, flags: Flags): Pattern {
    let pattern = item;
    for (let bounds = this.bounds(); bounds !== undefined; bounds = this.bounds()) {
      const lazy = this.take("?") !== flags.swapGreed;
      pattern = { kind: "repeat", item: pattern, min: bounds[0], max: bounds[1], lazy };
    }
    return pattern;
  }

  private bounds(): readonly [number, number] | undefined {
    if (this.take("*")) return [0, Infinity];
    if (this.take("+")) return [1, Infinity];
    if (this.take("?")) return [0, 1];
    const found = /^\{(\d+)(,(\d*))?\}/.exec(this.characters.slice(this.at, this.at + 12).join(""));
    if (found === null) return undefined;
    this.at += found[0].length;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === "" ? Infinity : Number(found[3]);
    if (min > MOST_REPEATS || (max !== Infinity && (max > MOST_REPEATS || max < min))) throw new Unsupported();
    return [min, max];
  }

  private atom(flags: Flags): Pattern {
    if (this.take("(")) return this.group(flags);
    if (this.take("[")) return character(this.set(), flags);
    if (this.take("\\")) return this.escape(flags);
    const next = this.next();
    if (next === ".") return { kind: "character", matches: (code) => flags.dotAll || code !== 10 };
    if (next === "^") return { kind: "assertion", holds: flags.multiline ? lineStart : textStart };
    if (next === "$") return { kind: "assertion", holds: flags.multiline ? lineEnd : textEnd };
    if ("*+?".includes(next)) throw new Unsupported();
    return character(is(next), flags);
  }

  private group(flags: Flags): Pattern {
    let inner = flags;
    let index: number | undefined;
    if (this.take("?P<") || this.take("?<")) index = this.names.push(this.until(">"));
    else if (this.take("?")) {
      const [on = "", off = ""] = this.until(":").split(/(?=-)/);
      if (!/^[imsU]*$/.test(on.replace(/^-.*/, "")) || !/^(-[imsU]+)?$/.test(off)) throw new Unsupported();
      inner = on.startsWith("-") ? withFlags(flags, "", on) : withFlags(flags, on, off);
    } else index = this.names.push(undefined);
    const item = this.alternatives(inner);
    if (!this.take(")")) throw new Unsupported();
    return index === undefined ? item : { kind: "group", index, item };
  }

  private escape(flags: Flags): Pattern {
    if (this.take("Q")) {
      const literal = Array.from(this.untilQuoteEnds(), (each) => character(is(each), flags));
      return { kind: "sequence", items: literal };
    }
    for (const [name, holds] of ASSERTIONS) if (this.take(name)) return { kind: "assertion", holds };
    return character(this.escapedSet(), flags);
  }

  private untilQuoteEnds(): string {
    let text = "";
    while (this.at < this.characters.length && !this.take("\\E")) text += this.next();
    return text;
  }

  private escapedSet(): CharacterTest {
    const next = this.next();
    const known = CLASSES[next];
    if (known !== undefined) return known;
    if (next === "p" || next === "P") return this.property(next === "P");
    return is(this.escapedCharacter(next));
  }

  private escapedCharacter(next: string): string {
    const control = CONTROLS[next];
    if (control !== undefined) return control;
    if (next === "x") {
      const hex = this.take("{") ? this.until("}") : this.next() + this.next();
      if (!/^[0-9a-fA-F]{1,6}$/.test(hex) || parseInt(hex, 16) > 0x10ffff) throw new Unsupported();
      return String.fromCodePoint(parseInt(hex, 16));
    }
    if (/[A-Za-z0-9]/.test(next)) throw new Unsupported();
    return next;
  }

  private property(negated: boolean): CharacterTest {
    let name = this.take("{") ? this.until("}") : this.next();
    const inverted = name.startsWith("^") !== negated;
    name = name.replace("^", "");
    if (!/^\w+$/.test(name)) throw new Unsupported();
    for (const property of [name, `Script=${name}`]) {
      try {
        const expression = new RegExp(`\\p{${property}}`, "u");
        return (code) => expression.test(String.fromCodePoint(code)) !== inverted;
      } catch {
        // Not a property of this kind.
      }
    }
    throw new Unsupported();
  }

  private set(): CharacterTest {
    const negated = this.take("^");
    const tests: CharacterTest[] = [];
    do tests.push(this.setItem());
    while (!this.take("]"));
    return (code) => tests.some((test) => test(code)) !== negated;
  }

  private setItem(): CharacterTest {
    if (this.take("[:")) {
      const negated = this.take("^");
      const posix = POSIX[this.until(":]")];
      if (posix === undefined) throw new Unsupported();
      return (code) => posix.test(String.fromCodePoint(code)) !== negated;
    }
    if (this.peek("\\") && /[dDsSwWpP]/.test(this.characters[this.at + 1] ?? "")) {
      this.at++;
      return this.escapedSet();
    }
    const low = this.setCharacter();
    if (!this.peek("-") || this.characters[this.at + 1] === "]") return is(low);
    this.at++;
    const [from, to] = [codeOf(low), codeOf(this.setCharacter())];
    if (from > to) throw new Unsupported();
    return (code) => code >= from && code <= to;
  }

  private setCharacter(): string {
    const next = this.next();
    return next === "\\" ? this.escapedCharacter(this.next()) : next;
  }
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const flag = (name: string, before: boolean): boolean => (before || on.includes(name)) && !off.includes(name);
  return {
    ignoreCase: flag("i", flags.ignoreCase),
    multiline: flag("m", flags.multiline),
    dotAll: flag("s", flags.dotAll),
    swapGreed: flag("U", flags.swapGreed),
  };
}

function character(test: CharacterTest, flags: Flags): Pattern {
  if (!flags.ignoreCase) return { kind: "character", matches: test };
  const eitherCase: CharacterTest = (code) => {
    const letter = String.fromCodePoint(code);
    return test(code) || test(codeOf(letter.toLowerCase())) || test(codeOf(letter.toUpperCase()));
  };
  return { kind: "character", matches: eitherCase };
}
