/**
 * Puts the layers together: key policy, role policies, permissions boundary and grants come to one outcome.
 */
export { coverage, nameOfAlike } from "./alike";
export { type Decision, decide } from "./decide";
export { denied } from "./denied";
export { keyPolicyAllows, layerAllows, namesCaller } from "./layers";
export { Likeness } from "./likeness";
export { type Decide, type Judged, type Settled, possibleOf, settle } from "./outcome";
export { type Parties, type Prepared, prepare } from "./prepared-call";
export type { AuthorizeQuery, DocumentedLayer } from "./query";
