import { Hole, isList, isMap, OpenList, type Value, type ValueMap } from "../../values";
import { compareText, derived, describe, jsonDecode, makeMap, ofKind } from "../functions";
import { EMPTY, type PolicyDocument, type Statement } from "./merge";
import { principalsFrom } from "./write-statement";

/**
 * A source or override document as the provider reads it: names in any case, nothing but what it knows, `Principal: "*"`
 * and `{"*": "*"}` the same, conditions with numbers dropped. A document that is not known is statements that are not.
 */
export function readDocument(document: Value): PolicyDocument {
  if (document === null || document === "") return EMPTY;
  const decoded = jsonDecode(document);
  if (!isMap(decoded)) {
    return {
      ...EMPTY,
      rest: decoded instanceof Hole ? decoded : derived(`jsondecode(${describe(document)})`, [document]),
    };
  }
  const statements = member(decoded, "Statement") ?? null;
  const items = isMap(statements) ? [statements] : statements instanceof OpenList ? statements.items : statements;
  const rest = statements instanceof OpenList ? statements.rest : statements instanceof Hole ? statements : undefined;
  return {
    version: member(decoded, "Version") ?? "",
    id: member(decoded, "Id") ?? "",
    statements: isList(items) ? items.map(readStatement) : [],
    ...(rest && { rest }),
  };
}

/** Go takes a member whose name differs in case, where none is spelled the same. */
function member(map: ValueMap, name: string): Value | undefined {
  if (Object.hasOwn(map, name)) return map[name];
  const key = Object.keys(map).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : map[key];
}

function readStatement(statement: Value): Statement {
  if (!isMap(statement)) return { sid: derived(`${describe(statement)}.Sid`, [statement]), value: statement };
  const sid = member(statement, "Sid") ?? "";
  const entries: (readonly [string, Value | undefined])[] = [
    ["Sid", sid],
    ["Effect", member(statement, "Effect")],
    ["Action", member(statement, "Action")],
    ["NotAction", member(statement, "NotAction")],
    ["Resource", member(statement, "Resource")],
    ["NotResource", member(statement, "NotResource")],
    ["Principal", readPrincipals(member(statement, "Principal"))],
    ["NotPrincipal", readPrincipals(member(statement, "NotPrincipal"))],
    ["Condition", readCondition(member(statement, "Condition"))],
  ];
  return { sid, value: makeMap(entries.filter((entry): entry is readonly [string, Value] => isSet(entry[1]))) };
}

function isSet(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

function readPrincipals(principals: Value | undefined): Value | undefined {
  if (typeof principals === "string") return "*";
  if (principals === undefined || !isMap(principals)) return principals;
  return principalsFrom(
    Object.entries(principals).map(([type, identifiers]) => ({
      type,
      identifiers: isList(identifiers) ? descending(identifiers) : identifiers,
    })),
  );
}

function descending(items: readonly Value[]): readonly Value[] {
  const known = items.every((item) => typeof item === "string");
  return known ? ofKind("tuple", items.toSorted(compareText).reverse()) : ofKind("bag", [...items]);
}

function readCondition(condition: Value | undefined): Value | undefined {
  if (condition === undefined || !isMap(condition)) return condition;
  const tests: (readonly [string, Value])[] = [];
  for (const [test, variables] of Object.entries(condition)) {
    if (!isMap(variables)) tests.push([test, variables]);
    else {
      const kept = Object.entries(variables).filter(([, values]) => typeof values !== "number" && values !== null);
      if (kept.length > 0) tests.push([test, makeMap(kept.map(([name, values]) => [name, single(values)] as const))]);
    }
  }
  return tests.length === 0 ? undefined : makeMap(tests.sort(([a], [b]) => compareText(a, b)));
}

function single(values: Value): Value {
  if (typeof values === "boolean") return String(values);
  return isList(values) && values.length === 1 ? (values[0] ?? "") : values;
}
