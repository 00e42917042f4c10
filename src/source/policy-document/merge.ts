import type { Hole, Value } from "../../values";
import { compareText, equals } from "../functions";

/** A statement with its Sid; empty where it has none. */
export interface Statement {
  readonly sid: Value;
  readonly value: Value;
}

/** A policy document taken apart. `rest`: there may be further statements, of which nothing is known. */
export interface PolicyDocument {
  readonly version: Value;
  readonly id: Value;
  readonly statements: readonly Statement[];
  readonly rest?: Hole;
}

export const EMPTY: PolicyDocument = { version: "", id: "", statements: [] };

/** Which statements there are hangs on a hole. */
export class Unsettled extends Error {}

/**
 * Merges a document into those before it: its id is taken, the higher version stays, a statement takes the place of an
 * earlier one with its Sid. Of source documents the provider refuses two statements with one Sid.
 */
export function mergeInto(
  merged: PolicyDocument,
  document: PolicyDocument,
  from: "source" | "own" | "override",
): PolicyDocument {
  const { rest } = document;
  // What is not known may take the place of whatever has a Sid.
  const safe = rest === undefined || from === "source" ? merged.statements : merged.statements.filter(hasNoSid);
  const statements = [...safe];
  for (const statement of document.statements) place(statement, statements);
  const either = rest ?? merged.rest;
  return {
    id: document.id === "" ? merged.id : document.id,
    version: higher(merged.version, document.version),
    statements,
    ...(either && { rest: either }),
  };
}

function hasNoSid({ sid }: Statement): boolean {
  return sid === "";
}

function place(statement: Statement, statements: Statement[]): void {
  if (statement.sid !== "") {
    for (const [index, earlier] of statements.entries()) {
      const same = earlier.sid === "" ? false : equals(earlier.sid, statement.sid);
      if (same === undefined) throw new Unsettled();
      if (!same) continue;
      statements[index] = statement;
      return;
    }
  }
  statements.push(statement);
}

function higher(version: Value, other: Value): Value {
  if (typeof version === "string" && typeof other === "string")
    return compareText(version, other) < 0 ? other : version;
  // There is no version above this one.
  if (version === "2012-10-17" || other === "2012-10-17") return "2012-10-17";
  if (version === "") return other;
  if (other === "") return version;
  throw new Unsettled();
}
