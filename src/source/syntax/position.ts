import { InputError } from "../../errors";
import type { Node, SourceFile } from "./ast";

/** A place in a file as people and editors count it: both from 1, the column in Unicode characters. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where a node begins. */
export function positionOf(node: Pick<Node, "file" | "start">): Position {
  return positionAt(node.file, node.start);
}

/** The line and column of an offset. A binary search once the file's lines are known; they are counted on first use. */
export function positionAt(file: SourceFile, offset: number): Position {
  if (file.within !== undefined) return positionAt(file.within.file, file.within.start);
  const starts = lineStartsOf(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file: file.name, line: low + 1, column: charactersBetween(file.text, starts[low] ?? 0, offset) + 1 };
}

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

function lineStartsOf(file: SourceFile): readonly number[] {
  const known = lineStarts.get(file);
  if (known !== undefined) return known;
  const starts = [0];
  for (let at = file.text.indexOf("\n"); at >= 0; at = file.text.indexOf("\n", at + 1)) starts.push(at + 1);
  lineStarts.set(file, starts);
  return starts;
}

function charactersBetween(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code < 0xdc00 || code > 0xdfff) count++;
  }
  return count;
}

/** A file that is not what Terraform reads, with the place and a sentence. Parsers return it; they never throw it. */
export class SourceError extends InputError {
  readonly file: string;
  readonly line: number;
  readonly column: number;

  /** `sentence` says what is wrong there, as a whole sentence without a place. */
  constructor(
    readonly sentence: string,
    position: Position,
  ) {
    super(sentence, { where: `${position.file}:${String(position.line)}:${String(position.column)}` });
    this.name = "SourceError";
    this.file = position.file;
    this.line = position.line;
    this.column = position.column;
  }
}
