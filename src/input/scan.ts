/** Where a JSON text stops, without its values being made. */
export interface Extent {
  /** How deep brackets nest. */
  readonly depth: number;
  /** Brackets that are still open at the end. */
  readonly open: number;
  /** The text ends inside a string. */
  readonly inString: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Walks over the brackets and strings of a JSON text once. */
export function scanJson(text: string): Extent {
  let [depth, open] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) {
      open += 1;
      if (open > depth) depth = open;
    } else if (code === 0x7d || code === 0x5d) {
      open -= 1;
    } else if (code === QUOTE) {
      at = endOfString(text, at + 1);
      if (at === -1) return { depth, open, inString: true };
    }
  }
  return { depth, open, inString: false };
}

/** The closing quote of a string whose content begins at `start`; -1 where the text ends first. */
function endOfString(text: string, start: number): number {
  let at = text.indexOf('"', start);
  while (at !== -1) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
    at = text.indexOf('"', at + 1);
  }
  return -1;
}

/** Line and column of a place in a text, both from 1. */
export function position(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  const lines = before.split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
