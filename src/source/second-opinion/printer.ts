import type { Conditional, Expression, TemplatePart } from "../syntax/ast";
import { outerSpan, type Span } from "./opened";
import type { TextNode } from "./plain-text";

/** How the parser that is compared with was asked, and how it prints. */
export interface Dialect {
  /** The text it was given for a part of a file. */
  readonly source: (span: Span) => string;
  /** Calls and parentheses were given to it as lists (`openBlock`). */
  readonly opened: boolean;
  /** How it prints literal text. */
  readonly text: (value: string, node: TextNode) => string;
}

/** True for `true`, `false`, `null` and numbers without anything around them. */
export function isConstant(node: Expression): boolean {
  if (node.parentheses !== undefined) return false;
  return node.kind === "number" || (node.kind === "literal" && typeof node.value !== "string");
}

/** Prints expressions as text, the way a parser of the `hcl2json` family does. */
export class Printer {
  constructor(private readonly dialect: Dialect) {}

  get opened(): boolean {
    return this.dialect.opened;
  }

  text(value: string, node: TextNode): string {
    return this.dialect.text(value, node);
  }

  /** An expression that it does not look into, without the parentheses around it. */
  inside({ file, start, end }: Expression): string {
    return `\${${this.dialect.source({ file, start, end })}}`;
  }

  /** The same, with its parentheses. */
  source(node: Expression): string {
    return `\${${this.plain(node)}}`;
  }

  /** The key of an object's item: a bare name, or what text it makes. */
  key(node: Expression): string {
    const bare = node.kind === "literal" && typeof node.value === "string" && isBareName(node);
    if (bare) return node.value;
    const isName = node.kind === "reference" && node.parentheses === undefined && node.steps.every(isConstantStep);
    return isName ? this.plain(node) : this.piece(node);
  }

  parts(parts: readonly TemplatePart[]): string {
    return parts.map((part) => this.part(part)).join("");
  }

  private plain(node: Expression): string {
    return this.dialect.source(outerSpan(node));
  }

  private part(part: TemplatePart): string {
    switch (part.kind) {
      case "text":
        return this.text(part.value, part);
      case "interpolation":
        return this.piece(part.value);
      case "template-if":
        return this.branches(part.condition, this.parts(part.whenTrue), this.parts(part.whenFalse));
      case "template-for": {
        const names = part.keyName === undefined ? part.valueName : `${part.keyName}, ${part.valueName}`;
        return `%{for ${names} in ${this.plain(part.collection)}}${this.parts(part.parts)}%{endfor}`;
      }
    }
  }

  /** An expression in the middle of text. */
  private piece(node: Expression): string {
    if (node.parentheses === undefined) {
      if (node.kind === "literal")
        return typeof node.value === "string" ? this.text(node.value, node) : String(node.value);
      if (node.kind === "number") return decimal(node.text);
      if (node.kind === "template") return this.parts(node.parts);
      if (node.kind === "wrap") return this.piece(node.value);
      if (node.kind === "conditional") return this.conditional(node);
    }
    return this.source(node);
  }

  /** A conditional in text is printed as if it were a directive. */
  private conditional({ condition, whenTrue, whenFalse }: Conditional): string {
    return this.branches(condition, this.piece(whenTrue), this.piece(whenFalse));
  }

  private branches(condition: Expression, whenTrue: string, whenFalse: string): string {
    const otherwise = whenFalse === "" ? "" : `%{else}${whenFalse}`;
    return `%{if ${this.plain(condition)}}${whenTrue}${otherwise}%{endif}`;
  }
}

function isBareName(node: Expression): boolean {
  const opener = node.file.text.charAt(node.start);
  return opener !== '"' && opener !== "<";
}

function isConstantStep(step: { readonly kind: string; readonly key?: Expression }): boolean {
  return (
    step.kind === "attribute-step" || (step.key !== undefined && (isConstant(step.key) || step.key.kind === "literal"))
  );
}

/** Longer numbers are not written out: the two readings differ then, and nothing is believed. */
const LONGEST_NUMBER = 2_000;

/** A number as text with all its digits: no exponent, no needless zeros. */
function decimal(text: string): string {
  const [, whole = "", fraction = "", power = "0"] = /^(\d+)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const point = whole.length + Number(power);
  const digits = whole + fraction;
  if (Math.abs(point) + digits.length > LONGEST_NUMBER) return text;
  const padded = "0".repeat(Math.max(0, -point)) + digits.padEnd(point, "0");
  const at = Math.max(point, 0);
  const before = padded.slice(0, at).replace(/^0+/, "") || "0";
  const behind = padded.slice(at).replace(/0+$/, "");
  return behind === "" ? before : `${before}.${behind}`;
}
