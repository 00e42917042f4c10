import type { Assertion } from "./syntax";

/** Whether a code point is one of a class. */
export type CharacterTest = (codePoint: number) => boolean;

export function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? -1;
}

export function is(letter: string): CharacterTest {
  const wanted = codeOf(letter);
  return (code) => code === wanted;
}

function isWord(code: number | undefined): boolean {
  return code !== undefined && code < 128 && /\w/.test(String.fromCharCode(code));
}

export const textStart: Assertion = (before) => before === undefined;
export const textEnd: Assertion = (_, after) => after === undefined;
export const lineStart: Assertion = (before) => before === undefined || before === 10;
export const lineEnd: Assertion = (_, after) => after === undefined || after === 10;

export const ASSERTIONS: readonly (readonly [string, Assertion])[] = [
  ["A", textStart],
  ["z", textEnd],
  ["b", (before, after) => isWord(before) !== isWord(after)],
  ["B", (before, after) => isWord(before) === isWord(after)],
];

const isDigit: CharacterTest = (code) => code >= 48 && code <= 57;
const isSpace: CharacterTest = (code) => code === 32 || code === 9 || code === 10 || code === 12 || code === 13;

export const CLASSES: Readonly<Record<string, CharacterTest>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  s: isSpace,
  S: (code) => !isSpace(code),
  w: isWord,
  W: (code) => !isWord(code),
};

export const CONTROLS: Readonly<Record<string, string>> = { a: "\x07", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

export const POSIX: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  ascii: /[\x00-\x7f]/,
  blank: /[\t ]/,
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[\t\n\v\f\r ]/,
  upper: /[A-Z]/,
  word: /[0-9A-Za-z_]/,
  xdigit: /[0-9A-Fa-f]/,
};
