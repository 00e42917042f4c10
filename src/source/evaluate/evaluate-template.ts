import { Hole, type TextPart, text as joinText, type Value } from "../../values";
import {
  alternativesOf,
  chooseUnlessFails,
  derived,
  describe,
  EvaluationFailure,
  MOST_ALTERNATIVES,
  normalized,
  overChoices,
  partsOf,
  toBool,
  toText,
} from "../functions";
import type { TemplateFor, TemplateIf, TemplatePart } from "../syntax";
import { mayBeNoScalar, mayNotFit } from "./doubt";
import { evaluateExpression } from "./expression";
import { roundScope } from "./for-expression";
import { roundsOf } from "./iteration";
import type { Scope } from "./scope";

/** A template's text, holes and all; a choice in it gives a choice of texts. */
export function evaluateTemplate(parts: readonly TemplatePart[], scope: Scope): Value {
  const pieces = parts.map((part) => evaluatePart(part, scope));
  scope.meter.spend(parts.length);
  return joinPieces(pieces, scope, () => derived(`"${pieces.map(describe).join("")}"`, []));
}

/** One text of several, of which the length is paid for before it is made. */
function joinPieces(pieces: readonly Value[], { meter }: Scope, tooMany: () => Value): Value {
  let length = 0;
  for (const piece of pieces) if (typeof piece === "string") length += piece.length;
  meter.spendOnText(length);
  return overChoices(pieces, join, tooMany, meter);
}

function join(pieces: readonly Value[]): Value {
  const joined = joinText(pieces.flatMap((piece): readonly TextPart[] => partsOf(piece)));
  return typeof joined === "string" ? normalized(joined) : joined;
}

function evaluatePart(part: TemplatePart, scope: Scope): Value {
  switch (part.kind) {
    case "text":
      return part.value;
    case "interpolation": {
      const value = evaluateExpression(part.value, scope);
      if (mayNotFit(value)) scope.meter.doubts++;
      return overChoices(
        [value],
        ([each = null]) => interpolate(each),
        () => derived(describe(value), [value]),
        scope.meter,
      );
    }
    case "template-if":
      return evaluateIf(part, scope);
    case "template-for":
      return evaluateTemplateFor(part, scope);
  }
}

function interpolate(value: Value): Value {
  if (value === null) throw new EvaluationFailure("null cannot be part of a text");
  return toText(value);
}

function evaluateIf(part: TemplateIf, scope: Scope): Value {
  const condition = evaluateExpression(part.condition, scope);
  if (mayBeNoScalar(condition)) scope.meter.doubts++;
  if (condition === null) throw new EvaluationFailure("the condition is null");
  const render = (holds: boolean) => (): Value => evaluateTemplate(holds ? part.whenTrue : part.whenFalse, scope);
  const open = (): Value =>
    derived(`%{if ${describe(condition)}}${describe(render(true)())}%{else}${describe(render(false)())}`, [condition]);
  const value = overChoices(
    [condition],
    ([each = null]) => {
      const truth = toBool(each);
      if (typeof truth === "boolean") return render(truth)();
      return truth instanceof Hole ? chooseUnlessFails(truth, render(true), render(false), scope.meter) : open();
    },
    open,
    scope.meter,
  );
  return alternativesOf(value) > MOST_ALTERNATIVES ? open() : value;
}

function evaluateTemplateFor(part: TemplateFor, scope: Scope): Value {
  const collection = evaluateExpression(part.collection, scope);
  if (collection instanceof Hole) scope.meter.doubts++;
  const over = (each: Value): Value => {
    const { rounds, rest, unordered } = roundsOf(each);
    scope.meter.spend(rounds.length);
    const texts = rounds.map((round) => evaluateTemplate(part.parts, roundScope(part, round, scope)));
    const open = (): Hole => derived(`%{for ${describe(each)}}${texts.map(describe).join("")}`, [each]);
    if (rest !== undefined) {
      const further = describeFurther(() => evaluateTemplate(part.parts, roundScope(part, rest, scope)));
      return derived(`%{for each of ${rest.of.name}}${[...texts.map(describe), further].join("")}`, [rest.of]);
    }
    return unordered && texts.length > 1 ? open() : joinPieces(texts, scope, open);
  };
  return overChoices(
    [collection],
    ([each = null]) => over(each),
    () => derived(describe(over(derived(describe(collection), [collection]))), [collection]),
    scope.meter,
  );
}

function describeFurther(render: () => Value): string {
  try {
    return describe(render());
  } catch (failure) {
    if (failure instanceof EvaluationFailure) return "fails";
    throw failure;
  }
}
