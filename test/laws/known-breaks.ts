/**
 * Inputs on which taking sight away is known to make a verdict surer, with what would mend it. Nothing else may break the law.
 */
export const KNOWN_BREAKS: readonly { readonly input: string; readonly because: string }[] = [
  {
    input: "scenarios/declared/",
    because:
      "a declaration whose input cannot be read at all is not missed: what it would add or close is judged without it",
  },
  {
    input: "scenarios/catalogue/ecs-task-secrets/",
    because: "container definitions that cannot be read are not missed: a secret behind them is told as used by nobody",
  },
];

/** Whether a break, as a law's run tells it, is one of an input that is listed. */
export function isKnownBreak(broken: string): boolean {
  return KNOWN_BREAKS.some(({ input }) => broken.startsWith(input));
}
