import { isAscii } from "./normalized";

/** The case of letters as Go changes it: each letter by itself, into one letter, whatever stands beside it. */

/** Capital letters. */
export function upperCase(text: string): string {
  return isAscii(text) ? text.toUpperCase() : Array.from(text, upperLetter).join("");
}

/** Small letters. */
export function lowerCase(text: string): string {
  return isAscii(text) ? text.toLowerCase() : Array.from(text, lowerLetter).join("");
}

/** A capital at the beginning of each word, as Go tells words apart. */
export function titleCase(text: string): string {
  let begins = true;
  return Array.from(text, (letter) => {
    const changed = begins ? titleLetter(letter) : letter;
    begins = /[^\x80-\u{10ffff}\w]/u.test(letter) || (letter > "\x7f" && /^(?![\p{L}\p{Nd}])[\s\x85]$/u.test(letter));
    return changed;
  }).join("");
}

function upperLetter(letter: string): string {
  const upper = letter.toUpperCase();
  return Array.from(upper).length === 1 ? upper : withIotaBeside(letter);
}

function lowerLetter(letter: string): string {
  return letter === "İ" ? "i" : letter.toLowerCase();
}

/** Greek letters with an iota below have a capital of their own; JavaScript writes two letters. Any other is its own. */
function withIotaBeside(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if ((code & 0xfff8) === 0x1f80 || (code & 0xfff8) === 0x1f90 || (code & 0xfff8) === 0x1fa0) {
    return String.fromCodePoint(code + 8);
  }
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? String.fromCodePoint(code + 9) : letter;
}

const TITLES: Readonly<Record<string, string>> = {
  Ǆ: "ǅ",
  ǅ: "ǅ",
  ǆ: "ǅ",
  Ǉ: "ǈ",
  ǈ: "ǈ",
  ǉ: "ǈ",
  Ǌ: "ǋ",
  ǋ: "ǋ",
  ǌ: "ǋ",
  Ǳ: "ǲ",
  ǲ: "ǲ",
  ǳ: "ǲ",
};

/** Two letters in one have a capital of which only the first half is one; Georgian has no capitals in titles. */
function titleLetter(letter: string): string {
  return TITLES[letter] ?? (/^[\u10d0-\u10ff]$/.test(letter) ? letter : upperLetter(letter));
}
