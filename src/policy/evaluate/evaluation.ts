import { fill, type Hole, type Words } from "../../values";
import type { Obstacle, StatementRef } from "../../verdict";
import type { ContextState, RequestContext } from "./request";
import { FALSE, TRUE, type Truth, UNKNOWN } from "./truth";

/** One pass over the policies: what it may assume, and what it found that nobody knows. */
export interface Evaluation {
  readonly context: RequestContext;
  /** Whether facts that rest on AWS's CloudTrail example count; else they are not known. */
  readonly takesTrace: boolean;
  readonly assumptions: Assumptions;
  /** What came out unknown, in the order of asking. */
  leaves: Leaf[];
  /** A fact that rests on the trace was asked for. */
  metTrace: boolean;
}

/** What is taken for granted in one branch of a case distinction. */
export interface Assumptions {
  /** By the key of a {@link Question}: its answer. */
  readonly answers: ReadonlyMap<string, boolean>;
  /** By name of a hole: the text it is taken to be. */
  readonly values: ReadonlyMap<string, Words>;
}

export const NOTHING_ASSUMED: Assumptions = { answers: new Map(), values: new Map() };

/** A question with a yes or no, the same wherever it is asked while the holes are filled in one way. */
export interface Question {
  readonly key: string;
  /** Where yes means that a hole is this text: so that it can be put in its place. */
  readonly means?: { readonly hole: Hole; readonly words: Words };
}

/** What is in the way of an answer: holes by their names, which may stand for values of the request; or one thing else. */
export type InTheWay =
  | { readonly kind: "holes"; readonly names: readonly string[] }
  | Exclude<Obstacle, { readonly kind: "hole" | "account" }>;

/** An answer that came out unknown: what is in the way, and what to split on. */
export interface Leaf {
  readonly what: InTheWay;
  readonly question?: Question;
  readonly statement?: StatementRef;
}

export function startEvaluation(
  context: RequestContext,
  takesTrace: boolean,
  assumptions: Assumptions = NOTHING_ASSUMED,
): Evaluation {
  return { context, takesTrace, assumptions, leaves: [], metTrace: false };
}

/** The assumed answer to a question; where none is assumed, unknown, and noted. */
export function ask(evaluation: Evaluation, question: Question, what: InTheWay): Truth {
  const assumed = evaluation.assumptions.answers.get(question.key);
  if (assumed !== undefined) return assumed ? TRUE : FALSE;
  evaluation.leaves.push({ what, question });
  return UNKNOWN;
}

/** {@link ask}, where holes are in the way. */
export function askOfHoles(evaluation: Evaluation, question: Question, names: readonly string[]): Truth {
  return ask(evaluation, question, { kind: "holes", names });
}

/** Unknown, and noted as such. */
export function unknown(evaluation: Evaluation, what: InTheWay): typeof UNKNOWN {
  evaluation.leaves.push({ what });
  return UNKNOWN;
}

/** The text with what is assumed of its holes put in their places. */
export function assumed(evaluation: Evaluation, words: Words): Words {
  const { values } = evaluation.assumptions;
  if (values.size === 0 || typeof words === "string") return words;
  return fill(words, (hole) => values.get(hole.name));
}

/** The state of a condition key, a fact of the trace counting for nothing unless this pass takes it. */
export function stateOf(evaluation: Evaluation, key: string): ContextState {
  const state = evaluation.context.state(key);
  if (state.basis !== "trace") return state;
  evaluation.metTrace = true;
  return evaluation.takesTrace ? state : TRACE_NOT_TAKEN;
}

/** What a fact of the trace is worth where documentation alone counts. */
export const TRACE_NOT_TAKEN: ContextState = { state: "unknown", basis: "trace" };
