/** What a plan knows of a value, and what it does not: holes, text with holes, choices, ARNs. */
export {
  ARN_FIELDS,
  type Arn,
  accountOfRoot,
  accountRootArn,
  arnOfType,
  arnsIn,
  isAccountId,
  makeArn,
  mayHoldColon,
  parseArn,
  partitionIn,
  splitAtColons,
} from "./arn";
export { DATA_RULES, type JsonFault, JsonFragments, POLICY_RULES, readJson } from "./json";
export { mapHoles } from "./map-holes";
export { plainJson } from "./plain";
export { canonical, isSame, spell } from "./same-value";
export { type Words, fill, fold, foldWords, holeNames, join, partsOf, wordsOf } from "./text";
export {
  Choice,
  Hole,
  type HoleShape,
  JsonText,
  OpenList,
  type Scalar,
  Text,
  type TextPart,
  type Unknown,
  type Value,
  type ValueMap,
  holesOf,
  isKnown,
  isList,
  isMap,
  isUnknown,
  text,
} from "./value";
