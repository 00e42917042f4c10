/** The kinds of token that stand outside of strings and heredocs. */
export const Token = {
  End: 0,
  Newline: 1,
  Identifier: 2,
  Number: 3,
  /** The `"` that opens a string; what follows is a template. */
  Quote: 4,
  /** `<<MARKER` with its line end; what follows is a template. */
  Heredoc: 5,
  OpenBrace: 6,
  CloseBrace: 7,
  /** `~}`. */
  TrimmingCloseBrace: 8,
  OpenBracket: 9,
  CloseBracket: 10,
  OpenParenthesis: 11,
  CloseParenthesis: 12,
  Comma: 13,
  Dot: 14,
  Ellipsis: 15,
  Equals: 16,
  FatArrow: 17,
  Question: 18,
  Colon: 19,
  DoubleColon: 20,
  Not: 21,
  Or: 22,
  And: 23,
  Equal: 24,
  NotEqual: 25,
  Greater: 26,
  GreaterOrEqual: 27,
  Less: 28,
  LessOrEqual: 29,
  Plus: 30,
  Minus: 31,
  Star: 32,
  Slash: 33,
  Percent: 34,
} as const;

export type Token = (typeof Token)[keyof typeof Token];
