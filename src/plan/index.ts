export type { Address, AddressStep } from "./address";
export { attribute, attributes, isMarked, isSensitive, knownAttribute, knownValue } from "./attribute";
export { configurationFromJson } from "./configuration";
export { formatAddress, formatModule } from "./format-address";
export {
  configuredAddress,
  makeAddress,
  parseAddress,
  parseModuleAddress,
  parseReference,
  splitModule,
  type AddressParts,
  type Reference,
} from "./parse-address";
export type * from "./plan";
export { planFromJson, type PlanOrigin } from "./plan-from-json";
export { planFromState } from "./plan-from-state";
export { absoluteReferences, eachReferences, expressionReferences, followReferences, mostSpecific } from "./references";
