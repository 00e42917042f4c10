import type { Value } from "../../values/value";
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
