import { Choice, Hole, OpenList, type Value } from "../../values";
import {
  alternativesOf,
  BOOL,
  choose,
  convert,
  derived,
  describe,
  EvaluationFailure,
  makeMap,
  MOST_ALTERNATIVES,
  ofKind,
  overChoices,
  toBool,
  toText,
} from "../functions";
import type { ForObject, ForTuple } from "../syntax";
import { mayBeNoScalar } from "./doubt";
import { evaluateExpression } from "./expression";
import { type Round, type Rounds, roundsOf } from "./iteration";
import type { Scope } from "./scope";

/** `[for k, v in c : value if condition]` and `{for … : key => value}`. */
export function evaluateFor(expression: ForTuple | ForObject, scope: Scope): Value {
  const collection = evaluateExpression(expression.collection, scope);
  if (collection instanceof Hole) scope.meter.doubts++;
  const over = (each: Value): Value => {
    const rounds = roundsOf(each);
    scope.meter.spend(rounds.rounds.length);
    if (rounds.rounds.length === 0 && rounds.rest === undefined) checkCondition(expression, scope);
    return expression.kind === "for-tuple" ? tuple(expression, rounds, scope) : object(expression, rounds, scope);
  };
  // A choice of too many collections is gone through as something of which nothing is known.
  return overChoices(
    [collection],
    ([each = null]) => over(each),
    () => over(derived(describe(collection), [collection])),
    scope.meter,
  );
}

/** Terraform looks at a condition even where there is nothing to go through, with variables of which nothing is known. */
function checkCondition({ keyName, valueName, condition }: ForTuple | ForObject, scope: Scope): void {
  if (condition === undefined) return;
  const unknown = new Hole("each value of []");
  const inner = roundScope(
    { ...(keyName !== undefined && { keyName }), valueName },
    { key: unknown, value: unknown },
    scope,
  );
  const { doubts } = scope.meter;
  const included = evaluateExpression(condition, inner);
  scope.meter.doubts = doubts;
  if (included === null) throw new EvaluationFailure("the condition is null");
  convert(included, BOOL);
}

interface Loop {
  readonly keyName?: string;
  readonly valueName: string;
}

/** The scope of one round. */
export function roundScope({ keyName, valueName }: Loop, { key, value }: Round, scope: Scope): Scope {
  const variables = new Map(scope.variables);
  if (keyName !== undefined) variables.set(keyName, key);
  return { ...scope, variables: variables.set(valueName, value) };
}

/** What one round adds: whether it is there at all, and what. */
interface Yield<T> {
  readonly included: Value;
  readonly gives: T;
}

function yieldOf<T>(
  expression: ForTuple | ForObject,
  round: Round,
  scope: Scope,
  evaluate: (inner: Scope) => T,
): Yield<T> | undefined {
  const inner = roundScope(expression, round, scope);
  if (expression.condition === undefined) return { included: true, gives: evaluate(inner) };
  const condition = evaluateExpression(expression.condition, inner);
  if (condition === null) throw new EvaluationFailure("the condition is null");
  if (mayBeNoScalar(condition)) scope.meter.doubts++;
  const included = overChoices(
    [condition],
    ([each = null]) => toBool(each),
    () => derived(describe(condition), [condition]),
    scope.meter,
  );
  return included === false ? undefined : { included, gives: evaluate(inner) };
}

/** What each further round would add. Where that fails, there is none, or Terraform fails. */
function furtherYield<T>(
  expression: ForTuple | ForObject,
  round: Round,
  scope: Scope,
  evaluate: (inner: Scope) => T,
): Yield<T> | undefined {
  try {
    return yieldOf(expression, round, scope, evaluate);
  } catch (failure) {
    if (!(failure instanceof EvaluationFailure)) throw failure;
    scope.meter.doubts++;
    return undefined;
  }
}

