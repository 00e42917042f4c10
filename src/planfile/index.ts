/** The saved plan read directly: zip, protobuf, msgpack, the state and the source in it. */
export type { SavedPlanOptions } from "./open-saved-plan";
export { maskSensitive } from "./mask-sensitive";
export { readSavedPlan } from "./read-saved-plan";
export { savedPlanToJson } from "./saved-plan-to-json";
export { SavedPlanUnreadable, type Unreadable } from "./saved-plan-unreadable";
