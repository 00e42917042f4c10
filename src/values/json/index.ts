/** The one reader of JSON text with holes. */
export { JsonFragments } from "./json-fragments";
export type { JsonFault } from "./json-reader";
export { DATA_RULES, POLICY_RULES, readJson } from "./read-json";
