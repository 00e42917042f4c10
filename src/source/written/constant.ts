import { isKnown, type Value } from "../../values";
import type { Json } from "../../plan";
import { evaluateExpression, Meter, type Scope } from "../evaluate";
import { BudgetExceeded, EvaluationFailure } from "../functions";
import { childrenOf, type Expression } from "../syntax";

/**
 * The `constant_value` that plan JSON shows for an expression: what it comes to where nothing is at hand, neither names nor
 * functions; of JSON configuration the text as it stands, templates and all. `undefined`: none.
 *
 * @param attribute the text of the argument, name included
 */
export function constantOf(
  expression: Expression,
  references: readonly string[],
  attribute: () => string,
): Json | undefined {
  if (inJson(expression)) return Object.values(JSON.parse(`{${attribute()}}`) as Record<string, Json>)[0];
  if (references.length > 0 || callsFunction(expression)) return undefined;
  try {
    const meter = new Meter();
    const surroundings = { ...NOTHING.surroundings, meter };
    const value: Value = evaluateExpression(expression, { ...NOTHING, surroundings, meter });
    return isKnown(value) ? (value as Json) : undefined;
  } catch (error) {
    if (error instanceof EvaluationFailure || error instanceof BudgetExceeded) return undefined;
    throw error;
  }
}

function inJson({ file }: Expression): boolean {
  return file.syntax === "json" || file.within?.file.syntax === "json";
}

function callsFunction(expression: Expression): boolean {
  return expression.kind === "call" || childrenOf(expression).some(callsFunction);
}

const NOTHING: Omit<Scope, "meter" | "surroundings"> & {
  readonly surroundings: Omit<Scope["surroundings"], "meter">;
} = {
  variables: new Map(),
  names: {
    place: "",
    moduleAddress: "",
    resolve(root) {
      throw new EvaluationFailure(`${root} means nothing here`);
    },
  },
  surroundings: {
    readFile: () => ({ missing: "nothing is at hand" }),
    renderTemplate: () => {
      throw new EvaluationFailure("nothing is at hand");
    },
    unrepeatable: (name) => {
      throw new EvaluationFailure(`${name} is no constant`);
    },
  },
};
