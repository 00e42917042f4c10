import { isMap, isScalar, isSeq, type Node, type ParsedNode } from "yaml";

import { entriesOf, named, refuse, resolved, textOf, type Source } from "./yaml-node";

/**
 * What a part of the file may contain: read from YAML with every error placed, and described as JSON Schema. Both are made
 * of one shape, so that an editor which knows the schema accepts what kmsgate reads.
 */
export interface Shape<T> {
  readonly schema: Readonly<Record<string, unknown>>;
  /** What is allowed, for errors. */
  readonly expected: string;
  /**
   * @param of how the place is called: `service`, `an operation`.
   * @throws InputError
   */
  read(source: Source, node: Node | null, of: string): T;
}

/** What a shape reads. */
export type Read<S> = S extends Shape<infer T> ? T : never;

type Members = Readonly<Record<string, Shape<unknown>>>;

type ReadMembers<R extends Members, O extends Members> = { readonly [K in keyof R]: Read<R[K]> } & {
  readonly [K in keyof O]?: Read<O[K]>;
};

/** With a description for those who edit the file. */
export function described<T>(description: string, shape: Shape<T>): Shape<T> {
  return { ...shape, schema: { description, ...shape.schema } };
}

/** A text that is not blank, and matches the pattern where there is one. */
export function text(expected: string, pattern: RegExp = /\S/): Shape<string> {
  return {
    schema: { type: "string", pattern: pattern.source },
    expected,
    read(source, node, of) {
      const value = textOf(source, node, of, expected);
      if (pattern.test(value)) return value;
      throw refuse(source, node, `${of} is ${JSON.stringify(value)}`, expected);
    },
  };
}

/** One of these words. */
export function choice<const T extends string>(values: readonly T[], besides = ""): Shape<T> {
  const expected = `one of ${values.join(", ")}${besides}`;
  return {
    schema: { enum: values },
    expected,
    read(source, node, of) {
      const value = textOf(source, node, of, expected);
      const found = values.find((each) => each === value);
      if (found !== undefined) return found;
      throw refuse(source, node, `${of} is ${JSON.stringify(value)}`, expected);
    },
  };
}

/** `true` or `false`. */
export const flag: Shape<boolean> = {
  schema: { type: "boolean" },
  expected: "true or false",
  read(source, node, of) {
    const value = resolved(source, node);
    if (isScalar(value) && typeof value.value === "boolean") return value.value;
    throw refuse(source, node, `${of} is ${named(value)}`, flag.expected);
  },
};

/** This one number. */
export function exactly(number: number, expected: string): Shape<number> {
  return {
    schema: { const: number },
    expected,
    read(source, node, of) {
      const value = resolved(source, node);
      if (isScalar(value) && value.value === number) return number;
      const got = isScalar(value) && typeof value.value === "number" ? String(value.value) : named(value);
      throw refuse(source, node, `${of} is ${got}`, expected);
    },
  };
}

/** The shape, or nothing: `role: ~`. */
export function orNothing<T>(shape: Shape<T>): Shape<T | null> {
  return {
    schema: { anyOf: [shape.schema, { type: "null" }] },
    expected: shape.expected,
    read(source, node, of) {
      const value = resolved(source, node);
      return value === null || (isScalar(value) && value.value === null) ? null : shape.read(source, node, of);
    },
  };
}

/**
 * A list; of at least one item unless it may be empty.
 *
 * @param one how an item is called: `an operation`.
 */
export function list<T>(item: Shape<T>, one: string, { mayBeEmpty = false } = {}): Shape<readonly T[]> {
  const noun = one.replace(/^an? /, "");
  const expected = `a list of ${mayBeEmpty ? "" : "at least one "}${noun}: ${item.expected}`;
  return {
    schema: { type: "array", items: item.schema, ...(mayBeEmpty ? {} : { minItems: 1 }) },
    expected,
    read(source, node, of) {
      const value = resolved(source, node);
      if (!isSeq<ParsedNode>(value)) throw refuse(source, node, `${of} is ${named(value)}`, expected);
      if (value.items.length === 0 && !mayBeEmpty) throw refuse(source, node, `${of} is an empty list`, expected);
      return value.items.map((each) => item.read(source, each, one));
    },
  };
}

