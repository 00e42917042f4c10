import {
  type ContextState,
  type Evaluation,
  FALSE,
  TRUE,
  type Truth,
  UNKNOWN,
  and,
  ask,
  askOfHoles,
  contextHole,
  either,
  foreignHole,
  isOfContext,
  not,
  or,
  stateOf,
  unknown,
} from "../evaluate";
import {
  type Condition,
  type ConditionTest,
  type ConditionValue,
  type Listing,
  type Template,
  type WrittenOperator,
  arnPatternOf,
  isMultivalued,
} from "../document";
import { fold, foldWords, holeNames, spell, type Value, type Words, wordsOf } from "../../values";
import { arnLike } from "./arn-like";
import { compareKnown, compareSince } from "./compare-known";
import { equal, like } from "./comparison";
import { some } from "./listed";
import { NO_VALUE, templatePattern, templateText } from "./template-values";

/** Do all the conditions of a statement with this effect hold? */
export function conditionsHold(
  evaluation: Evaluation,
  conditions: readonly Condition[],
  effect: "Allow" | "Deny",
): Truth {
  let truth: Truth = TRUE;
  for (const condition of conditions) {
    truth = and(truth, conditionHolds(evaluation, condition, effect));
    if (truth === FALSE) return FALSE;
  }
  return truth;
}

/** Does the condition hold in this request? */
export function conditionHolds(evaluation: Evaluation, condition: Condition, effect: "Allow" | "Deny"): Truth {
  if ("unknown" in condition) {
    const { unknown: hole, operator = "" } = condition;
    return askOfHoles(evaluation, { key: `condition ${operator} ${hole.name}` }, [hole.name]);
  }
  if ("unreadable" in condition) {
    const { unreadable: operator } = condition;
    return ask(evaluation, { key: `unreadable ${operator}` }, { kind: "condition-operator", operator });
  }
  const before = evaluation.leaves.length;
  const state = stateOf(evaluation, condition.key);
  const truth =
    state.state === "unsupported"
      ? whenUnsupported(condition, effect)
      : inEitherReading(evaluation, condition, state, effect);
  if (truth === UNKNOWN) tell(evaluation, before, condition, state);
  else evaluation.leaves.length = before;
  return truth;
}

/** What is in the way of a condition is told by the key's name, and by the holes of the plan. */
function tell(evaluation: Evaluation, before: number, { name }: ConditionTest, state: ContextState): void {
  const { leaves } = evaluation;
  const kind = state.basis === "trace" && !evaluation.takesTrace ? "trace" : "condition-key";
  if (leaves.length === before) unknown(evaluation, { kind, key: name });
  for (const leaf of leaves.splice(before)) {
    const { what } = leaf;
    const ofContext = what.kind === "condition-key" || (what.kind === "holes" && what.names.every(isOfContext));
    leaves.push(ofContext ? { ...leaf, what: { kind, key: name } } : leaf);
  }
}

/** AWS says that an Allow with the condition does not work, and no more than that. */
function whenUnsupported({ operator, quantifier, ifExists }: ConditionTest, effect: "Allow" | "Deny"): Truth {
  const asksForIt = operator.comparison !== "null" && !operator.negated && !ifExists && quantifier !== "all";
  return asksForIt && effect === "Allow" ? FALSE : UNKNOWN;
}

/** Where AWS's text may be read in another way, what comes out worse by the reading that is taken is not decided. */
function inEitherReading(
  evaluation: Evaluation,
  condition: ConditionTest,
  state: Exclude<ContextState, { readonly state: "unsupported" }>,
  effect: "Allow" | "Deny",
): Truth {
  const truth = inState(evaluation, condition, state);
  if (state.state !== "known" || state.otherReading === undefined) return truth;
  if (truth === (effect === "Allow" ? TRUE : FALSE)) return truth;
  const other = inState(evaluation, condition, { state: "known", values: state.otherReading });
  return truth === other ? truth : UNKNOWN;
}

