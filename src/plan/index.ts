export type { Address, AddressStep } from "./address";
export { attribute, attributes, isSensitive, knownAttribute, knownValue } from "./attribute";
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
export { absoluteReferences, expressionReferences, followReferences, mostSpecific } from "./references";
