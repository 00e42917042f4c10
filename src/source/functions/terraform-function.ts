import type { Hole, Value } from "../../values";
import { type Doubter, overChoices } from "./choices";
import { isDetermined } from "./collection-kind";
import { convert } from "./convert";
import { unsettledCall } from "./describe";
import { EvaluationFailure } from "./failure";
import { normalized } from "./normalized";
import type { Type } from "./type";

/** What Terraform makes of an argument before the call. */
export interface Parameter {
  readonly type: Type;
  /** Null is passed on; elsewhere null fails the call. */
  readonly nullable?: boolean;
}

/** A function of Terraform's language, over values with holes. */
export interface TerraformFunction {
  readonly parameters: readonly Parameter[];
  /** How many of {@link parameters} must be given; all unless said. */
  readonly required?: number;
  /** What any further arguments are. */
  readonly rest?: Parameter;
  /** `opaque`: a hole anywhere in an argument makes the result a hole. `seen`: the function keeps structure over them. */
  readonly holes: "opaque" | "seen";
  /** `each`: a choice among the arguments gives a choice of results. `seen`: the function looks at choices itself. */
  readonly choices: "each" | "seen";
  /** The arguments are converted; none is null unless its parameter is nullable. Fails with {@link EvaluationFailure}. */
  readonly call: (args: readonly Value[], context: CallContext) => Value;
}

/** What a function may know beside its arguments. */
export interface CallContext {
  /** The hole that stands for this very call. */
  readonly unsettled: () => Hole;
  readonly surroundings: Surroundings;
}

/** What functions count. */
export interface FunctionMeter extends Doubter {
  /** Takes steps from the budget of the evaluation; throws BudgetExceeded where nothing is left. */
  spend(steps: number): void;
}

/** What functions read of the world: nothing but the configuration's own files. */
export interface Surroundings {
  readonly readFile: (path: string) => { readonly text: string } | { readonly missing: string };
  /** Renders a template. Fails where it is not well-formed. */
  readonly renderTemplate: (name: string, template: string, variables: Value) => Value;
  /** Counts what may yet fail while applying, and the work that is done. */
  readonly meter: FunctionMeter;
  /** A hole of its own for every call: `uuid()` never gives the same twice. */
  readonly unrepeatable: (name: string) => Hole;
}

/** Calls a function as Terraform does: arguments converted, choices and holes treated as the function says. */
export function invoke(
  name: string,
  definition: TerraformFunction,
  args: readonly Value[],
  surroundings: Surroundings,
): Value {
  const once = (alternative: readonly Value[]): Value => invokeOnce(name, definition, alternative, surroundings);
  return definition.choices === "each"
    ? overChoices(args, once, () => unsettledCall(name, args), surroundings.meter)
    : once(args);
}

function invokeOnce(
  name: string,
  definition: TerraformFunction,
  args: readonly Value[],
  surroundings: Surroundings,
): Value {
  const { parameters, required = parameters.length, rest } = definition;
  if (args.length < required || (rest === undefined && args.length > parameters.length)) {
    throw new EvaluationFailure(`${name}() does not take ${args.length} arguments`);
  }
  const converted = args.map((arg, index) => convertArgument(name, arg, parameters[index] ?? rest));
  const unsettled = (): Hole => unsettledCall(name, args);
  if (definition.holes === "opaque" && !converted.every(isDetermined)) return unsettled();
  const result = definition.call(converted, { unsettled, surroundings });
  return typeof result === "string" ? normalized(result) : result;
}

function convertArgument(name: string, arg: Value, parameter: Parameter | undefined): Value {
  if (parameter === undefined) return arg;
  if (arg === null && parameter.nullable !== true) throw new EvaluationFailure(`${name}() takes no null`);
  return convert(arg, parameter.type);
}

/** A function that keeps structure over holes, and gives a choice of results for a choice among its arguments. */
export function seen(
  parameters: readonly Parameter[],
  call: TerraformFunction["call"],
  rest?: Parameter,
): TerraformFunction {
  return { parameters, holes: "seen", choices: "each", call, ...(rest && { rest }) };
}

/** A function that needs all of its arguments known. */
export function opaque(
  parameters: readonly Parameter[],
  call: TerraformFunction["call"],
  rest?: Parameter,
): TerraformFunction {
  return { parameters, holes: "opaque", choices: "each", call, ...(rest && { rest }) };
}
