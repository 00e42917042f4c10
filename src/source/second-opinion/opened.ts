import {
  type Block,
  type Call,
  childrenOf,
  type Expression,
  expressionsOf,
  type Node,
  type SourceFile,
  type TemplatePart,
} from "../syntax";
import { type Edit, PlainTexts, type TextNode } from "./plain-text";

/** Something of a file, from one offset to another. */
export type Span = Pick<Node, "file" | "start" | "end">;

/** What the second parser is given to read of a block, and what its values are to be compared with. */
export interface OpenedBlock {
  readonly text: string;
  /** The text that stands in it for a part of the block. */
  readonly source: (span: Span) => string;
  /** What stands in it for a text of the block. */
  readonly plain: (text: string, node: TextNode) => string;
  /** The block's labels as they stand in it. */
  readonly labels: readonly string[];
  /** Arguments that were added to it, by name. Native blocks stand before them as they are. */
  readonly added: ReadonlyMap<string, Expression>;
}

/**
 * Opens what the second parser would give back unread. It prints calls, conditionals, `for` and the like as their source
 * text, so that a policy inside `jsonencode(…)` would be compared as one string. Therefore calls and parentheses are
 * written as lists — `f(a, b)` as `[f, a, b]` — and what stands inside of other such expressions is put, once more, into
 * lists behind the block. Everything else but plain texts is the block's own text, character by character. Of a block in
 * JSON, the templates and references in its strings are given away, each as an argument of its own.
 *
 * @returns undefined where the text would be longer than the limit
 */
export function openBlock(block: Block, limit: number): OpenedBlock | undefined {
  const plain = new PlainTexts(block);
  const edits = new Map<SourceFile, Edit[]>([[block.file, [...plain.edits]]]);
  const embedded: Expression[] = [];
  const inside: (readonly Expression[])[] = [];
  for (const node of expressionsOf(block.body)) {
    if (!edits.has(node.file)) {
      edits.set(node.file, []);
      embedded.push(node);
      if (node.kind === "wrap" && isWorthReading(node.value)) inside.push([node.value]);
    }
    edits.get(node.file)?.push(...editsFor(node));
    const children = childrenOf(node);
    if (isPrintedUnread(node) && children.some(isWorthReading)) inside.push(children);
  }
  const texts = new Map([...edits].map(([file, own]) => [file, new EditedText(file.text, own)]));
  const source = ({ file, start, end }: Span): string => texts.get(file)?.between(start, end) ?? "";
  const { labels } = plain;
  return assemble(block, { embedded, inside, source, labels, plain: (text, node) => plain.of(text, node) }, limit);
}

interface Parts extends Pick<OpenedBlock, "source" | "plain" | "labels"> {
  readonly embedded: readonly Expression[];
  readonly inside: readonly (readonly Expression[])[];
}

function assemble(block: Block, { embedded, inside, ...parts }: Parts, limit: number): OpenedBlock | undefined {
  const { source } = parts;
  const added = new Map<string, Expression>();
  const lines: string[] = [];
  let length = 0;
  const add = (line: string): boolean => {
    lines.push(line);
    length += line.length;
    return length <= limit;
  };
  if (block.file.syntax === "native" && !add(`${source(block)}\n`)) return undefined;
  for (const node of embedded) {
    const name = `embedded_${added.size}`;
    added.set(name, asWritten(node));
    if (!add(`${name} = ${embeddedText(node, source)}\n`)) return undefined;
  }
  for (const items of inside) {
    const name = `inside_${added.size}`;
    added.set(name, { kind: "tuple", file: block.file, start: block.start, end: block.end, items });
    if (!add(`${name} = [${items.map((item) => source(outerSpan(item))).join("\n,")}\n]\n`)) return undefined;
  }
  return { text: lines.join(""), ...parts, added };
}

