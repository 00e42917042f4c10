/**
 * Puts the layers together: key policy, role policies, permissions boundary and grants come to one outcome.
 */
export { type Decision, decide, decideAllows } from "./decide";
export { denied } from "./denied";
export { keyPolicyAllows, layerAllows, namesCaller } from "./layers";
export { type Decide, type Outcome, outcomeOf, possibleOf } from "./outcome";
export {
  type PreparedCalls,
  type PreparedCall,
  type PreparedParties,
  prepare,
  prepareCalls,
  prepareParties,
} from "./prepared-call";
export type { AuthorizeQuery, DocumentedLayer, Parties } from "./query";
