/** From bytes to a report: the six arrows in one function. */
export { check } from "./check";
export { NoPlanRead } from "./no-plan-read";
export type { Check, CheckOptions, CheckResult, Progress, Stage } from "./options";
