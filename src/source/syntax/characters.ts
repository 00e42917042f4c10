/** Characters of Terraform's language, as UTF-16 codes. */
export const Code = {
  Tab: 0x09,
  Newline: 0x0a,
  Return: 0x0d,
  Space: 0x20,
  Bang: 0x21,
  Quote: 0x22,
  Hash: 0x23,
  Dollar: 0x24,
  Percent: 0x25,
  Ampersand: 0x26,
  Apostrophe: 0x27,
  Star: 0x2a,
  Plus: 0x2b,
  Comma: 0x2c,
  Minus: 0x2d,
  Dot: 0x2e,
  Slash: 0x2f,
  Colon: 0x3a,
  Semicolon: 0x3b,
  Less: 0x3c,
  Equals: 0x3d,
  Greater: 0x3e,
  OpenBracket: 0x5b,
  Backslash: 0x5c,
  CloseBracket: 0x5d,
  Caret: 0x5e,
  Backtick: 0x60,
  OpenBrace: 0x7b,
  Pipe: 0x7c,
  CloseBrace: 0x7d,
  Tilde: 0x7e,
} as const;

const START = 1;
const CONTINUE = 2;
const DIGIT = 4;

const ascii = new Uint8Array(128);
for (let code = 0x61; code <= 0x7a; code++) ascii[code] = START | CONTINUE;
for (let code = 0x41; code <= 0x5a; code++) ascii[code] = START | CONTINUE;
for (let code = 0x30; code <= 0x39; code++) ascii[code] = CONTINUE | DIGIT;
ascii[0x5f] = START | CONTINUE;
ascii[Code.Minus] = CONTINUE;

const identifierStart = /^\p{ID_Start}$/u;
const identifierContinue = /^\p{ID_Continue}$/u;

/** True for `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Length in code units of the character at `at` if an identifier may begin with it, else 0. */
export function identifierStartAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 128) return (ascii[code] ?? 0) & START ? 1 : 0;
  return wideCharacterAt(text, at, identifierStart);
}

/** The offset behind the identifier whose first character ends at `at`. */
export function identifierEnd(text: string, at: number): number {
  for (;;) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      if (!((ascii[code] ?? 0) & CONTINUE)) return at;
      at++;
    } else {
      const length = wideCharacterAt(text, at, identifierContinue);
      if (length === 0) return at;
      at += length;
    }
  }
}

function wideCharacterAt(text: string, at: number, allowed: RegExp): number {
  const point = text.codePointAt(at);
  if (point === undefined) return 0;
  const character = String.fromCodePoint(point);
  return allowed.test(character) ? character.length : 0;
}

/** The text without white space at its beginning. */
export function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text.charCodeAt(start))) start++;
  return text.slice(start);
}

/** The text without white space at its end. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

const wideSpace = /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Unicode's white space, as Go's `unicode.IsSpace` has it; JavaScript's `\s` takes U+FEFF too and leaves out U+0085. */
export function isSpace(code: number): boolean {
  if (code < 128) return code === Code.Space || (code >= Code.Tab && code <= Code.Return);
  return wideSpace.test(String.fromCharCode(code));
}

/** Terraform holds all strings in Unicode's normal form C. Nothing below U+0300 can change under it. */
export function normalize(text: string): string {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x300) return text.normalize("NFC");
  return text;
}
