/** Where AWS says it. */
export interface Source {
  /** Of the guide and its page. */
  readonly title: string;
  /** Of the page. */
  readonly url: string;
  /** The day it was read, `2026-11-22`. */
  readonly read: string;
  /** The sentence itself, as AWS prints it. */
  readonly says: string;
}

/**
 * How well something is founded. `doc`: AWS's text. `trace`: only AWS's CloudTrail example, which shows one call once. `inf`:
 * inferred; it never makes an Allow certain that AWS's text leaves open.
 */
export type Label = "doc" | "trace" | "inf";
