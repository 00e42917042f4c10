/**
 * An upper bound for the number of instructions that a regular expression compiles to: one a character, and a repeated
 * part as often as it is repeated. What is not a pattern gets a number, too; the parser refuses it later.
 */
export function instructionsAtMost(pattern: string): number {
  const open: number[] = [];
  let total = 0;
  let last = 0;
  for (let at = 0; at < pattern.length;) {
    const [piece = ""] = matchAt(PIECE, pattern, at);
    at += piece.length;
    if (piece === "(") {
      open.push(total + 2);
      [total, last] = [0, 0];
    } else if (piece === ")") {
      last = total + 2;
      total = (open.pop() ?? 0) + last;
    } else if (piece.length > 1 && piece.startsWith("{")) {
      const repeated = last * Math.max(...piece.slice(1, -1).split(",").map(Number), 1);
      total += repeated - last;
      last = repeated;
    } else {
      // An operator and a class are one instruction; a class of a whole script is one, too.
      last = 1;
      total += 2;
    }
  }
  return open.reduce((sum, each) => sum + each, total);
}

/** A repetition, an escape, a class, or one character. */
const PIECE = /\{\d+(?:,\d*)?\}|\\[pP]\{[^}]*\}|\\.|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|[^]/uy;

function matchAt(expression: RegExp, text: string, at: number): readonly string[] {
  expression.lastIndex = at;
  return expression.exec(text) ?? [text.charAt(at)];
}
