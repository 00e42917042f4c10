import { Hole, isList, isMap, type Value, type ValueMap } from "../../values/value";
import { parseJsonText } from "../detectors/reading/json-text";

/**
 * A sensitive policy document as it may be spoken of: what is judged and quoted is who may do what; ids are left out, and
 * conditions are not known, since their keys and values would be quoted. A document that is no JSON stays as it is.
 */
export function redacted(document: Value, place: string): Value {
  const parsed = typeof document === "string" ? parseJsonText(document) : (parseJsonText(document) ?? document);
  if (!isMap(parsed)) return document;
  const { Statement: statements } = parsed;
  if (statements === undefined) return parsed;
  const quiet = (statement: Value): Value => (isMap(statement) ? withoutWords(statement, place) : statement);
  return { ...parsed, Statement: isList(statements) ? statements.map(quiet) : quiet(statements) };
}

function withoutWords(statement: ValueMap, place: string): ValueMap {
  const hidden = new Hole(`a condition in ${place}, which is sensitive`);
  const said = Object.entries(statement).filter(([element]) => element !== "Sid");
  return Object.fromEntries(said.map(([element, value]) => [element, element === "Condition" ? hidden : value]));
}
