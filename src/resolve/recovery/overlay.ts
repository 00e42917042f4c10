import { pairBestFits } from "./pair-best-fits";
import { documentComparison } from "./same-document";
import { emptyMap, parseReference } from "../../plan";
import { Hole, isKnown, isList, isMap, isUnknown, plainJson, type Value } from "../../values";

/**
 * Fills what the plan leaves open with what another reading of the same attribute (its source) says. **The plan wins wherever
 * it knows**: a known part of the plan stays, and must not be contradicted. `undefined`: the two do not fit together, so that
 * the other reading is not the plan's own and nothing of it is taken.
 */
export function overlay(planned: Value, sourced: Value): Value | undefined {
  if (planned instanceof Hole) return filled(planned, sourced);
  if (isList(planned)) return overlayList(planned, sourced);
  if (isMap(planned)) return overlayMap(planned, sourced);
  if (isUnknown(planned)) return planned;
  return contradicts(planned, sourced) ? undefined : planned;
}

/** A hole that is filled by nothing but a hole keeps what the plan knows of it: its references. */
function filled(planned: Hole, sourced: Value): Value {
  if (!(sourced instanceof Hole) || sourced.references.length > 0) return sourced;
  if (!isName(sourced.name)) return planned;
  return new Hole(sourced.name, { shape: sourced.shape, fresh: sourced.fresh, references: planned.references });
}

/** The name of something in the configuration, not of an expression over it. */
function isName(name: string): boolean {
  const path = parseReference(name)?.path;
  return /^[\w.[\]"-]+$/.test(name) || path === "" || (path !== undefined && /^(?:[.[][^\s(]*)+$/.test(path));
}

function overlayMap(planned: Readonly<Record<string, Value>>, sourced: Value): Value | undefined {
  if (!isMap(sourced)) return isUnknown(sourced) ? planned : undefined;
  const found = emptyMap<Value>();
  for (const [key, value] of Object.entries(planned)) {
    const other = Object.hasOwn(sourced, key) ? sourced[key] : undefined;
    const both = other === undefined ? value : overlay(value, other);
    if (both === undefined) return undefined;
    found[key] = both;
  }
  return found;
}

function overlayList(planned: readonly Value[], sourced: Value): Value | undefined {
  if (planned.every(isKnown)) return isList(sourced) && !mayHoldSame(planned, sourced) ? undefined : planned;
  if (!isList(sourced)) return isUnknown(sourced) ? planned : undefined;
  return planned.some(isMap) ? overlayBlocks(planned, sourced) : overlayScalars(planned, sourced);
}

/** Whether two lists may hold the same; sets have no order, and what the plan leaves out is null. */
function mayHoldSame(planned: readonly Value[], sourced: readonly Value[]): boolean {
  if (planned.some(isMap)) return overlayBlocks(planned, sourced) !== undefined;
  const own = new Set(planned.filter((item) => item !== null).map(textOf));
  const others = sourced.filter((item) => item !== null);
  const known = new Set(others.filter(isKnown).map(textOf));
  if ([...known].some((item) => !own.has(item))) return false;
  return !others.every(isKnown) || known.size === own.size;
}

/** Blocks as the source has them: in its order where that fits best (a document's statements), else those that fit best. */
function overlayBlocks(planned: readonly Value[], sourced: readonly Value[]): Value | undefined {
  if (planned.length !== sourced.length) return undefined;
  return pairBestFits(planned, sourced, (block, other) => {
    const value = overlay(block, other);
    return value === undefined ? undefined : { value, fit: agreement(block, other) };
  });
}

/** How many of the known parts of one are known, and the same, in the other. */
function agreement(planned: Value, sourced: Value): number {
  if (isList(planned) && isList(sourced)) {
    const texts = new Set(sourced.filter(isKnown).map(textOf));
    const blocks = planned
      .filter(isMap)
      .map((block) => Math.max(0, ...sourced.map((other) => agreement(block, other))));
    const same = planned.filter((item) => !isMap(item) && isKnown(item) && texts.has(textOf(item))).length;
    return blocks.reduce((sum, each) => sum + each, same);
  }
  if (isMap(planned) && isMap(sourced)) {
    const names = Object.keys(planned).filter((name) => Object.hasOwn(sourced, name));
    return names.reduce((sum, name) => sum + agreement(planned[name] ?? null, sourced[name] ?? null), 0);
  }
  const same = planned !== null && isKnown(planned) && isKnown(sourced) && textOf(planned) === textOf(sourced);
  return same ? 1 : 0;
}

/**
 * Terraform sorts sets, drops what stands in them twice, and puts what is unknown last: what the source says beyond the known
 * items fills the holes. Where the source does not tell which of its items are the known ones, the holes stay.
 */
function overlayScalars(planned: readonly Value[], sourced: readonly Value[]): Value | undefined {
  const known = new Map<string, number>();
  for (const value of planned) if (isKnown(value)) count(known, textOf(value), 1);
  const twice = new Set(known.keys());
  const left: Value[] = [];
  for (const value of sourced) {
    const key = isKnown(value) ? textOf(value) : undefined;
    if (key !== undefined && (known.get(key) ?? 0) > 0) count(known, key, -1);
    else if (key === undefined || !twice.has(key)) left.push(value);
  }
  const missing = [...known.values()].reduce((sum, each) => sum + each, 0);
  const holes = planned.filter((value) => !isKnown(value)).length;
  if (missing > 0) return left.some((value) => !isKnown(value)) ? planned : undefined;
  const filling = left.length > holes ? withoutRepetitions(left) : [...left];
  if (filling.length !== holes) return undefined;
  return planned.map((value) => (isKnown(value) ? value : filled(value as Hole, filling.shift() ?? null)));
}

function withoutRepetitions(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(plainJson(value)), value])).values()];
}

function count(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/**
 * Two scalars that cannot be the same; Terraform converts between text, numbers and booleans, and a provider writes a policy
 * anew. Null is the unset default.
 */
function contradicts(planned: Value, sourced: Value): boolean {
  if (isUnknown(sourced) || planned === null) return false;
  if (sourced === null) return false;
  if (isList(sourced) || isMap(sourced)) return true;
  const [one, other] = [textOf(planned), textOf(sourced)];
  return one !== other && documentComparison()(one, other) !== true;
}

function textOf(scalar: Value): string {
  return typeof scalar === "string" ? scalar : JSON.stringify(scalar);
}
