/** Asks the authorizer about every call that the uses of a key need, and decides which rule reports the answer. */
export {
  type Call,
  type GrantedCall,
  type Grantee,
  type KeyAccess,
  type Row,
  type SparedCall,
  confidenceOf,
  granteeId,
  openRows,
} from "./access";
export { type CallerNeed, callerNeeds } from "./callers";
export { takingsOf } from "./before-and-after";
export { accessOf } from "./access-to-key";
export { type Excess, excessInKeyPolicy, excessInRolePolicies } from "./excess";
export { type FaultyPolicy, type Flaw, faultyPolicies } from "./faulty-policies";
export { type Fitness, type Misfit, fitnessOf } from "./key-fitness";
export { isEntirelyUnknown } from "./policy-state";
export { type Unlisted, unlistedOf } from "./unlisted-actions";
export { type Conditions, recommendedFor } from "./recommended";
export { type RuntimePlace, runtimePlaces } from "./runtime-places";
export type { Before, ChangeOf, Taking, Way } from "./taking";
export { usesBefore } from "./uses-across";
export { documentedOf, effectiveOf, judgeCall, judgeRow, weaker } from "./which-rule-tells";