function inState(
  evaluation: Evaluation,
  test: ConditionTest,
  state: Exclude<ContextState, { readonly state: "unsupported" }>,
): Truth {
  switch (state.state) {
    case "absent":
      return whenAbsent(evaluation, test);
    case "known":
      return state.more === true
        ? withMore(evaluation, test, state.values)
        : withValues(evaluation, test, state.values);
    case "present":
      return whenPresent(evaluation, test, state.notBefore);
    case "not-ours":
      return maybeAbsent(evaluation, test, state.possiblyAbsent, withValues(evaluation, test, [foreignHole(test.key)]));
    case "one-of":
      return maybeAbsent(evaluation, test, state.possiblyAbsent, oneOf(evaluation, test, state.values));
    case "unknown":
      return perhaps(evaluation, test);
  }
}

function whenAbsent(evaluation: Evaluation, { operator, quantifier, ifExists, values }: ConditionTest): Truth {
  if (operator.comparison === "null") return nullIs(evaluation, values, "true");
  if (quantifier === "all") return TRUE;
  if (quantifier === "any") return ifExists ? UNKNOWN : FALSE;
  return operator.negated || ifExists ? TRUE : FALSE;
}

function nullIs(evaluation: Evaluation, values: Listing<ConditionValue>, wanted: string): Truth {
  return some(
    evaluation,
    values,
    ({ words }) => equal(evaluation, typeof words === "string" ? fold(words) : words, wanted, true),
    () => `null ${wanted}`,
  );
}

function maybeAbsent(
  evaluation: Evaluation,
  test: ConditionTest,
  possibly: boolean | undefined,
  present: Truth,
): Truth {
  return possibly === true ? absentOr(evaluation, test, () => present) : present;
}

function perhaps(evaluation: Evaluation, test: ConditionTest): Truth {
  return absentOr(evaluation, test, () => whenPresent(evaluation, test));
}

function absentOr(evaluation: Evaluation, test: ConditionTest, present: () => Truth): Truth {
  const assumed = evaluation.assumptions.answers.get(`present ${test.key}`);
  if (assumed === true) return present();
  if (assumed === false) return whenAbsent(evaluation, test);
  const truth = either(whenAbsent(evaluation, test), present());
  return truth === UNKNOWN
    ? ask(evaluation, { key: `present ${test.key}` }, { kind: "condition-key", key: test.name })
    : truth;
}

function whenPresent(evaluation: Evaluation, test: ConditionTest, notBefore?: string): Truth {
  if (test.operator.comparison === "null") return nullIs(evaluation, test.values, "false");
  if (test.operator.comparison === "date" && notBefore !== undefined) return since(evaluation, test, notBefore);
  if (isMultivalued(test.key) || test.quantifier !== "one") return ofUnknownNumber(evaluation, test);
  return withValues(evaluation, test, [contextHole(test.key, ACCOUNT_KEYS.has(test.key) ? "account" : "any")]);
}

/** The keys whose value is the id of an account, which no other text can be. */
export const ACCOUNT_KEYS: ReadonlySet<string> = new Set([
  "aws:sourceaccount",
  "aws:principalaccount",
  "aws:resourceaccount",
  "kms:calleraccount",
]);

/** At least one value, nobody knows how many: what holds for any text holds for each. */
function ofUnknownNumber(evaluation: Evaluation, test: ConditionTest): Truth {
  if (test.quantifier === "one") return UNKNOWN;
  const before = evaluation.leaves.length;
  const truth = valueMatches(evaluation, test, contextHole(test.key));
  // what is asked of one value does not answer for all
  if (truth === UNKNOWN) evaluation.leaves.length = before;
  return truth;
}

function since(evaluation: Evaluation, test: ConditionTest, from: string): Truth {
  const truth = some(
    evaluation,
    test.values,
    ({ words }) => (typeof words === "string" ? compareSince(test.operator.relation, from, words) : UNKNOWN),
    () => `since ${from} ${test.written}`,
  );
  return test.operator.negated ? not(truth) : truth;
}

