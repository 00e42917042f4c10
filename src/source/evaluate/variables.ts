import type { Json } from "../../plan";
import { Hole, type Value } from "../../values";
import { convert, fromJson } from "../functions";
import type { Block } from "../syntax";
import { evaluateExpression } from "./expression";
import type { Scope } from "./scope";
import { readType } from "./type-constraint";

/**
 * What a variable is, once something was given to it: converted to its type, `optional` attributes filled in; the default
 * where nothing was given, or null where null is not allowed. `undefined`: nothing was given, and there is no default.
 *
 * @param scope the module's own; types and defaults refer to nothing
 */
export function variableValue({ body }: Block, given: Value | undefined, scope: Scope): Value | undefined {
  const { attributes } = body;
  const type = readType(attributes.get("type")?.value, (expression) => evaluateExpression(expression, scope));
  const fallback = attributes.get("default");
  const nullable = attributes.get("nullable");
  const replaced =
    given === null &&
    nullable !== undefined &&
    evaluateExpression(nullable.value, scope) === false &&
    fallback !== undefined;
  if (given !== undefined && !replaced) return convert(given, type);
  return fallback && convert(evaluateExpression(fallback.value, scope), type);
}

/** What the plan says that a root variable was given; `undefined` where nothing was. */
export function givenByPlan(
  name: string,
  { body }: Block,
  variables: Readonly<Record<string, Json>>,
  scope: Scope,
): Value | undefined {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value !== undefined) return fromJson(value);
  const ephemeral = body.attributes.get("ephemeral");
  // No plan tells what an ephemeral variable was given.
  const hidden = ephemeral !== undefined && evaluateExpression(ephemeral.value, scope) !== false;
  return hidden ? new Hole(`var.${name}`) : undefined;
}
