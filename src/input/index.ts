/** Bytes become a plan, or an error that names what they are instead. */
export { decodeText } from "./decode";
export type { DocumentKind } from "./document-kind";
export { DEFAULT_MAX_SIZE, type InputBytes, type InputOptions } from "./read-input";
export { readPlan } from "./read-plan";
export type { WrongInputKind } from "./wrong-input";
export { showPlan } from "./show-plan";
