import { policyParser, type ParsePolicy } from "../policy";
import type { Infrastructure } from "../resolve/infrastructure";

/** What the facts of one run are read from. */
export interface Run {
  readonly infrastructure: Infrastructure;
  /** Equal policies are parsed once, for as long as the run lasts. */
  readonly parse: ParsePolicy;
}

export function runOn(infrastructure: Infrastructure): Run {
  return { infrastructure, parse: policyParser() };
}