function tuple(expression: ForTuple, { rounds, rest, unordered }: Rounds, scope: Scope): Value {
  const item = (inner: Scope): Value => evaluateExpression(expression.value, inner);
  const yields = rounds.map((round) => yieldOf(expression, round, scope, item)).filter((each) => each !== undefined);
  if (rest !== undefined) {
    const further = furtherYield(expression, rest, scope, item);
    const sure = yields.filter(({ included }) => included === true).map(({ gives }) => gives);
    if (further === undefined && yields.length === sure.length) return ofKind("bag", sure);
    return new OpenList(sure, restOf(rest.of, further, yields));
  }
  const kind = unordered ? "bag" : "tuple";
  const build = (included: readonly Value[]): Value => {
    const open = included.find((each) => each !== true && each !== false);
    if (open instanceof Hole) {
      const settle = (holds: boolean): Value =>
        build(included.map((each) => (each instanceof Hole && each.name === open.name ? holds : each)));
      return choose(open, settle(true), settle(false));
    }
    return ofKind(
      kind,
      yields.filter((_, index) => included[index] === true).map(({ gives }) => gives),
    );
  };
  const conditions = yields.map(({ included }) => included);
  if (countOpen(conditions) > MOST_CONDITIONS) return openList(yields);
  const list = overChoices(conditions, build, () => openList(yields), scope.meter);
  return alternativesOf(list) > MOST_ALTERNATIVES ? openList(yields) : list;
}

/** As many conditions as give no more alternatives than one value may have. */
const MOST_CONDITIONS = 4;

function countOpen(conditions: readonly Value[]): number {
  return new Set(conditions.filter((each) => each instanceof Hole).map(({ name }) => name)).size;
}

function openList(yields: readonly Yield<Value>[]): Value {
  const sure = yields.filter(({ included }) => included === true).map(({ gives }) => gives);
  const unsure = yields.filter(({ included }) => included !== true);
  const described = unsure.map(({ included, gives }) => `${describe(gives)} if ${describe(included)}`);
  return new OpenList(
    sure,
    derived(
      `[${described.join(", ")}]`,
      unsure.map(({ included }) => included),
    ),
  );
}

/** The further elements, named by what each of them would be. */
function restOf(of: Hole, further: Yield<Value> | undefined, yields: readonly Yield<Value>[]): Hole {
  const described = [
    ...yields.filter(({ included }) => included !== true).map(describeYield),
    ...(further === undefined ? [] : [`for each of ${of.name}: ${describeYield(further)}`]),
  ];
  return derived(`[${described.join(", ")}]`, [of]);
}

function describeYield({ included, gives }: Yield<Value>): string {
  return `${describe(gives)}${included === true ? "" : ` if ${describe(included)}`}`;
}

interface Entry {
  readonly key: Value;
  readonly value: Value;
}

function object(expression: ForObject, { rounds, rest, unordered }: Rounds, scope: Scope): Value {
  const entry = (inner: Scope): Entry => ({
    key: evaluateExpression(expression.key, inner),
    value: evaluateExpression(expression.value, inner),
  });
  const yields = rounds.map((round) => yieldOf(expression, round, scope, entry)).filter((each) => each !== undefined);
  const further = rest && furtherYield(expression, rest, scope, entry);
  const keys = yields.map(({ included, gives: { key } }) => (included === true ? keyText(key) : undefined));
  if (further !== undefined || !keys.every((key) => typeof key === "string")) {
    return openObject(yields, further, rest?.of);
  }
  const entries = new Map<string, Value[]>();
  for (const [index, { gives }] of yields.entries()) {
    const key = keys[index] ?? "";
    const values = entries.get(key);
    if (values === undefined) entries.set(key, [gives.value]);
    else if (expression.grouping) values.push(gives.value);
    else throw new EvaluationFailure(`the key ${JSON.stringify(key)} comes twice`);
  }
  return makeMap(
    [...entries].map(
      ([key, values]) =>
        [key, expression.grouping ? ofKind(unordered ? "bag" : "tuple", values) : (values[0] ?? null)] as const,
    ),
  );
}

function keyText(key: Value): Value {
  if (key === null) throw new EvaluationFailure("a key is null");
  return key instanceof Choice ? key : toText(key);
}

function openObject(yields: readonly Yield<Entry>[], further: Yield<Entry> | undefined, of: Hole | undefined): Hole {
  const described = (each: Yield<Entry>): string =>
    `${describe(each.gives.key)} => ${describe(each.gives.value)}${each.included === true ? "" : ` if ${describe(each.included)}`}`;
  const parts = yields.map(described);
  if (further !== undefined && of !== undefined) parts.push(`for each of ${of.name}: ${described(further)}`);
  return derived(`{ ${parts.join(", ")} }`, of === undefined ? [] : [of]);
}