function oneOf(evaluation: Evaluation, test: ConditionTest, values: readonly Value[]): Truth {
  const [first = UNKNOWN, ...others] = values.map((value) => withValues(evaluation, test, [value]));
  return others.reduce<Truth>(either, first);
}

/** The key holds these values, and perhaps others. */
function withMore(evaluation: Evaluation, test: ConditionTest, values: readonly Value[]): Truth {
  const truth = withValues(evaluation, test, values);
  if (test.operator.comparison === "null") return truth;
  if (test.quantifier === "any" && truth === TRUE) return TRUE;
  return test.quantifier === "all" && truth === FALSE ? FALSE : UNKNOWN;
}

function withValues(evaluation: Evaluation, test: ConditionTest, values: readonly Value[]): Truth {
  if (test.operator.comparison === "null") return nullIs(evaluation, test.values, "false");
  if (test.quantifier === "one" && (values.length !== 1 || isMultivalued(test.key))) return UNKNOWN;
  let truth: Truth = test.quantifier === "any" ? FALSE : TRUE;
  for (const value of values) {
    const words = wordsOf(value);
    const matched = words === undefined ? UNKNOWN : valueMatches(evaluation, test, words);
    truth = test.quantifier === "any" ? or(truth, matched) : and(truth, matched);
  }
  return truth;
}

/** Does one value of the request satisfy the operator: match one of the policy's values, or, negated, none of them? */
function valueMatches(evaluation: Evaluation, test: ConditionTest, actual: Words): Truth {
  const { operator } = test;
  const compared = operator.folded ? foldWords(actual) : actual;
  const truth = some(
    evaluation,
    test.values,
    (value) => compare(evaluation, test, compared, value),
    () => `${operator.comparison} ${operator.relation} ${String(operator.folded)} ${spell(compared)}`,
  );
  return operator.negated ? not(truth) : truth;
}

function compare(evaluation: Evaluation, { operator }: ConditionTest, actual: Words, value: ConditionValue): Truth {
  const { comparison, folded, relation } = operator;
  if (value.template !== undefined) return compareTemplate(evaluation, operator, actual, value.template);
  if (value.pattern) return like(evaluation, actual, value.pattern);
  if (value.arn) return arnLike(evaluation, actual, value.arn);
  if (comparison === "text") return equal(evaluation, actual, value.words, folded);
  if (comparison === "bool" && (value.words === "true" || value.words === "false")) {
    return equal(evaluation, actual, value.words, true);
  }
  if (typeof actual === "string" && typeof value.words === "string") {
    return compareKnown(comparison, relation, actual, value.words);
  }
  const key = `${comparison} ${relation} ${spell(actual)} ${spell(value.words)}`;
  return askOfHoles(evaluation, { key }, [...holeNames(actual), ...holeNames(value.words)]);
}

function compareTemplate(
  evaluation: Evaluation,
  { comparison, folded }: WrittenOperator["operator"],
  actual: Words,
  template: Template | "unreadable",
): Truth {
  if (template === "unreadable") return UNKNOWN;
  if (comparison === "pattern" || comparison === "arn") {
    const pattern = templatePattern(evaluation, template);
    if (pattern === undefined) return UNKNOWN;
    if (pattern === NO_VALUE) return FALSE;
    return comparison === "arn"
      ? arnLike(evaluation, actual, arnPatternOf(pattern))
      : like(evaluation, actual, pattern);
  }
  const words = templateText(evaluation, template);
  if (words === undefined) return UNKNOWN;
  if (words === NO_VALUE) return FALSE;
  if (comparison === "bool" && words !== "true" && words !== "false") return UNKNOWN;
  return equal(evaluation, actual, folded ? foldWords(words) : words, folded);
}
