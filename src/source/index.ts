/** The configuration in HCL and JSON: read, evaluated as Terraform does, and compared with a second parser. */
export {
  type PlannedValues,
  readConfiguration,
  type Recovered,
  type SourceConfiguration,
  type SourceOptions,
} from "./source-configuration";
export type { ProviderConfiguration, Reads } from "./evaluate";
export type { Path } from "./functions";
export { declares, faultsChanging, faultsFound, rootSaysAnything, unreadFiles } from "./faults";
export { isPlain, isPlainDocument } from "./plain-part";
export { foldersOf, readDirectory, readFileBeside } from "./directory";
export { placeIn, type SourcePlace } from "./place";
export { planConfiguration } from "./plan-configuration";
export { policyDocument, type PolicyDocumentOptions } from "./policy-document";
export { exemptionOf, type SecondOpinion, secondOpinions } from "./second-opinion";
export { type Block, positionOf } from "./syntax";
export { partsOf, type SourcePart } from "./parts";
