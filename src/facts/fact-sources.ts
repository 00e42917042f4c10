import { policyParser, type ParsePolicy } from "../policy";
import type { Infrastructure } from "../resolve";
import { candidatesIn, type FindCandidates } from "./candidates";

/** What the facts of one run are read from. */
export interface FactSources {
  readonly infrastructure: Infrastructure;
  /** Equal policies are parsed once, for as long as the run lasts. */
  readonly parse: ParsePolicy;
  /** What something that is not known may turn out to be. */
  readonly candidates: FindCandidates;
}

export function factSources(infrastructure: Infrastructure): FactSources {
  return { infrastructure, parse: policyParser(), candidates: candidatesIn(infrastructure) };
}
