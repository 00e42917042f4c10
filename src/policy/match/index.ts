/**
 * Matches one statement, or one grant, against one call.
 */
export { type Caller, callersOf, partitionOf } from "./caller";
export { equal } from "./comparison";
export { ACCOUNT_KEYS, conditionHolds } from "./condition-holds";
export { coversAction } from "./covers-action";
export type { Grant } from "./grant";
export { some } from "./listed";
export { grantAllows } from "./match-grant";
export type { Match } from "./match-principals";
export {
  type Request,
  actionsCover,
  covers,
  hasEffect,
  means,
  noted,
  principalsOf,
  refOf,
  resourcesCover,
} from "./match-statement";
export { matchesText } from "./matches-text";
export type { KeyIdentity, Principal, RoleSession, ServicePrincipal } from "./principal";
