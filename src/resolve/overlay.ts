import { parseReference } from "../plan";
import { emptyMap } from "../plan/json";
import { Hole, isKnown, isList, isMap, isUnknown, type Value } from "../values/value";

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
  if (planned.every(isKnown)) return isList(sourced) && !holdsSame(planned, sourced) ? undefined : planned;
  if (!isList(sourced)) return isUnknown(sourced) ? planned : undefined;
  if (sourced.length !== planned.length) return undefined;
  return planned.some(isMap) ? overlayBlocks(planned, sourced) : overlayScalars(planned, sourced);
}

/** Whether two lists may hold the same; sets have no order, and what the plan leaves out is null. */
function holdsSame(planned: readonly Value[], sourced: readonly Value[]): boolean {
  if (!sourced.every(isKnown)) return true;
  if (planned.some(isMap)) return planned.length === sourced.length && overlayBlocks(planned, sourced) !== undefined;
  const [one, other] = [planned, sourced].map((items) => new Set(items.filter((item) => item !== null).map(textOf)));
  return one?.size === other?.size && [...(one ?? [])].every((item) => other?.has(item));
}

/**
 * Blocks in the order of the source where they stand so (a document's statements); a set's blocks meet the first that does
 * not contradict them.
 */
function overlayBlocks(planned: readonly Value[], sourced: readonly Value[]): Value | undefined {
  const straight = planned.map((block, index) => overlay(block, sourced[index] ?? null));
  if (straight.every((each) => each !== undefined)) return straight;
  const left = [...sourced];
  const found: Value[] = [];
  for (const block of planned) {
    const at = left.findIndex((other) => overlay(block, other) !== undefined);
    const both = at < 0 ? undefined : overlay(block, left[at] ?? null);
    if (both === undefined) return undefined;
    left.splice(at, 1);
    found.push(both);
  }
  return found;
}

/** Terraform sorts sets, and puts what is unknown last: what the source says beyond the known ones fills the holes. */
function overlayScalars(planned: readonly Value[], sourced: readonly Value[]): Value | undefined {
  const known = new Map<string, number>();
  for (const value of planned) if (isKnown(value)) count(known, JSON.stringify(value), 1);
  const left: Value[] = [];
  for (const value of sourced) {
    const key = isKnown(value) ? JSON.stringify(value) : "";
    if ((known.get(key) ?? 0) > 0) count(known, key, -1);
    else left.push(value);
  }
  const holes = planned.filter((value) => !isKnown(value));
  if (left.length !== holes.length) return undefined;
  return planned.map((value) => (isKnown(value) ? value : filled(value as Hole, left.shift() ?? null)));
}

function count(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** Two scalars that cannot be the same; Terraform converts between text, numbers and booleans. Null is the unset default. */
function contradicts(planned: Value, sourced: Value): boolean {
  if (isUnknown(sourced) || planned === null) return false;
  if (sourced === null) return false;
  if (isList(sourced) || isMap(sourced)) return true;
  return textOf(planned) !== textOf(sourced);
}

function textOf(scalar: Value): string {
  return typeof scalar === "string" ? scalar : JSON.stringify(scalar);
}
