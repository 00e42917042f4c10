import type { Block, Body, Expression, Literal, TemplateText } from "../syntax";

/** A piece of a text and what stands in its place. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is read as text: a string, or a piece of a template. */
export type TextNode = Pick<Literal | TemplateText, "file" | "start" | "kind">;

/** Characters that between quotes mean nothing but themselves, in whatever order and number. */
const PLAIN = /^[\w :/.*@=+,-]+$/;
/** A reference of which the text alone tells where its quotes begin and end. */
const PLAIN_REFERENCE = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\["[\w :/.*@=+,-]+"\]|\[\d+\])*$/;

/** `resource "type" "name" {`, up to the last label, and that. */
const HEADER = /^(\w+(?:[ \t]+"[^"\\]*")*[ \t]+")([^"\\]*)"[ \t]*$/;

/**
 * Short names for the plain texts in a native block's quotes, each a name that stands nowhere else in it. To a parser all plain
 * texts are alike: one that gives the name back where the text was read here has read a text there, and would have given
 * the text itself. So blocks that differ in such texts alone are one text to be parsed, and a shorter one. Left as they are:
 * keys of objects, of which two may be equal, and whatever stands where the parser gives back source text that does not show
 * that it is in quotes.
 */
export class PlainTexts {
  private readonly byStart = new Map<number, Edit>();
  /** The labels of the block, by such a name where the last one has one. */
  readonly labels: readonly string[];

  constructor(private readonly block: Block) {
    this.labels = block.labels;
    if (block.file.syntax !== "native" || /~\d/.test(block.file.text.slice(block.start, block.end))) return;
    this.labels = this.label();
    this.body(block.body);
  }

  get edits(): readonly Edit[] {
    return [...this.byStart.values()];
  }

  /** What stands for a text that was read there: its name, or the text itself. */
  of(text: string, { file, start, kind }: TextNode): string {
    const edit = file === this.block.file ? this.byStart.get(kind === "literal" ? start + 1 : start) : undefined;
    return edit !== undefined && file.text.slice(edit.start, edit.end) === text ? edit.text : text;
  }

  private label(): readonly string[] {
    const { file, start, body, labels } = this.block;
    // Of a header with anything more in it, a comment say, it is not plain which of its texts is the label.
    const [, before = "", last] = HEADER.exec(file.text.slice(start, body.start)) ?? [];
    const edit = last === undefined || last !== labels.at(-1) ? undefined : this.add(last, start + before.length);
    return edit === undefined ? labels : [...labels.slice(0, -1), edit.text];
  }

  private body({ attributes, blocks }: Body): void {
    for (const { value } of attributes.values()) this.expression(value);
    for (const block of blocks) this.body(block.body);
  }

  private expression(node: Expression): void {
    const { file, start, end } = node;
    if (file !== this.block.file) return;
    switch (node.kind) {
      case "literal":
        if (typeof node.value === "string" && this.isQuoted(node.value, start)) this.add(node.value, start + 1);
        break;
      case "template":
        if (file.text.charAt(start) === '"')
          for (const part of node.parts) if (part.kind === "text") this.add(part.value, part.start);
        break;
      case "reference":
        if (PLAIN_REFERENCE.test(file.text.slice(start, end)))
          for (const step of node.steps) if (step.kind === "index-step") this.expression(step.key);
        break;
      case "wrap":
        this.expression(node.value);
        break;
      case "tuple":
        for (const item of node.items) this.expression(item);
        break;
      case "object":
        for (const { value } of node.items) this.expression(value);
        break;
      case "call":
        for (const argument of node.arguments) this.expression(argument);
    }
  }

  private isQuoted(value: string, start: number): boolean {
    return this.block.file.text.startsWith(`"${value}"`, start);
  }

  private add(value: string, start: number): Edit | undefined {
    const text = `~${this.byStart.size}`;
    const replaceable =
      value.length > text.length && PLAIN.test(value) && this.block.file.text.startsWith(value, start);
    if (!replaceable || this.byStart.has(start)) return undefined;
    const edit = { start, end: start + value.length, text };
    this.byStart.set(start, edit);
    return edit;
  }
}
