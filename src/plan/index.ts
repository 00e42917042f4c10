/** A plan, whatever is asked of it: resources, configuration, addresses, references, and the one table of AWS resource types. */
export type { Address, AddressStep } from "./address";
export { attribute, isMarked, isSensitive, knownAttribute, knownValue } from "./attribute";
export { formatAddress, formatKey, formatModule } from "./format-address";
export {
  type AddressParts,
  addressReader,
  configuredAddress,
  makeAddress,
  parseAddress,
  parseModuleAddress,
  parseReference,
  type Reference,
} from "./parse-address";
export type * from "./plan";
export { planFromJson, type PlanOrigin, replacePaths } from "./plan-from-json";
export { planFromState } from "./plan-from-state";
export { absoluteReferences, eachReferences, expressionReferences, followReferences, mostSpecific } from "./references";
export {
  ATTACHMENTS,
  type AttachmentType,
  type AwsThing,
  BELONGS,
  BUCKET_OBJECTS,
  EXCLUSIVE_LISTS,
  SAYINGS,
  attachmentType,
  isType,
  namesOfThing,
  policyAttribute,
  thingType,
  typesOf,
} from "./aws-resources";
export { type Drifted, driftOf, type Moment, worldBefore } from "./world-before";
export { namedType, namingOutputs } from "./named-resources";
export { configurationFiles, isConfigurationFile, isOpenTofuFile } from "./configuration-files";
export { deferredResource, parseDeferredAddress } from "./deferred";
export { asArray, asObject, asString, emptyMap, isArray, isObject, own } from "./json";
export { type Extent, scanJson, scanJsonBytes } from "./json-extent";
export { holdsUnknown, isWhollyKnown } from "./known-attributes";
export type {
  Configuration,
  ConfiguredModule,
  ConfiguredProvider,
  ConfiguredResource,
  Json,
  JsonObject,
  Plan,
  PlanFile,
  PlanMaker,
  PlanSource,
  PlannedChange,
  PlannedResource,
  PriorResource,
  SourceModule,
} from "./plan";
export { LOCK_FILE, lockFileMaker, planMaker, planMakerOfJson } from "./plan-maker";
export { inWordsOf } from "./program-name";
export { isVersion } from "./program-version";
export { CONTAINER, MAX_DEPTH, planJsonBudget, savedPlanBudget, valuesOf } from "./reading-budget";
export { isSensitiveAttribute } from "./sensitive-attributes";