/**
 * What may be written in several ways: the first whose form fits is read, else the last.
 *
 * @param first - with what shows that it is meant
 */
export function oneOf<A, B>(
  first: { readonly shape: Shape<A>; readonly isMeant: (node: Node | null) => boolean },
  last: Shape<B>,
): Shape<A | B> {
  const { shape, isMeant } = first;
  return {
    schema: { anyOf: [shape.schema, last.schema] },
    expected: `${shape.expected}, or ${last.expected}`,
    read: (source, node, of) =>
      isMeant(resolved(source, node)) ? shape.read(source, node, of) : last.read(source, node, of),
  };
}

/** A text, or a list of such. */
export function oneOrMore<T>(item: Shape<T>, one: string): Shape<T | readonly T[]> {
  return oneOf({ shape: list(item, one), isMeant: isSeq }, item);
}

/** A mapping where one is written; else what is shorter. */
export function mappingOr<A, B>(mapping: Shape<A>, shorter: Shape<B>): Shape<A | B> {
  return oneOf({ shape: mapping, isMeant: isMap }, shorter);
}

/** Of two mappings the one with this member; else the other. */
export function mappingWith<A, B>(member: string, having: Shape<A>, other: Shape<B>): Shape<A | B> {
  return oneOf({ shape: having, isMeant: (node) => isMap(node) && node.has(member) }, other);
}

/**
 * A mapping with these members and no others.
 *
 * @param one how it is called: `a use`.
 */
export function object<R extends Members, O extends Members>(
  one: string,
  required: R,
  optional: O,
): Shape<ReadMembers<R, O>> {
  const members: Members = { ...required, ...optional };
  const names = Object.keys(members);
  return {
    schema: {
      type: "object",
      required: Object.keys(required),
      properties: Object.fromEntries(Object.entries(members).map(([name, { schema }]) => [name, schema])),
      additionalProperties: false,
    },
    expected: `a mapping with ${names.join(", ")}`,
    read(source, node) {
      const values: Record<string, unknown> = {};
      for (const { name, value } of entriesOf(source, node, one, names)) {
        values[name] = members[name]?.read(source, value, name);
      }
      for (const [name, { expected }] of Object.entries(required)) {
        if (!Object.hasOwn(values, name))
          throw refuse(source, node, `${one} says no ${name}`, `${name}: ${expected.replace(`${name}: `, "")}`);
      }
      return values as ReadMembers<R, O>;
    },
  };
}

/** A mapping of names that match the pattern to values of one shape; at least one. */
export function record<T>(
  names: { readonly one: string; readonly pattern: RegExp; readonly expected: string },
  value: Shape<T>,
): Shape<readonly { readonly name: string; readonly value: T; readonly node: Node }[]> {
  const expected = `a mapping of at least one ${names.expected} to ${value.expected}`;
  return {
    schema: {
      type: "object",
      minProperties: 1,
      propertyNames: { pattern: names.pattern.source },
      additionalProperties: value.schema,
    },
    expected,
    read(source, node, of) {
      const map = resolved(source, node);
      if (!isMap<ParsedNode, ParsedNode | null>(map) || map.items.length === 0)
        throw refuse(source, node, `${of} is ${isMap(map) ? "an empty mapping" : named(map)}`, expected);
      return map.items.map((item) => {
        const name = text(names.expected, names.pattern).read(source, item.key, names.one);
        return { name, value: value.read(source, item.value, name), node: item.key };
      });
    },
  };
}

/** What was read, with its place. */
export interface Located<T> {
  readonly value: T;
  readonly node: Node | null;
}

/** The same shape, read with its place, for what has to be compared with other parts of the file. */
export function located<T>(shape: Shape<T>): Shape<Located<T>> {
  return { ...shape, read: (source, node, of) => ({ value: shape.read(source, node, of), node }) };
}
