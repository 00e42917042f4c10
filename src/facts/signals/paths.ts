import type { Resource } from "../../resolve";
import type { Path } from "../../services";
import { Choice, DATA_RULES, Hole, isList, isMap, JsonText, OpenList, readJson, Text, type Value } from "../../values";

/** What stands at a path of a resource. */
export interface Found {
  readonly path: Path;
  /** The attribute of the resource in which it stands. */
  readonly attribute: string;
  /** Of the items that `[]` stands for in the path, in order; `-1` for one of which nobody knows where it stands. */
  readonly indices: readonly number[];
  readonly value: Value;
  /** False: a choice may go another way. */
  readonly sure: boolean;
  /** `around`: of what holds it nothing can be seen. `list`: of the list that it would be an item of. */
  readonly hidden?: "around" | "list";
}

/** `a[].b{}.c`: its names, and a step for each `[]` and `{}`. */
function stepsOf(path: Path): readonly string[] {
  return path.match(/\[\]|\{\}|[^.[\]{}]+/g) ?? [];
}

/** The attribute of the resource that a path begins with. */
export function attributeOf(path: Path): string {
  return stepsOf(path)[0] ?? path;
}

/** What does not change on the way down. */
interface Way {
  readonly path: Path;
  readonly attribute: string;
  readonly steps: readonly string[];
  /** The indices that the first steps have to take, since they are those of the block that something else stands in. */
  readonly along: readonly number[];
  readonly found: Found[];
}

/**
 * Everything that stands at a path: each item where the path says `[]`, or where its last step is a list. Nothing, where
 * nothing is set. `beside`: only what stands in the same blocks as this, as far as both paths go together.
 */
export function valuesAt(resource: Resource, path: Path, beside?: Found): readonly Found[] {
  const steps = stepsOf(path);
  const [attribute = path] = steps;
  const way: Way = { path, attribute, steps, along: beside === undefined ? [] : shared(steps, beside), found: [] };
  const value = resource.attribute(attribute);
  if (value !== undefined) walk(way, value, { at: 1, indices: [], sure: true });
  return way.found;
}

/** The indices of the steps that both paths begin with. */
function shared(steps: readonly string[], { path, indices }: Found): readonly number[] {
  const others = stepsOf(path);
  const apart = steps.findIndex((step, at) => step !== others[at]);
  const common = apart < 0 ? steps : steps.slice(0, apart);
  return indices.slice(0, common.filter((step) => step === "[]").length);
}

interface Point {
  /** The next step. */
  readonly at: number;
  readonly indices: readonly number[];
  readonly sure: boolean;
}

function walk(way: Way, value: Value, point: Point): void {
  const step = way.steps[point.at];
  if (value instanceof Choice) {
    for (const branch of [value.whenTrue, value.whenFalse]) walk(way, branch, { ...point, sure: false });
  } else if (step === undefined) leaf(way, value, point);
  else if (value === null) return;
  else if (step === "{}") inText(way, value, point);
  else if (step === "[]") inItems(way, value, point);
  else if (isMap(value)) {
    const next = Object.hasOwn(value, step) ? value[step] : undefined;
    if (next !== undefined) walk(way, next, { ...point, at: point.at + 1 });
  } else if (value instanceof Hole) add(way, value, point, "around");
}

function leaf(way: Way, value: Value, point: Point): void {
  if (isList(value) || value instanceof OpenList) inItems(way, value, { ...point, at: point.at - 1 });
  else if (value !== null && value !== "") add(way, value, point);
}

/** A block that AWS's provider nests once may stand there without a list. */
function inItems(way: Way, value: Value, point: Point): void {
  const [index, forced] = [point.indices.length, way.along[point.indices.length]];
  const items = value instanceof OpenList ? value.items : isList(value) ? value : isMap(value) ? [value] : undefined;
  const next = (at: number): Point => ({ ...point, at: point.at + 1, indices: [...point.indices.slice(0, index), at] });
  for (const [at, item] of (items ?? []).entries()) {
    if (forced === undefined || forced < 0 || forced === at) walk(way, item, next(at));
  }
  const rest = value instanceof OpenList ? value.rest : items === undefined ? value : undefined;
  if (rest === undefined || (forced !== undefined && forced >= 0 && items !== undefined)) return;
  add(way, rest, next(-1), point.at + 1 >= way.steps.length ? "list" : "around");
}

function inText(way: Way, value: Value, point: Point): void {
  if (value instanceof JsonText) walk(way, value.value, { ...point, at: point.at + 1 });
  else if (typeof value === "string" || value instanceof Text) {
    const read = readJson(value, DATA_RULES);
    if ("value" in read) walk(way, read.value, { ...point, at: point.at + 1 });
    else if (typeof value !== "string") add(way, value, point, "around");
  } else if (value instanceof Hole) add(way, value, point, "around");
}

function add({ path, attribute, found }: Way, value: Value, { indices, sure }: Point, hidden?: Found["hidden"]): void {
  found.push({ path, attribute, indices, value, sure, ...(hidden !== undefined && { hidden }) });
}
