import type { PolicyFact } from "../facts";

/** Whether nothing of the policy is known. */
export function isEntirelyUnknown({ policy }: PolicyFact): boolean {
  return policy?.open !== undefined && policy.statements.length === 0;
}

/** Whether the policy is written in a way that AWS refuses, or that it takes and reads in a way of its own. */
export function isFaulty({ policy }: PolicyFact): boolean {
  return policy !== null && policy.faults.length > 0;
}

/** Whether AWS refuses the policy as a whole, so that the apply fails and nothing else need be told of it. */
export function isRefused({ policy }: PolicyFact): boolean {
  return policy?.faults.some(({ accepted }) => accepted !== true) === true;
}
