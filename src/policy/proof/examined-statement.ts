import {
  type Match,
  type Request,
  actionsCover,
  conditionHolds,
  covers,
  means,
  principalsOf,
  refOf,
  resourcesCover,
} from "../match";
import type { CompiledStatement, Condition, Policy } from "../document";
import {
  type ContextState,
  type Evaluation,
  FALSE,
  type RequestContext,
  TRUE,
  type Truth,
  UNKNOWN_STATE,
  startEvaluation,
  stateOf,
} from "../evaluate";
import type { StatementRef } from "../../verdict";

/** One condition, and what is known of its key. */
export interface ExaminedCondition {
  readonly condition: Condition;
  readonly truth: Truth;
  readonly state: ContextState;
}

/** One statement under a glass: every part judged by itself, for the proof. */
export interface Examined {
  readonly policy: Policy;
  readonly statement: CompiledStatement;
  readonly ref: StatementRef;
  /** How it means the caller; for a policy of the role itself, always. */
  readonly match: Match | undefined;
  readonly meansCaller: Truth;
  readonly action: Truth;
  readonly resource: Truth;
  readonly conditions: readonly ExaminedCondition[];
  /** All together. */
  readonly truth: Truth;
}

/** Judges each statement that may have the effect, part by part. */
export function examine(
  policy: Policy,
  effect: "Allow" | "Deny",
  request: Request,
  pass: { readonly context: RequestContext; readonly takesTrace: boolean },
): Examined[] {
  const statements = effect === "Allow" ? policy.allows : policy.denies;
  return statements.map((statement) => {
    const evaluation = startEvaluation(pass.context, pass.takesTrace);
    return examineOne(evaluation, policy, statement, effect, request);
  });
}

function examineOne(
  evaluation: Evaluation,
  policy: Policy,
  statement: CompiledStatement,
  effect: "Allow" | "Deny",
  request: Request,
): Examined {
  const onRole = policy.kind === "identity" || policy.kind === "boundary";
  const match = onRole ? undefined : principalsOf(evaluation, statement, request);
  const meansCaller = match === undefined ? TRUE : means(match);
  const whole = covers(evaluation, policy, statement, effect, request);
  const known = statement.unknown === undefined;
  return {
    policy,
    statement,
    ref: refOf(policy, statement),
    match,
    meansCaller,
    action: known ? actionsCover(evaluation, statement, request.action) : TRUE,
    resource: known ? resourcesCover(evaluation, policy, statement, request.resource) : TRUE,
    conditions: statement.conditions.map((condition) => ({
      condition,
      truth: conditionHolds(evaluation, condition, effect),
      state: "key" in condition ? stateOf(evaluation, condition.key) : UNKNOWN_STATE,
    })),
    truth: meansCaller === FALSE ? FALSE : meansCaller < whole ? meansCaller : whole,
  };
}
