import { withheldOf } from "./refusals";
import {
  Choice,
  Hole,
  isList,
  isMap,
  type JsonFault,
  JsonText,
  OpenList,
  POLICY_RULES,
  readJson,
  Text,
  type Value,
  type ValueMap,
} from "../../values";
import { ELEMENTS, parseStatement, unknownStatement } from "./parse-statement";
import type { Reading } from "./reading";
import type { PolicyLayer } from "../../verdict";
import { type Alternative, alternatives } from "./alternatives";
import type { Guard } from "./listing";
import type { Policy, PolicyFault, PolicyKind } from "./policy";
import { KnownParts } from "./known-parts";

/** How a policy is told of, and read. */
export interface ParseOptions {
  /** What the policy hangs on. */
  readonly kind: PolicyKind;
  /** Absent: by the kind. */
  readonly layer?: PolicyLayer;
  /** Address, ARN or name, for the proof. */
  readonly name?: string;
  /**
   * Set for a document that must not be quoted: what holds it, as its holes are named (`aws_kms_key.k.policy`). The parsed
   * policy says who may do what; Sids are left out, conditions are unknown, and faults quote no more than the grammar.
   */
  readonly concealed?: string;
}

const LAYERS: Record<PolicyKind, PolicyLayer> = {
  key: "key-policy",
  identity: "role-policy",
  boundary: "boundary",
  trust: "role-policy",
  bucket: "key-policy",
};

/**
 * Reads a policy document and prepares all that judging needs, once.
 *
 * `document` is JSON text, an object, or either with holes (`undefined` or null: there is none, and nothing is allowed);
 * what is not known makes the statements it may change unknown. Malformed parts become {@link PolicyFault}s: they allow
 * nothing, and nothing in such a document allows for certain. Never throws.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language"; KMS Developer Guide, "Key policies".
 */
export function parsePolicy(document: Value | undefined, options: ParseOptions): Policy {
  return parseWith(new KnownParts(), document, options);
}

/** The same, of the policies that are parsed together. */
export function parseWith(known: KnownParts, document: Value | undefined, options: ParseOptions): Policy {
  const reading: Reading = {
    kind: options.kind,
    faults: [],
    statements: [],
    open: new Set(),
    plain: false,
    variables: false,
    known,
    concealed: options.concealed,
  };
  if (document !== undefined && document !== null) readDocument(reading, document, []);
  const judged = reading.statements.flatMap((each) => each.judged ?? []);
  return {
    kind: options.kind,
    ...(options.name !== undefined && { name: options.name }),
    layer: options.layer ?? LAYERS[options.kind],
    document: options.concealed === undefined ? (document ?? null) : null,
    ...(options.concealed !== undefined && {
      withheld: withheldOf({ kind: options.kind, document: document ?? null }),
    }),
    faults: withoutRepeats(reading.faults),
    statements: reading.statements.map(({ statement }) => statement).filter(({ rest }) => !rest),
    ...(reading.open.size > 0 && { open: { holes: [...reading.open].sort() } }),
    allows: among(judged, ({ effect }) => effect !== "Deny"),
    denies: among(judged, ({ effect }) => effect !== "Allow"),
  };
}

/** Those that are so, in the same list where all of them are: most policies deny nothing. */
function among<T>(all: readonly T[], isSo: (each: T) => boolean): readonly T[] {
  return all.every(isSo) ? all : all.filter(isSo);
}

function withoutRepeats(faults: readonly PolicyFault[]): readonly PolicyFault[] {
  if (faults.length < 2) return faults;
  return [...new Map(faults.map((fault) => [`${fault.at} ${fault.what}`, fault])).values()];
}

/** The name of what may follow the statements that are known. */
const REST = "…";

function readDocument(reading: Reading, document: Value, guards: readonly Guard[]): void {
  if (document instanceof Choice) {
    readDocument(reading, document.whenTrue, [...guards, { condition: document.condition, when: true }]);
    readDocument(reading, document.whenFalse, [...guards, { condition: document.condition, when: false }]);
  } else if (document instanceof Hole) leaveOpen(reading, [document.name], guards);
  else if (document instanceof JsonText) readDocument(reading, document.value, guards);
  else if (typeof document === "string" || document instanceof Text) readText(reading, document, guards);
  else if (isMap(document)) readMembers(reading, document, guards);
  else leaveUnread(reading, { at: "", what: "the document is no JSON object" }, guards);
}

function readText(reading: Reading, document: string | Text, guards: readonly Guard[]): void {
  const read = readJson(document, POLICY_RULES, reading.known.json);
  if ("unknown" in read) leaveOpen(reading, read.unknown, guards);
  else if ("malformed" in read) leaveUnread(reading, read.malformed, guards);
  else {
    for (const fault of read.faults) reading.faults.push(ofRepeatedName(reading, fault));
    reading.plain = typeof document === "string";
    readDocument(reading, asDocument(read.value), guards);
    reading.plain = false;
  }
}

/** A name of a document that is not to be quoted is told only where it is an element of the grammar. */
function ofRepeatedName({ concealed }: Reading, { at, what, repeated = "" }: JsonFault): PolicyFault {
  const quotable = concealed === undefined || MEMBERS.has(repeated) || ELEMENTS.has(repeated);
  return { at, what: quotable ? what : "a name stands twice in one object" };
}

