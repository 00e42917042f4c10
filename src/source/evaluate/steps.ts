import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, type Value } from "../../values";
import {
  ANY,
  BudgetExceeded,
  choose,
  derived,
  describe,
  entryOf,
  EvaluationFailure,
  isPrimitive,
  isUnordered,
  kindOf,
  mayBeAnything,
  ObjectHole,
  ofKind,
  overChoices,
  parseNumber,
  type Type,
  typeOf,
} from "../functions";
import type { SplatStep, Step } from "../syntax";
import { doubted } from "./doubt";
import { evaluateExpression } from "./expression";
import type { Scope } from "./scope";

/** Nobody writes ten. */
const LONGEST_CHAIN = 100;

/** Takes steps into a value: `.name`, `[key]`, `[*]`. */
export function takeSteps(value: Value, steps: readonly Step[], scope: Scope): Value {
  if (steps.length > LONGEST_CHAIN)
    throw new BudgetExceeded(`a chain has more than ${LONGEST_CHAIN} names and indexes`);
  let current = value;
  for (let at = 0; at < steps.length;) {
    if (current instanceof ObjectHole) {
      const path = pathInto(steps.slice(at), scope);
      if (path.length > 0) {
        current = current.at(path);
        at += path.length;
        continue;
      }
    }
    const step = steps[at++] as Step;
    current = takeStep(current, step, scope);
  }
  return current;
}

/** As many names and known keys as there are in a row, so that a resource can be asked for all of them at once. */
function pathInto(steps: readonly Step[], scope: Scope): (string | number)[] {
  const path: (string | number)[] = [];
  for (const step of steps) {
    if (step.kind === "splat-step") break;
    const key = step.kind === "attribute-step" ? step.name : evaluateExpression(step.key, scope);
    if (typeof key !== "string" && typeof key !== "number") break;
    path.push(key);
  }
  return path;
}

function takeStep(value: Value, step: Step, scope: Scope): Value {
  if (step.kind === "splat-step") return splat(value, step, scope);
  const key = step.kind === "attribute-step" ? step.name : evaluateExpression(step.key, scope);
  if (!(value instanceof Choice) && !(key instanceof Choice)) return indexed(value, key, scope);
  return overChoices(
    [value, key],
    ([each = null, at = null]) => indexed(each, at, scope),
    () => doubted(scope, derived(`${describe(value)}[${describe(key)}]`, [value])),
    scope.meter,
  );
}

/** The element under a key; `list.0` and `map["x"]` are the same here as `list[0]` and `map.x`. Fails where there is none. */
export function indexed(value: Value, key: Value, scope: Pick<Scope, "meter">): Value {
  if (value instanceof ObjectHole && (typeof key === "string" || typeof key === "number")) return value.at([key]);
  if (value === null || key === null) throw new EvaluationFailure("null has no elements");
  if (isMap(value) && isScalarKey(key)) {
    const entry = entryOf(value, String(key));
    if (entry === undefined) throw new EvaluationFailure(`there is no ${JSON.stringify(String(key))}`);
    return entry;
  }
  if (isList(value) && isScalarKey(key)) return element(value, key, scope);
  const known = !(value instanceof Hole || value instanceof OpenList || isList(value) || isMap(value));
  if (known || isTextual(value) || (value instanceof Hole && isPrimitive(typeOf(value)))) {
    throw new EvaluationFailure("only lists and maps have elements");
  }
  return doubted(scope, derived(`${describe(value)}${stepName(key)}`, [value, key]));
}

function isScalarKey(key: Value): key is string | number | boolean {
  return typeof key === "string" || typeof key === "number" || typeof key === "boolean";
}

function element(list: readonly Value[], key: string | number | boolean, scope: Pick<Scope, "meter">): Value {
  const index = typeof key === "string" ? parseNumber(key) : key;
  if (typeof index !== "number" || !Number.isInteger(index))
    throw new EvaluationFailure("a list has numbered elements");
  if (kindOf(list) === "set") throw new EvaluationFailure("a set has no numbered elements");
  const item = index < 0 ? undefined : list[index];
  if (item === undefined) throw new EvaluationFailure(`there is no element ${index}`);
  return isUnordered(list) ? doubted(scope, derived(`${describe(list)}[${index}]`, [item])) : item;
}

function stepName(key: Value): string {
  return typeof key === "string" && /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key) ? `.${key}` : `[${describe(key)}]`;
}

/** `value[*].each`: a single value is a list of one, null is none. */
function splat(value: Value, step: SplatStep, scope: Scope): Value {
  const each = (item: Value): Value => takeSteps(item, step.each, scope);
  // A list that is null fails; of null alone nobody can tell what it would be.
  if (value === null) return doubted(scope, ofKind("tuple", []));
  if (value instanceof Choice) {
    return choose(value.condition, splat(value.whenTrue, step, scope), splat(value.whenFalse, step, scope));
  }
  if (isList(value)) return splatList(value, step, each);
  if (value instanceof OpenList) return new OpenList(value.items.map(each), splatRest(value.rest, each));
  return mayBeAnything(value) ? new OpenList([], splatRest(value, each)) : ofKind("tuple", [each(value)]);
}

/** Of a list or a set a list, of a tuple a tuple. */
function splatList(list: readonly Value[], step: SplatStep, each: (item: Value) => Value): Value {
  const items = list.map(each);
  const type = typeOf(list);
  if (isUnordered(list)) return ofKind("bag", items);
  if (type.kind !== "list" && type.kind !== "set") return ofKind("tuple", items);
  if (kindOf(list) === undefined) return ofKind("tuple", items);
  return ofKind("list", items, items.length > 0 ? undefined : typeAfter(type.of, step.each));
}

/** The type of what steps lead to in values of a type. Fails where they lead nowhere. */
function typeAfter(type: Type, steps: readonly Step[]): Type {
  return steps.reduce<Type>((inside, step) => {
    if (isPrimitive(inside) || (inside.kind === "set" && step.kind !== "splat-step")) {
      throw new EvaluationFailure("only lists and maps have elements");
    }
    if (inside.kind === "list" || inside.kind === "map") return inside.of;
    if (inside.kind !== "object" || step.kind !== "attribute-step") return ANY;
    const attribute = inside.attributes.get(step.name);
    if (attribute === undefined) throw new EvaluationFailure(`there is no ${JSON.stringify(step.name)}`);
    return attribute.type;
  }, type);
}

function isTextual(value: Value): boolean {
  return value instanceof Text || value instanceof JsonText || (value instanceof Hole && value.shape !== "any");
}

function splatRest(rest: Hole, each: (item: Value) => Value): Hole {
  const item = each(new Hole(`${rest.name}[*]`, { references: [rest.name] }));
  return item instanceof Hole ? item : derived(`[for each of ${rest.name}: ${describe(item)}]`, [rest]);
}
