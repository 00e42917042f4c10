/** What will exist once the plan is applied: every reference, ARN and policy settled as far as it can be. */
export type {
  Confidence,
  Holder,
  Infrastructure,
  Location,
  NamedKind,
  Origin,
  ReadPlan,
  Resource,
} from "./infrastructure";
export { arnOfName } from "./named-outputs";
export { isFormer, isRemoved } from "./is-removed";
export { inPlan, joinInfrastructures, managedTwice, planOf, withoutPlans } from "./joining";
export { locate } from "./locate";
export { type ResolveOptions, resolve } from "./resolve";
export { hidesName, withoutHiddenNames } from "./sensitive-names";
