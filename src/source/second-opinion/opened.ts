import type { Block, Call, Expression } from "../syntax/ast";
import { childrenOf, expressionsOf } from "./walk";

/** A piece of the block's text and what stands in its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A block's text, as the second parser is to read it, and what its values are to be compared with. */
export interface OpenedBlock {
  readonly text: string;
  /** The text that stands for what the block has from one offset of its file to another. */
  readonly between: (start: number, end: number) => string;
  /** Name of an argument added behind the block → the expressions that its list holds. */
  readonly probes: ReadonlyMap<string, readonly Expression[]>;
}

/**
 * Opens what the second parser would give back unread. It prints calls, conditionals, `for` and the like as their source
 * text, so that a policy inside `jsonencode(…)` would be compared as one string. Therefore calls and parentheses are
 * written as lists — `f(a, b)` as `[f, a, b]` — and what stands inside of other such expressions is put, once more, into
 * lists behind the block. Everything else is the block's own text, character by character.
 */
export function openBlock(block: Block): OpenedBlock {
  const edits: Edit[] = [];
  const probes = new Map<string, readonly Expression[]>();
  for (const node of expressionsOf(block.body)) {
    for (const { start, end } of node.parentheses ?? []) edits.push(...asList(start, end));
    if (node.kind === "call") edits.push(...openCall(node));
    else if (isPrintedUnread(node) && childrenOf(node).some(isWorthReading)) {
      probes.set(`probe_${probes.size}`, childrenOf(node));
    }
  }
  const edited = new EditedText(block.file.text, edits);
  const between = (start: number, end: number): string => edited.between(start, end);
  const added = [...probes].map(([name, values]) => {
    const list = values.map((value) => between(...outerSpan(value)));
    return `${name} = [${list.join("\n,")}\n]\n`;
  });
  return { text: `${between(block.start, block.end)}\n${added.join("")}`, between, probes };
}

/** From the outermost parenthesis around an expression to its end. */
export function outerSpan(node: Expression): [start: number, end: number] {
  const { start, end } = node.parentheses?.at(-1) ?? node;
  return [start, end];
}

/** What the parser behind `hcl2-parser` prints as source text; a template prints each of its interpolations so. */
function isPrintedUnread(node: Expression): boolean {
  return !["literal", "number", "wrap", "tuple", "object"].includes(node.kind);
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
  const dots = file.text.indexOf("...", outerSpan(last)[1]);
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
