import type { Value } from "../../values";
import { makeMap, ofKind } from "./collection-kind";
import { EvaluationFailure } from "./failure";
import { STRING } from "./type";

/** `csvdecode`: a list of objects, named by the first row. RFC 4180, as Go reads it. */
export function parseCsv(text: string): Value {
  const [header, ...rows] = parseRows(text);
  if (header === undefined || new Set(header).size !== header.length)
    throw new EvaluationFailure("the CSV has no proper header");
  const records = rows.map((row) => {
    if (row.length !== header.length) throw new EvaluationFailure("a CSV row has another number of fields");
    return makeMap(header.map((name, index) => [name, row[index] ?? ""] as const));
  });
  const attributes = new Map(header.map((name) => [name, { type: STRING, optional: false }] as const));
  return ofKind("list", records, { kind: "object", attributes });
}

const FIELD = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\r?\n|$)/y;

function parseRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < text.length || row.length > 0) {
    const found = FIELD.exec(text);
    if (found === null) throw new EvaluationFailure("the CSV is not well-formed");
    const [, quoted, bare = "", end] = found;
    row.push(quoted === undefined ? bare.replace(/\r$/, "") : quoted.replaceAll('""', '"').replaceAll("\r\n", "\n"));
    if (end === ",") continue;
    // Go leaves out empty lines.
    if (row.length > 1 || row[0] !== "" || quoted !== undefined) rows.push(row);
    row = [];
    if (end === "") break;
  }
  return rows;
}
