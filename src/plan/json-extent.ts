/** How much a JSON text holds and where it stops, without its values being made. */
export interface Extent {
  /** How deep brackets nest. */
  readonly depth: number;
  /** Brackets that are still open at the end. */
  readonly open: number;
  /** Lists and objects. */
  readonly containers: number;
  /** Commas between values: the other values, but for one in each list or object. */
  readonly commas: number;
  /** The text ends inside a string. */
  readonly inString: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** A JSON text, or its bytes: all that is looked at are ASCII characters. */
interface Characters {
  readonly length: number;
  charCodeAt(at: number): number;
  indexOf(text: string, from: number): number;
}

/** Walks over the brackets, commas and strings of a JSON text once. */
export function scanJson(text: Characters): Extent {
  let [depth, open, containers, commas] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) {
      open += 1;
      containers += 1;
      if (open > depth) depth = open;
    } else if (code === 0x7d || code === 0x5d) {
      open -= 1;
    } else if (code === COMMA) {
      commas += 1;
    } else if (code === QUOTE) {
      at = endOfString(text, at + 1);
      if (at === -1) return { depth, open, containers, commas, inString: true };
    }
  }
  return { depth, open, containers, commas, inString: false };
}

/** The closing quote of a string whose content begins at `start`; -1 where the text ends first. */
function endOfString(text: Characters, start: number): number {
  let at = text.indexOf('"', start);
  while (at !== -1) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
    at = text.indexOf('"', at + 1);
  }
  return -1;
}

/** {@link scanJson} of UTF-8 that is not decoded yet, which takes as much memory again. */
export function scanJsonBytes(bytes: Uint8Array): Extent {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return scanJson({
    length: buffer.length,
    charCodeAt: (at) => buffer[at] ?? 0,
    indexOf: (text, from) => buffer.indexOf(text, from),
  });
}
