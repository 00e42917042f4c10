import type { Json } from "./plan";
import { asArray, asObject, isArray, own } from "./json";
import { isExpression } from "./references";

/**
 * How the configuration writes a part of a resource: the expressions (or nested blocks) it may come from. An empty list
 * is known to be unset; `undefined` is not known, since `dynamic` blocks stand in no plan JSON.
 */
export type Written = readonly Json[] | undefined;

/** How an attribute of an object is written. */
export function writtenAttribute(written: Written, name: string): Written {
  // `{}` may be an empty block or an expression without references; a list of blocks is no object.
  const unclear = written?.some((each) => Object.keys(asObject(each) ?? {}).length === 0);
  if (written === undefined || unclear === true) return undefined;
  return written.flatMap((each) => {
    if (isExpression(each)) return [each];
    const inner = own(each, name);
    return inner === undefined ? [] : [inner];
  });
}

/**
 * How each item of a list or set is written. Blocks meet items by their constants, since a set does not keep the order
 * of the source; where there are more items than blocks, some are `dynamic`, and only a block and an item that match
 * nothing else belong together.
 *
 * @param ordered whether the blocks are a list, whose order is that of the source
 */
export function writtenItems(
  written: Written,
  items: readonly Json[],
  unknown: readonly Json[],
  ordered: boolean,
): readonly Written[] {
  const count = Math.max(items.length, unknown.length);
  if (written === undefined) return Array<Written>(count).fill(undefined);
  const expressions = written.filter((each) => !isArray(each));
  if (expressions.length > 0) return Array<Written>(count).fill(expressions);
  const blocks = written.flatMap(asArray);
  if (blocks.length === count && ordered) return blocks.map((each) => [each]);
  const rows = Array.from({ length: count }, (_, at) => blocks.filter((each) => matches(each, items[at], unknown[at])));
  if (blocks.length === count) return rows.map((row) => (row.length === 0 ? undefined : row));
  return rows.map((row) =>
    row.length === 1 && rows.filter((each) => each.includes(row[0] ?? null)).length === 1 ? row : undefined,
  );
}

/** Whether an item may have come from a block: no constant of the block contradicts what is known of the item. */
function matches(block: Json, item: Json | undefined, unknown: Json | undefined): boolean {
  return Object.entries(asObject(block) ?? {}).every(([name, expression]) => {
    const constant = own(expression, "constant_value");
    const value = own(item, name);
    if (constant === undefined || own(expression, "references") !== undefined) return true;
    return value === undefined || value === null || own(unknown, name) === true || sameText(constant, value);
  });
}

/** Equal after Terraform's conversions: numbers and booleans may be given as text, and sets are sorted. */
function sameText(left: Json, right: Json): boolean {
  if (isArray(left) && isArray(right)) {
    const [a, b] = [left.map(String).sort(), right.map(String).sort()];
    return a.length === b.length && a.every((each, at) => each === b[at]);
  }
  return typeof left === "object" || typeof right === "object" || String(left) === String(right);
}
