/** HCL's JSON syntax: its text, and the bodies and expressions in it. */
export { jsonObjectOf } from "./json-expressions";
export { nestedShape } from "./json-shapes";
export { buildBody, parseJsonConfiguration } from "./parse-json";
