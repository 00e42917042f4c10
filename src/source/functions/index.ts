/** Terraform's functions, and the conversions between its types. */
import type { Value } from "../../values";
import { AFFIXES } from "./affixes";
import { AWS } from "./aws";
import { CIDR } from "./cidr";
import { CONVERSIONS } from "./conversions";
import { DATES } from "./dates";
import { unsettledCall } from "./describe";
import { ENCODING } from "./encoding";
import { FILES } from "./files";
import { FORMAT } from "./format";
import { JOINING } from "./joining";
import { LETTERS } from "./letters";
import { LIST_BUILDING } from "./list-building";
import { LISTS } from "./lists";
import { MAPS } from "./maps";
import { NUMBERS } from "./numbers";
import { REPLACING } from "./replacing";
import { SETS } from "./sets";
import { TEXT_ENCODINGS } from "./text-encodings";
import { invoke, type Surroundings, type TerraformFunction } from "./terraform-function";

/** Every function that is evaluated. Any other is a hole with its name: never a guess. */
export const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map(
  [
    AFFIXES,
    AWS,
    CIDR,
    CONVERSIONS,
    DATES,
    ENCODING,
    FILES,
    FORMAT,
    JOINING,
    LETTERS,
    LIST_BUILDING,
    LISTS,
    MAPS,
    NUMBERS,
    REPLACING,
    SETS,
    TEXT_ENCODINGS,
  ].flatMap(Object.entries<TerraformFunction>),
);

/** Those that give something else at every call, so that two of them are never the same hole. */
const UNREPEATABLE: ReadonlySet<string> = new Set(["uuid", "timestamp", "bcrypt"]);

/**
 * Calls a function. `try` and `can` are not among them: they take expressions, not values.
 *
 * Fails with EvaluationFailure where Terraform would refuse the call.
 */
export function callFunction(name: string, args: readonly Value[], surroundings: Surroundings): Value {
  const plain = name.startsWith("core::") ? name.slice("core::".length) : name;
  if (UNREPEATABLE.has(plain)) return surroundings.unrepeatable(unsettledCall(plain, args).name);
  const definition = FUNCTIONS.get(plain);
  return definition === undefined ? unsettledCall(plain, args) : invoke(plain, definition, args, surroundings);
}
export { calculate, compareNumbers, negated } from "./arithmetic";
export { type Doubter, MOST_ALTERNATIVES, alternativesOf, choose, chooseUnlessFails, overChoices } from "./choices";
export {
  compareText,
  entryOf,
  fromJson,
  isDetermined,
  isUnordered,
  kindOf,
  makeMap,
  ofKind,
  sortedKeys,
} from "./collection-kind";
export { convert, loosened, toBool, toNumber, toText } from "./convert";
export { LONGEST_NAME, derived, derivedOfType, describe, unsettledCall } from "./describe";
export { equals } from "./equality";
export { BudgetExceeded, EvaluationFailure } from "./failure";
export { jsonDecode } from "./json-decode";
export { encodeJson, encodeText } from "./json-encode";
export { normalized } from "./normalized";
export { type Exact, isExact, numberText, parseNumber } from "./number";
export { ObjectHole, type Path } from "./object-hole";
export type { Surroundings } from "./terraform-function";
export { partsOf } from "./text-parts";
export {
  ANY,
  type AttributeType,
  BOOL,
  NUMBER,
  STRING,
  type Type,
  UNKNOWN,
  commonType,
  isPrimitive,
  typeOf,
} from "./type";
export { mayBeAnything, TypedHole } from "./typed-hole";
export { WholeNumber } from "./whole-number";
export { unify } from "./unify";
