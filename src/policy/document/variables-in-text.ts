import { type Hole, partsOf, type Words } from "../../values";

/** A text with policy variables: `${aws:PrincipalTag/team, 'none'}`. */
export interface Template {
  readonly parts: readonly TemplatePart[];
}

type TemplatePart = string | Hole | Variable | Exact;

export interface Variable {
  /** In lower case. */
  readonly variable: string;
  readonly fallback?: string;
}

/** `${*}`, `${?}`, `${$}`: the character itself, no wildcard. */
export interface Exact {
  readonly exact: string;
}

/** The variables in some text; `undefined` where it holds none. `"unreadable"`: a `${` that AWS's grammar does not cover. */
export function templateOf(words: Words): Template | "unreadable" | undefined {
  const pieces = partsOf(words);
  if (!pieces.some((part) => typeof part === "string" && part.includes("${"))) return undefined;
  const parts: TemplatePart[] = [];
  for (const piece of pieces) {
    const read = typeof piece === "string" ? readVariables(piece) : [piece];
    if (read === undefined) return "unreadable";
    parts.push(...read);
  }
  return { parts };
}

function readVariables(literal: string): TemplatePart[] | undefined {
  const parts = literal.split(/(\$\{[^{}]*\})/).filter((piece) => piece !== "");
  const read = parts.map((piece) => (piece.startsWith("${") && piece.endsWith("}") ? readVariable(piece) : piece));
  const whole = read.every((part) => part !== undefined && !(typeof part === "string" && part.includes("${")));
  return whole ? (read as TemplatePart[]) : undefined;
}

function readVariable(written: string): TemplatePart | undefined {
  const inner = written.slice(2, -1);
  const comma = inner.indexOf(",");
  const name = (comma < 0 ? inner : inner.slice(0, comma)).trim();
  if (name === "") return undefined;
  if (comma < 0)
    return name === "*" || name === "?" || name === "$" ? { exact: name } : { variable: name.toLowerCase() };
  const fallback = inner.slice(comma + 1).trim();
  if (fallback.length < 2 || !fallback.startsWith("'") || !fallback.endsWith("'")) return undefined;
  return { variable: name.toLowerCase(), fallback: fallback.slice(1, -1) };
}
