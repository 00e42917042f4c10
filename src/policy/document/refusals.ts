import {
  Choice,
  Hole,
  isList,
  isMap,
  JsonText,
  OpenList,
  POLICY_RULES,
  readJson,
  Text,
  type Value,
  type ValueMap,
} from "../../values";
import type { Policy } from "./policy";

/**
 * A reason for which AWS refuses to take a policy that is written today. A policy that stands already it has taken, and what
 * such a policy allows is not affected: so these are no faults of the policy.
 */
export type Refusal = { readonly sure: boolean } & (
  | {
      /** A Sid stands twice, or holds what is neither a letter nor a digit. */
      readonly kind: "repeated-sid" | "sid-characters";
      /** Absent where nothing of the policy may be quoted. */
      readonly sid?: string;
    }
  | {
      /** `Condition` is null; a key policy's statement has neither `Resource` nor `NotResource`. */
      readonly kind: "null-condition" | "missing-resource";
      /** `Statement[1]`. */
      readonly at: string;
    }
  | {
      /** A key policy's statement names a resource other than `*`. */
      readonly kind: "resource-of-key-policy";
      readonly at: string;
      /** As written, or `NotResource`; absent where nothing of the policy may be quoted. */
      readonly written?: string;
    }
  | {
      /** The document holds a character that AWS does not take. */
      readonly kind: "character";
      /** `U+2014`. */
      readonly character: string;
    }
);

/**
 * What AWS refuses of a policy when it is written. Sorted by the place in the document; empty for a document that is not
 * known. A refusal is `sure` unless AWS's pages leave it open, or it hangs on what is not known.
 *
 * Sources: IAM User Guide, "IAM JSON policy elements: Sid" (unique, letters and digits), "Grammar of the IAM JSON policy
 * language", "IAM and AWS STS quotas" (characters); KMS Developer Guide, "Creating a key policy" (spaces in a Sid,
 * characters), and AWS's notice of May 2025: from 2025-08-18 on KMS refuses key policies without a valid `Action` and
 * `Resource`, and takes no `Resource` but `*`.
 */
export function refusalsOf(policy: Policy): readonly Refusal[] {
  if (policy.withheld !== undefined) return policy.withheld.refusals;
  let found = known.get(policy.statements);
  if (found === undefined) known.set(policy.statements, (found = [...refusals(policy)]));
  return found;
}

/** What is told of a policy of which nothing may be quoted. */
export function withheldOf(policy: Pick<Policy, "kind" | "document">): NonNullable<Policy["withheld"]> {
  const told = [...refusals(policy)].map((refusal): Refusal => {
    switch (refusal.kind) {
      case "repeated-sid":
      case "sid-characters":
        return { kind: refusal.kind, sure: refusal.sure };
      case "resource-of-key-policy":
        return { kind: refusal.kind, sure: refusal.sure, at: refusal.at };
      default:
        return refusal;
    }
  });
  return { refusals: told, size: sizeOf(policy.document, true), mostSize: mostSizeOf(policy.document) };
}

/** Policies of one text share their statements, under whatever name. */
const known = new WeakMap<Policy["statements"], readonly Refusal[]>();

function* refusals({ kind, document }: Pick<Policy, "kind" | "document">): Generator<Refusal> {
  const character = foreignCharacter(document);
  if (character !== undefined) yield { kind: "character", character, sure: true };
  for (const { document: each, sure } of documentsIn(document, true)) {
    const statements = statementsOf(each.Statement);
    if (kind !== "key") yield* sidsOf(statements, sure);
    for (const { at, statement } of statements) {
      if (statement.Condition === null) yield { kind: "null-condition", at, sure };
      if (kind === "key") yield* resourceOf(statement, at, sure);
    }
  }
}

/** The objects that a document may turn out to be; sure where it is but one. */
function documentsIn(document: Value, sure: boolean): readonly { document: ValueMap; sure: boolean }[] {
  if (document instanceof Choice) {
    return [document.whenTrue, document.whenFalse].flatMap((each) => documentsIn(each, false));
  }
  if (document instanceof JsonText) return documentsIn(document.value, sure);
  if (typeof document === "string" || document instanceof Text) {
    const read = readJson(document, POLICY_RULES);
    return "value" in read && isMap(read.value) ? documentsIn(read.value, sure) : [];
  }
  return isMap(document) ? [{ document, sure }] : [];
}

interface Placed {
  /** `Statement[1]`. */
  readonly at: string;
  readonly statement: ValueMap;
}

/** The statements that stand in the document for certain. */
function statementsOf(statements: Value | undefined): readonly Placed[] {
  if (isMap(statements)) return [{ at: "Statement", statement: statements }];
  const items = statements instanceof OpenList ? statements.items : isList(statements) ? statements : [];
  return items.flatMap((statement, index) =>
    isMap(statement) ? [{ at: `Statement[${String(index)}]`, statement }] : [],
  );
}

