import { accountRootArn, Hole, type Value, type Words, wordsOf } from "../values";
import {
  type Answer,
  type Evaluation,
  FALSE,
  NO_CONTEXT,
  TRUE,
  type Truth,
  UNKNOWN,
  and,
  answerOf,
  or,
  startEvaluation,
} from "./evaluate";
import { actionsCover, equal, hasEffect, some } from "./match";
import type { CompiledStatement, Policy, PrincipalEntry } from "./document";

/**
 * Is the account root an administrator of the key: is there an Allow without conditions to the account that covers
 * `kms:PutKeyPolicy`?
 */
export function accountRootAdministers(policy: Policy, account: Value): Answer {
  const words = wordsOf(account);
  if (words === undefined) return "unknown";
  const evaluation = startEvaluation(NO_CONTEXT, false);
  let truth: Truth = FALSE;
  for (const statement of policy.allows) truth = or(truth, administers(evaluation, statement, words));
  return answerOf(truth === TRUE && policy.faults.length > 0 ? UNKNOWN : truth);
}

function administers(evaluation: Evaluation, statement: CompiledStatement, account: Words): Truth {
  const truth = hasEffect(evaluation, statement, "Allow");
  if (truth === FALSE || statement.unknown !== undefined) return truth;
  const { principals, resources, conditions } = statement;
  if (principals === undefined || resources === undefined) return FALSE;
  if (statement.exceptPrincipals || statement.exceptResources) return FALSE;
  // a condition that is not known may turn out to be none
  if (conditions.some((condition) => !("unknown" in condition))) return FALSE;
  const entries = { entries: principals, rest: [] };
  const named = some(
    evaluation,
    entries,
    (entry) => isRoot(evaluation, entry, account),
    () => "root",
  );
  if (named === FALSE) return FALSE;
  const onKey = some(
    evaluation,
    resources,
    ({ everything }) => (everything ? TRUE : UNKNOWN),
    () => "key",
  );
  const unconditional = conditions.length === 0 ? TRUE : UNKNOWN;
  const covered = actionsCover(evaluation, statement, "kms:putkeypolicy");
  return and(and(truth, named), and(and(onKey, unconditional), covered));
}

/** Is the principal the account: its number, or its root's ARN? */
function isRoot(evaluation: Evaluation, { type, words, form }: PrincipalEntry, account: Words): Truth {
  if (form.form === "account") return equal(evaluation, account, form.account);
  if (form.form === "rest") return type === "AWS" || type === "*" ? UNKNOWN : FALSE;
  if (form.form !== "text" || type !== "AWS") return FALSE;
  const root = accountRootArn(new Hole("partition", { shape: "partition" }), account);
  return or(equal(evaluation, words, account), equal(evaluation, words, root));
}
