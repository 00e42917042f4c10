/** Kleene's three values, ordered so that `and` is the smaller and `or` the larger. Numbers, since millions of them are made. */
export type Truth = 0 | 1 | 2;

export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;

export function and(left: Truth, right: Truth): Truth {
  return left < right ? left : right;
}

export function or(left: Truth, right: Truth): Truth {
  return left > right ? left : right;
}

export function not(truth: Truth): Truth {
  return truth === TRUE ? FALSE : truth === FALSE ? TRUE : UNKNOWN;
}

/** What holds where one of two things is the case and nobody knows which. */
export function either(left: Truth, right: Truth): Truth {
  return left === right ? left : UNKNOWN;
}

export function truthOf(known: boolean): Truth {
  return known ? TRUE : FALSE;
}

/** Three values, in words. */
export type Answer = "yes" | "no" | "unknown";

export function answerOf(truth: Truth): Answer {
  return truth === TRUE ? "yes" : truth === FALSE ? "no" : "unknown";
}
