/**
 * Three-valued truth, and one pass over the policies: what it may assume, what it met that nobody knows, and how to split on that.
 */
export { contextHole, foreignHole, isForeign, isOfContext } from "./context-hole";
export {
  type Evaluation,
  type InTheWay,
  type Leaf,
  type Question,
  ask,
  askOfHoles,
  assumed,
  startEvaluation,
  stateOf,
  unknown,
} from "./evaluation";
export { type ContextState, NO_CONTEXT, type RequestContext, UNKNOWN_STATE, oneAmong } from "./request";
export { type Pass, splitCases } from "./split-cases";
export { type Answer, FALSE, TRUE, type Truth, UNKNOWN, and, answerOf, either, not, or, truthOf } from "./truth";