/** The text of a JSON string as an argument's value: of a template, which follows the rules of heredocs, a heredoc. */
function embeddedText(node: Expression, source: (span: Span) => string): string {
  const text = source({ file: node.file, start: 0, end: node.file.text.length });
  if (node.file.syntax !== "template") return `[${text}\n]`;
  let marker = "END";
  while (text.includes(marker)) marker += "_";
  return `<<${marker}\n${text}\n${marker}`;
}

/** What such a value is to be read as: a heredoc has one more line end, unless the template trims it. */
function asWritten(node: Expression): Expression {
  const { file, start, end } = node;
  if (file.syntax !== "template") return { kind: "tuple", file, start, end, items: [node] };
  const parts = partsOf(node);
  const trimmed = parts.at(-1)?.kind !== "text" && file.text.endsWith("~}");
  const lineEnd: TemplatePart[] = trimmed ? [] : [{ kind: "text", file, start: end, end, value: "\n" }];
  return { kind: "template", file, start, end, parts: [...parts, ...lineEnd] };
}

function partsOf(node: Expression): readonly TemplatePart[] {
  if (node.kind === "template") return node.parts;
  const { file, start, end } = node;
  if (node.kind === "wrap") return [{ kind: "interpolation", file, start, end, value: node.value }];
  return [{ kind: "text", file, start, end, value: node.kind === "literal" ? String(node.value) : "" }];
}

function editsFor(node: Expression): Edit[] {
  const around = (node.parentheses ?? []).flatMap(({ start, end }) => asList(start, end));
  return node.kind === "call" ? [...around, ...openCall(node)] : around;
}

/** From the outermost parenthesis around an expression to its end. */
export function outerSpan(node: Expression): Span {
  const { start, end } = node.parentheses?.at(-1) ?? node;
  return { file: node.file, start, end };
}

/** What the parser behind `hcl2-parser` prints as source text; a template prints each of its interpolations so. */
function isPrintedUnread(node: Expression): boolean {
  return !["literal", "number", "wrap", "tuple", "object", "call"].includes(node.kind);
}

/** False for what is compared well enough as source text. */
function isWorthReading(node: Expression): boolean {
  if (node.parentheses !== undefined) return true;
  if (node.kind === "reference") return node.steps.some((step) => step.kind !== "attribute-step");
  return node.kind !== "number" && (node.kind !== "literal" || typeof node.value === "string");
}

function asList(start: number, end: number): Edit[] {
  return [
    { start, end: start + 1, text: "[" },
    { start: end - 1, end, text: "]" },
  ];
}

function openCall({ file, start, end, name, arguments: values, expand }: Call): Edit[] {
  const open = file.text.indexOf("(", start + name.length);
  const edits = [
    { start, end: start, text: "[" },
    { start: open, end: open + 1, text: "," },
    { start: end - 1, end, text: "]" },
  ];
  const last = values.at(-1);
  if (!expand || last === undefined) return edits;
  const dots = file.text.indexOf("...", outerSpan(last).end);
  return [...edits, { start: dots, end: dots + 3, text: "" }];
}

/** A text with edits that do not overlap, read by the offsets of the text as it was. */
class EditedText {
  private readonly edits: readonly Edit[];

  constructor(
    private readonly text: string,
    edits: readonly Edit[],
  ) {
    this.edits = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  }

  /** What begins at or behind `start` and ends at or before `end`. */
  between(start: number, end: number): string {
    const pieces: string[] = [];
    let at = start;
    for (let index = this.firstFrom(start); index < this.edits.length; index++) {
      const edit = this.edits[index];
      if (edit === undefined || edit.end > end || edit.start >= end) break;
      pieces.push(this.text.slice(at, edit.start), edit.text);
      at = edit.end;
    }
    pieces.push(this.text.slice(at, end));
    return pieces.join("");
  }

  private firstFrom(start: number): number {
    let low = 0;
    let high = this.edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.edits[middle]?.start ?? Infinity) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
