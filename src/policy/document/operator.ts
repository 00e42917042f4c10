/** How a condition operator compares. */
export type Comparison = "text" | "pattern" | "arn" | "number" | "date" | "bool" | "binary" | "address" | "null";

/** How two numbers or dates stand to each other. */
export type Relation = "equal" | "less" | "less-or-equal" | "greater" | "greater-or-equal";

/** A condition operator, without its prefix and suffix. */
export interface Operator {
  readonly comparison: Comparison;
  readonly negated: boolean;
  /** Upper and lower case are the same. */
  readonly folded: boolean;
  readonly relation: Relation;
}

/** An operator as written: `ForAllValues:StringLikeIfExists`. */
export interface WrittenOperator {
  readonly operator: Operator;
  readonly quantifier: "one" | "all" | "any";
  readonly ifExists: boolean;
}

function operator(comparison: Comparison, rest: Partial<Operator> = {}): Operator {
  return { comparison, negated: false, folded: false, relation: "equal", ...rest };
}

const NEGATED = { negated: true } as const;

/** IAM User Guide, "IAM JSON policy elements: Condition operators". */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ["StringEquals", operator("text")],
  ["StringNotEquals", operator("text", NEGATED)],
  ["StringEqualsIgnoreCase", operator("text", { folded: true })],
  ["StringNotEqualsIgnoreCase", operator("text", { folded: true, negated: true })],
  ["StringLike", operator("pattern")],
  ["StringNotLike", operator("pattern", NEGATED)],
  ["NumericEquals", operator("number")],
  ["NumericNotEquals", operator("number", NEGATED)],
  ["NumericLessThan", operator("number", { relation: "less" })],
  ["NumericLessThanEquals", operator("number", { relation: "less-or-equal" })],
  ["NumericGreaterThan", operator("number", { relation: "greater" })],
  ["NumericGreaterThanEquals", operator("number", { relation: "greater-or-equal" })],
  ["DateEquals", operator("date")],
  ["DateNotEquals", operator("date", NEGATED)],
  ["DateLessThan", operator("date", { relation: "less" })],
  ["DateLessThanEquals", operator("date", { relation: "less-or-equal" })],
  ["DateGreaterThan", operator("date", { relation: "greater" })],
  ["DateGreaterThanEquals", operator("date", { relation: "greater-or-equal" })],
  ["Bool", operator("bool", { folded: true })],
  ["BinaryEquals", operator("binary")],
  ["IpAddress", operator("address")],
  ["NotIpAddress", operator("address", NEGATED)],
  ["ArnEquals", operator("arn")],
  ["ArnLike", operator("arn")],
  ["ArnNotEquals", operator("arn", NEGATED)],
  ["ArnNotLike", operator("arn", NEGATED)],
  ["Null", operator("null")],
]);

/** The operator that is written so. `undefined`: AWS has none of that name. */
export function readOperator(written: string): WrittenOperator | undefined {
  const [, prefix, name = "", suffix] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(written) ?? [];
  const found = OPERATORS.get(name);
  if (found === undefined) return undefined;
  const ifExists = suffix !== undefined;
  const quantifier = prefix === "ForAllValues" ? "all" : prefix === "ForAnyValue" ? "any" : "one";
  if (found.comparison === "null" && (ifExists || quantifier !== "one")) return undefined;
  return { operator: found, quantifier, ifExists };
}

/** Condition keys that hold several values, and need a set operator. In lower case. */
const MULTIVALUED = new Set([
  "kms:grantoperations",
  "kms:encryptioncontextkeys",
  "kms:resourcealiases",
  "aws:tagkeys",
  "aws:calledvia",
  "aws:principalservicenameslist",
  "aws:principalorgpaths",
  "aws:resourceorgpaths",
  "aws:sourceorgpaths",
]);

export function isMultivalued(key: string): boolean {
  return MULTIVALUED.has(key);
}
