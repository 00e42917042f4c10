import type { Expression } from "../syntax";

/** What `ignore_changes` lists: names of attributes (a path into one is the whole of it), or all. */
export function ignoredIn(expression: Expression | undefined): "all" | readonly string[] {
  if (expression === undefined) return [];
  if (nameOf(expression) === "all") return "all";
  const items = expression.kind === "tuple" ? expression.items : [];
  const names = items.map(nameOf).filter((name) => name !== undefined);
  // Before Terraform 0.12 a list of one star stood for all.
  return names.includes("*") ? "all" : names;
}

function nameOf(expression: Expression): string | undefined {
  if (expression.kind === "reference") return expression.root;
  return expression.kind === "literal" && typeof expression.value === "string"
    ? expression.value.replace(/[.[].*$/s, "")
    : undefined;
}