/** Within JSON text, a string is no document. */
function asDocument(value: Value): Value {
  return typeof value === "string" || value instanceof Text || value === null ? false : value;
}

function leaveOpen(reading: Reading, holes: readonly string[], guards: readonly Guard[]): void {
  holes.forEach((hole) => reading.open.add(hole));
  const rest = { ...unknownStatement(REST, new Hole(holes.join(", ")), guards), rest: true };
  reading.statements.push({ statement: rest, judged: rest });
}

/** A document that nobody can read allows nothing; what it would have denied, nobody can say. */
function leaveUnread(reading: Reading, fault: PolicyFault | undefined, guards: readonly Guard[]): void {
  if (fault !== undefined) reading.faults.push(fault);
  const unread = { ...unknownStatement(REST, new Hole("malformed document"), guards, "Deny"), rest: true };
  reading.statements.push({ statement: unread, judged: unread });
}

function ways({ plain }: Reading, value: Value, depth: number): readonly Alternative[] {
  return plain ? [{ value, guards: [] }] : alternatives(value, depth);
}

const MEMBERS = new Set(["Version", "Id", "Statement"]);

function readMembers(reading: Reading, document: ValueMap, guards: readonly Guard[]): void {
  for (const { value, guards: more } of ways(reading, document, 1)) {
    const all = [...guards, ...more];
    if (value instanceof Hole) leaveOpen(reading, [value.name], all);
    else if (isMap(value)) readDecided(reading, value, all);
  }
}

function readDecided(reading: Reading, document: ValueMap, guards: readonly Guard[]): void {
  for (const name of Object.keys(document)) {
    if (!MEMBERS.has(name)) {
      reading.faults.push({ at: name, what: `\`${name}\` is no element of a policy (Version, Id and Statement are)` });
    }
  }
  readVersion(reading, document.Version);
  const { Statement: statements } = document;
  if (statements === undefined || statements === null) {
    leaveUnread(reading, { at: "Statement", what: "`Statement` is missing" }, guards);
  } else readStatements(reading, statements, guards);
}

const VERSIONS = ["2012-10-17", "2008-10-17"];

function readVersion(reading: Reading, version: Value | undefined): void {
  reading.variables = version === VERSIONS[0];
  if (version === undefined || version === null) {
    reading.faults.push({
      at: "Version",
      what: "`Version` is missing: AWS then reads the policy by the rules of 2008-10-17, without policy variables",
      accepted: true,
    });
  } else if (version instanceof Hole || version instanceof Text) reading.variables = "perhaps";
  else if (typeof version !== "string" || !VERSIONS.includes(version)) {
    const got = typeof version === "string" ? `\`${version}\`` : "no text";
    reading.faults.push({ at: "Version", what: `\`Version\` is ${got}; it must be ${VERSIONS.join(" or ")}` });
  }
}

function readStatements(reading: Reading, statements: Value, guards: readonly Guard[]): void {
  if (isList(statements)) {
    statements.forEach((statement, index) => {
      readStatement(reading, statement, index, guards);
    });
  } else if (statements instanceof OpenList) {
    statements.items.forEach((statement, index) => {
      readStatement(reading, statement, index, guards);
    });
    leaveOpen(reading, [statements.rest.name], guards);
  } else if (isMap(statements)) readStatement(reading, statements, undefined, guards);
  else if (statements instanceof Hole) leaveOpen(reading, [statements.name], guards);
  else
    leaveUnread(reading, { at: "Statement", what: "`Statement` is neither an object nor a list of objects" }, guards);
}

/** How deep choices are told apart within a statement: `Condition`, operator, key. */
const STATEMENT_DEPTH = 3;

function readStatement(reading: Reading, statement: Value, index: number | undefined, guards: readonly Guard[]): void {
  if (!isMap(statement) || guards.length > 0 || reading.concealed !== undefined) {
    readAlternatives(reading, statement, index, guards);
    return;
  }
  const { kind, variables, known } = reading;
  const { statements, faults } = known.statement(statement, `${kind} ${variables} ${index ?? ""}`, () => {
    const alone: Reading = { ...reading, statements: [], faults: [] };
    readAlternatives(alone, statement, index, guards);
    return alone;
  });
  reading.statements.push(...statements);
  reading.faults.push(...faults);
}

function readAlternatives(
  reading: Reading,
  statement: Value,
  index: number | undefined,
  guards: readonly Guard[],
): void {
  const at = index === undefined ? "Statement" : `Statement[${index}]`;
  const name = `#${(index ?? 0) + 1}`;
  for (const { value, guards: more } of ways(reading, statement, STATEMENT_DEPTH)) {
    const all = [...guards, ...more];
    if (value instanceof Hole) {
      const statement = unknownStatement(name, value, all);
      reading.statements.push({ statement, judged: statement });
    } else if (isMap(value)) parseStatement(reading, value, { at, name, guards: all });
    else leaveUnread(reading, { at, what: "a statement is no JSON object" }, all);
  }
}
