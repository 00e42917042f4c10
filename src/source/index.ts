export {
  type PlannedValues,
  readConfiguration,
  type Recovered,
  type SourceConfiguration,
  type SourceOptions,
} from "./source-configuration";
export type { ProviderConfiguration } from "./evaluate/provider-configuration";
export type { Reads } from "./evaluate/trace";
export type { Path } from "./functions/object-hole";
export { declares, faultsChanging, faultsFound, rootSaysAnything, unreadFiles } from "./faults";
export { isPlain, isPlainDocument } from "./plain-part";
export { foldersOf, readDirectory, readFileBeside } from "./directory";
export { placeIn, type SourcePlace } from "./place";
export { planConfiguration } from "./plan-configuration";
export { policyDocument, type PolicyDocumentOptions } from "./policy-document/policy-document";
export { exemptionOf, type SecondOpinion, secondOpinions } from "./second-opinion/second-opinion";
export type { Block } from "./syntax/ast";
export { positionOf } from "./syntax/position";
export { partsOf, type SourcePart } from "./parts";
