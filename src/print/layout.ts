/** How a rendering for people may look. */
export interface Layout {
  /** ANSI colours may be used. */
  readonly colour: boolean;
  /** Columns to wrap sentences at. */
  readonly width: number;
}

/** What the colour of a piece of text means. */
export type Tone = "bad" | "unsure" | "good" | "quiet" | "strong";

const codes = {
  bad: [31, 39],
  unsure: [33, 39],
  good: [32, 39],
  quiet: [2, 22],
  strong: [1, 22],
} as const satisfies Record<Tone, readonly [number, number]>;

/** The text in the colour of its tone, where colour may be used. */
export function paint(text: string, tone: Tone, { colour }: Layout): string {
  if (!colour) return text;
  const [on, off] = codes[tone];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** Space other than one blank between two words. */
const BREAKS = /^ | $| {2}|[^\S ]/;

/**
 * Sentences broken at spaces and indented; a word longer than a line (an address, an ARN) stays whole.
 *
 * @param hanging - by what lines after the first are indented, in addition to `indent`
 */
export function wrap(text: string, indent: string, { width }: Layout, hanging = ""): string[] {
  const words = printable(text);
  if (words !== "" && indent.length + words.length <= width && !BREAKS.test(words)) return [indent + words];
  const lines: string[] = [];
  let line = "";
  for (const word of words.split(/\s+/).filter((each) => each !== "")) {
    const start = lines.length === 0 ? indent : indent + hanging;
    if (line !== "" && start.length + line.length + 1 + word.length > width) {
      lines.push(start + line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push((lines.length === 0 ? indent : indent + hanging) + line);
  return lines;
}

/** A text of several lines as it is, each line indented. */
export function indented(text: string, indent: string): string[] {
  return text.split("\n").map((line) => (line === "" ? "" : indent + printable(line)));
}

const PLAIN = /^[\x20-\x7e]*$/;

/** Control and invisible characters written out (`\u001b`): a name in a plan must not move the reader's cursor. */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    if (character === "\n" || character === "\t") return character;
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });
}

/** `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
