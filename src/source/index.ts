export {
  type PlannedValues,
  readConfiguration,
  type Recovered,
  type SourceConfiguration,
  type SourceOptions,
} from "./configuration";
export type { ProviderConfiguration } from "./evaluate/provider-configuration";
export type { Path } from "./functions/object-hole";
export { planConfiguration } from "./plan-configuration";
export { policyDocument, type PolicyDocumentOptions } from "./policy-document";
