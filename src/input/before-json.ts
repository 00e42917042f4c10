import type { DocumentKind } from "./document-kind";
import { position } from "./scan";

/** Where a line begins as JSON does, or as Terragrunt's own line around a line of JSON. */
const JSON_LINE = /^[ \t]*(?:[^\n{]{0,200}\bSTDOUT\b[^\n{]{0,200})?\[?\{/m;

/**
 * What stands before the JSON in a text that does not begin with it: a comment, or a program's log lines. `undefined` where no
 * line begins as JSON does.
 */
export function beforeJson(text: string): DocumentKind | undefined {
  const found = JSON_LINE.exec(text);
  if (found === null) return undefined;
  const start = text.search(/\S/);
  if (/^(?:\/\/|\/\*|#)/.test(text.slice(start, start + 2))) {
    const { line, column } = position(text, start);
    return { kind: "not-json", detail: `(line ${line}, column ${column}: a comment)` };
  }
  const { line, column } = position(text, found.index + found[0].length - 1);
  return { kind: "lines-before-json", detail: `(it begins at line ${line}, column ${column})` };
}