const ALPHANUMERIC = /^[A-Za-z0-9]*$/;

function* sidsOf(statements: readonly Placed[], sure: boolean): Generator<Refusal> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { statement } of statements) {
    const { Sid: sid } = statement;
    // AWS takes any number of empty ones
    if (typeof sid !== "string" || sid === "") continue;
    if (seen.has(sid) && !repeated.has(sid)) {
      repeated.add(sid);
      yield { kind: "repeated-sid", sid, sure };
    }
    if (!seen.has(sid) && !ALPHANUMERIC.test(sid)) yield { kind: "sid-characters", sid, sure };
    seen.add(sid);
  }
}

function* resourceOf({ Resource, NotResource }: ValueMap, at: string, sure: boolean): Generator<Refusal> {
  if (Resource === undefined || Resource === null) {
    if (NotResource === undefined || NotResource === null) yield { kind: "missing-resource", at, sure };
    else yield { kind: "resource-of-key-policy", at, written: "NotResource", sure: false };
    return;
  }
  const other = (isList(Resource) ? Resource : [Resource]).find((each) => !mayBeEverything(each));
  if (other !== undefined) yield { kind: "resource-of-key-policy", at, written: spelled(other), sure: false };
}

/** A hole may turn out to be `*`, unless it is known to be an ARN. */
function mayBeEverything(resource: Value): boolean {
  if (resource instanceof Hole) return resource.shape !== "arn";
  return resource === "*" || (typeof resource !== "string" && !(resource instanceof Text));
}

function spelled(resource: Value): string {
  if (resource instanceof Hole) return resource.name;
  if (!(resource instanceof Text)) return typeof resource === "string" ? resource : JSON.stringify(resource);
  return resource.parts.map((part) => (part instanceof Hole ? `\${${part.name}}` : spelled(part))).join("");
}

/** The first character that AWS does not take in a policy: tab, line feed, carriage return, U+0020 to U+00FF are. */
function foreignCharacter(document: Value): string | undefined {
  const found = textsIn(document)
    .map((text) => /[^\t\n\r\u0020-\u00ff]/u.exec(text)?.[0])
    .find((character) => character !== undefined);
  const code = found?.codePointAt(0);
  return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The pieces of text of which the document is made for certain. */
function textsIn(value: Value): readonly string[] {
  if (typeof value === "string") return [value];
  if (value instanceof Text) return value.parts.flatMap(textsIn);
  if (value instanceof JsonText) return textsIn(value.value);
  if (value instanceof OpenList) return value.items.flatMap(textsIn);
  if (isList(value)) return value.flatMap(textsIn);
  return isMap(value) ? Object.entries(value).flatMap(([name, each]) => [name, ...textsIn(each)]) : [];
}

/**
 * How many characters a policy document has at least, white space left out, as IAM counts them: what is not known counts for
 * nothing.
 */
export function leastSize({ document, withheld }: Policy): number {
  return withheld?.size ?? sizeOf(document, true);
}

/** How many it has where the largest document is in force that it may be, by a change that is left to a later plan for example. */
export function mostSize({ document, withheld }: Policy): number {
  return withheld?.mostSize ?? mostSizeOf(document);
}

function mostSizeOf(document: Value): number {
  if (!(document instanceof Choice)) return sizeOf(document, true);
  return Math.max(mostSizeOf(document.whenTrue), mostSizeOf(document.whenFalse));
}

function sizeOf(value: Value | undefined, isDocument = false): number {
  if (value instanceof Hole || value === undefined) return 0;
  if (typeof value === "string") return isDocument ? inked(value) : inked(JSON.stringify(value));
  if (value instanceof Text) {
    const known = value.parts.map((part) => (typeof part === "string" ? inked(part) : sizeOf(part)));
    return sum(known) + (isDocument ? 0 : 2);
  }
  if (value instanceof JsonText) return sizeOf(value.value);
  if (value instanceof Choice) return Math.min(sizeOf(value.whenTrue, isDocument), sizeOf(value.whenFalse, isDocument));
  if (value instanceof OpenList) return sizeOf(value.items);
  if (isList(value)) return 2 + Math.max(0, value.length - 1) + sum(value.map((each) => sizeOf(each)));
  if (!isMap(value)) return String(value).length;
  const members = Object.entries(value).map(([name, each]) => inked(JSON.stringify(name)) + 1 + sizeOf(each));
  return 2 + Math.max(0, members.length - 1) + sum(members);
}

function inked(text: string): number {
  return text.replace(/\s+/g, "").length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
