import { Hole, type Value, isMap } from "../../values";
import { type Condition, conditionValueOf } from "./condition";
import { listingOf } from "./listing";
import { type WrittenOperator, readOperator } from "./operator";
import type { Reading } from "./reading";
import { type Reject, notText, quote } from "./reject";
import { templateIn } from "./template-in";

/** Reads `Condition`: operator, key, values. */
export function parseConditions(reading: Reading, value: Value | undefined, reject: Reject): readonly Condition[] {
  if (value === undefined) return [];
  return reading.concealed === undefined
    ? readConditions(reading, value, reject)
    : concealedConditions(reading, value, reject, reading.concealed);
}

/** Reads the conditions only for their faults. Keys, values and operators are not to be quoted. */
function concealedConditions(reading: Reading, value: Value, reject: Reject, place: string): readonly Condition[] {
  const faults: Parameters<Reject>[2][] = [];
  const conditions = readConditions(reading, value, (_, __, readable) => faults.push(readable));
  const [readable] = faults;
  if (faults.length > 0)
    reject("Condition", "`Condition` is malformed", faults.includes(undefined) ? undefined : readable);
  return conditions.length === 0 ? [] : [{ unknown: new Hole(`a condition in ${place}, which is sensitive`) }];
}

function readConditions(reading: Reading, value: Value, reject: Reject): readonly Condition[] {
  if (value instanceof Hole) return [{ unknown: value }];
  if (!isMap(value)) {
    reject("Condition", `\`Condition\` is ${quote(value)}; it must be an object`);
    return [];
  }
  return Object.entries(value).flatMap(([operator, block]) => readBlock(reading, operator, block, reject));
}

function readBlock(reading: Reading, operator: string, block: Value, reject: Reject): readonly Condition[] {
  const at = `Condition.${operator}`;
  if (block instanceof Hole) return [{ unknown: block, operator }];
  if (!isMap(block)) {
    reject(at, `\`${operator}\` is ${quote(block)}; it must be an object of condition keys and values`);
    return [];
  }
  const written = readOperator(operator);
  if (written === undefined) {
    reject(at, `\`${operator}\` is no condition operator`, "readable");
    return [{ unreadable: operator }];
  }
  return Object.entries(block).map(([name, values]) => readTest(reading, { written, operator, name, values }, reject));
}

interface Written {
  readonly written: WrittenOperator;
  readonly operator: string;
  readonly name: string;
  readonly values: Value;
}

function readTest(reading: Reading, { written, operator, name, values }: Written, reject: Reject): Condition {
  const takesVariables = ["text", "pattern", "arn", "bool"].includes(written.operator.comparison);
  const variables = takesVariables ? reading.variables : false;
  return {
    ...written,
    key: name.toLowerCase(),
    name,
    written: operator,
    values: listingOf(
      values,
      (words) => conditionValueOf(written, words, templateIn(words, variables)),
      notText(`Condition.${operator}.${name}`, reject),
    ),
  };
}
