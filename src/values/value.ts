/**
 * What a plan knows of a value, and what it does not.
 *
 * A value is plain JSON wherever everything is known; what is not known stands in it as an instance of one of the
 * five classes below. So a known document costs nothing, and one `instanceof` finds what is missing.
 */
export type Value = Scalar | Unknown | readonly Value[] | ValueMap;

/** A JSON scalar. `null` is Terraform's null: set to nothing. */
export type Scalar = string | number | boolean | null;

/** A map or object; its values may hold holes. Made without a prototype, so that `__proto__` is a key like any other. */
export interface ValueMap {
  readonly [key: string]: Value;
}

/** A value of which everything is known. */
export type Json = Scalar | readonly Json[] | { readonly [key: string]: Json };

/** Everything that is not plain JSON. */
export type Unknown = Hole | Text | JsonText | OpenList | Choice;

/**
 * What may be said of a hole's text although it is not known.
 * `any`: nothing, not even that it is text. `id`, `account`, `partition`, `region`, `name`: one non-empty piece of an
 * ARN, without `:`, `/`, `*`, `?`. `path`: an IAM path, with slashes. `arn`: a whole ARN.
 */
export type HoleShape = "any" | "account" | "partition" | "region" | "id" | "name" | "path" | "arn";

/**
 * A part of a value that the plan does not know, named by where it will come from (`aws_iam_role.geo.arn`).
 * **Two holes of one name are the same value**; two of different names may be equal or not, unless one is `fresh`.
 */
export class Hole {
  /** What is known of it all the same. */
  readonly shape: HoleShape;
  /** Made by AWS while applying (a new key's id): equal to no text that already stands anywhere, and to no other fresh hole. */
  readonly fresh: boolean;
  /**
   * What the expression behind the hole refers to, as absolute addresses with attribute (`module.a.aws_iam_role.r.arn`),
   * where only plan JSON is at hand. A reference is not an identity: `replace(role.arn, …)` has the same list.
   */
  readonly references: readonly string[];

  constructor(
    /** Where it will come from. */
    readonly name: string,
    options: { readonly shape?: HoleShape; readonly fresh?: boolean; readonly references?: readonly string[] } = {},
  ) {
    this.shape = options.shape ?? "any";
    this.fresh = options.fresh ?? false;
    this.references = options.references ?? NO_REFERENCES;
  }
}

const NO_REFERENCES: readonly string[] = [];

/** A piece of a {@link Text}. */
export type TextPart = string | Hole | JsonText;

/**
 * Text with holes: `arn:aws:iam::` + hole + `:role/x`. Never empty, never wholly known, no two strings side by side, no
 * empty string: make it with {@link text}.
 */
export class Text {
  constructor(
    /** In order. */
    readonly parts: readonly TextPart[],
  ) {}
}

/** Text that is the JSON encoding of a value with holes: what `jsonencode({ … role.arn … })` gives. */
export class JsonText {
  constructor(
    /** What the text encodes. */
    readonly value: Value,
  ) {}
}

/** A list whose first items are known and which may go on: known items and an unknown rest. Order is not known either. */
export class OpenList {
  constructor(
    /** Those that are known. */
    readonly items: readonly Value[],
    /** Where the others will come from, if there are any. */
    readonly rest: Hole,
  ) {}
}

/** Either of two values, on a condition that is not known. Two choices on one condition (same hole name) go the same way. */
export class Choice {
  constructor(
    /** What is not known yet. */
    readonly condition: Hole,
    /** The value where the condition holds. */
    readonly whenTrue: Value,
    /** The value where it does not. */
    readonly whenFalse: Value,
  ) {}
}

/** True where the value itself (not what it holds) is something other than plain JSON. */
export function isUnknown(value: Value): value is Unknown {
  return (
    value instanceof Hole ||
    value instanceof Text ||
    value instanceof JsonText ||
    value instanceof OpenList ||
    value instanceof Choice
  );
}

/** True for a map or object. */
export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);
}

/** True for a list whose length is known. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** True where nothing in the value is unknown. */
export function isKnown(value: Value): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (isList(value)) return value.every(isKnown);
  return !isUnknown(value) && Object.values(value).every(isKnown);
}

/** Joins parts into text: a plain string where all are known, a lone hole where there is nothing else, else {@link Text}. */
export function text(parts: readonly (TextPart | Text)[]): Value {
  const joined: TextPart[] = [];
  for (const part of parts) {
    if (part instanceof Text) for (const inner of part.parts) join(joined, inner);
    else join(joined, part);
  }
  if (joined.length === 0) return "";
  const [only] = joined;
  return joined.length === 1 && only !== undefined ? only : new Text(joined);
}

function join(joined: TextPart[], part: TextPart): void {
  if (part === "") return;
  const last = joined[joined.length - 1];
  if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
  else joined.push(part);
}

/** Every hole in a value, in order, one entry a name. */
export function holesOf(value: Value): Hole[] {
  const found = new Map<string, Hole>();
  const walk = (each: Value): void => {
    if (each instanceof Hole) {
      if (!found.has(each.name)) found.set(each.name, each);
    } else if (each instanceof Text) each.parts.forEach(walk);
    else if (each instanceof JsonText) walk(each.value);
    else if (each instanceof OpenList) [...each.items, each.rest].forEach(walk);
    else if (each instanceof Choice) [each.condition, each.whenTrue, each.whenFalse].forEach(walk);
    else if (isList(each)) each.forEach(walk);
    else if (isMap(each)) Object.values(each).forEach(walk);
  };
  walk(value);
  return [...found.values()];
}
