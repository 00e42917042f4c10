import { isDetermined, isUnordered, kindOf } from "../../../src/source/functions/collection-kind";
import { type Exact, numberText } from "../../../src/source/functions/number";
import { WholeNumber } from "../../../src/source/functions/whole-number";
import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, type Value } from "../../../src/values/value";
import { show } from "../show";
import { type Answered, type AnsweredType, parseLine } from "./answers";

/** What a hole is, where the test has told Terraform. */
export type Told = (hole: string) => Answered | undefined;

const NOTHING: Told = () => undefined;

/**
 * Why our value is another than Terraform's, or nothing. A hole may be anything, unless it is told; known parts must be the
 * very same, their types included.
 */
export function different(ours: Value, type: AnsweredType, theirs: Answered, told: Told = NOTHING): string | undefined {
  const other = compare(ours, theirs, told, "");
  return other ?? (isDetermined(ours) ? differentKind(ours, type, "") : undefined);
}

function compare(ours: Value, theirs: Answered, told: Told, path: string): string | undefined {
  const differs = (): string => `${path}: ${show(ours)} is not ${JSON.stringify(theirs)}`;
  if (ours instanceof WholeNumber) return isNumber(ours, theirs) ? undefined : differs();
  if (ours instanceof Hole) {
    const known = told(ours.name);
    return known === undefined || JSON.stringify(known) === JSON.stringify(theirs) ? undefined : differs();
  }
  if (ours instanceof Text) return typeof theirs === "string" && mayBe(ours, theirs, told) ? undefined : differs();
  if (ours instanceof JsonText) {
    const decoded = typeof theirs === "string" ? decode(theirs) : undefined;
    return decoded === undefined ? differs() : compare(ours.value, decoded, told, `${path}!`);
  }
  if (ours instanceof Choice) {
    const arms = [ours.whenTrue, ours.whenFalse].map((arm) => compare(arm, theirs, told, path));
    return arms.includes(undefined) ? undefined : arms.join(" and ");
  }
  if (ours instanceof OpenList || isList(ours)) return compareLists(ours, theirs, told, path) ? differs() : undefined;
  if (isMap(ours)) {
    if (typeof theirs !== "object" || theirs === null || Array.isArray(theirs) || !("entries" in theirs))
      return differs();
    const { entries } = theirs as unknown as { readonly entries: Readonly<Record<string, Answered>> };
    if (Object.keys(ours).sort().join("\n") !== Object.keys(entries).sort().join("\n")) return differs();
    return first(
      Object.keys(ours).map((key) => compare(ours[key] ?? null, entries[key] ?? null, told, `${path}.${key}`)),
    );
  }
  if (typeof ours === "number") return isNumber(ours, theirs) ? undefined : differs();
  return ours === theirs ? undefined : differs();
}

/** Zero has no sign in what Terraform shows. */
function isNumber(ours: Exact, theirs: Answered): boolean {
  if (typeof theirs !== "object" || theirs === null || !("number" in theirs)) return false;
  return numberText(ours).replace(/^-0$/, "0") === theirs.number;
}

function compareLists(
  ours: OpenList | readonly Value[],
  theirs: Answered,
  told: Told,
  path: string,
): string | undefined {
  if (!isItems(theirs)) return `${path}: no list`;
  const items = ours instanceof OpenList ? ours.items : ours;
  if (ours instanceof OpenList || isUnordered(items)) {
    const missing = items.find((item) => theirs.every((each) => compare(item, each, told, path) !== undefined));
    return missing === undefined ? undefined : `${path}: ${show(missing)} is not in it`;
  }
  if (items.length !== theirs.length) return `${path}: another length`;
  return first(items.map((item, index) => compare(item, theirs[index] ?? null, told, `${path}[${index}]`)));
}

function isItems(theirs: Answered): theirs is readonly Answered[] {
  return Array.isArray(theirs);
}

function decode(text: string): Answered | undefined {
  try {
    const { answer } = parseLine(`["", "string", ${text}]`);
    return answer.kind === "value" ? answer.value : undefined;
  } catch {
    return undefined;
  }
}

function mayBe({ parts }: Text, theirs: string, told: Told): boolean {
  const pattern = parts.map((part) => {
    const literal = typeof part === "string" ? part : part instanceof Hole ? told(part.name) : undefined;
    return typeof literal === "string" ? literal.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&") : "[^]*";
  });
  return new RegExp(`^${pattern.join("")}$`).test(theirs);
}

/** Whether lists are tuples, lists or sets, and maps objects, as Terraform says. */
function differentKind(ours: Value, type: AnsweredType, path: string): string | undefined {
  if (typeof type === "string") return undefined;
  const [kind, of] = type;
  const own = kindOf(ours);
  // What may become another kind, since the type of something else is not known.
  if (ours === null || own === undefined || own === "bag") return undefined;
  if (own !== kind) return `${path}: ${own} is not ${kind}`;
  const typeAt = (key: string | number): AnsweredType =>
    (kind === "tuple" || kind === "object" ? (of as Record<string | number, AnsweredType>)[key] : of) as AnsweredType;
  if (isList(ours)) return first(ours.map((item, index) => differentKind(item, typeAt(index), `${path}[${index}]`)));
  if (!isMap(ours)) return undefined;
  return first(Object.entries(ours).map(([key, each]) => differentKind(each, typeAt(key), `${path}.${key}`)));
}

function first(all: readonly (string | undefined)[]): string | undefined {
  return all.find((each) => each !== undefined);
}
