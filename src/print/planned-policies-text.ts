import { count, indented, type Layout, paint, printable, wrap } from "./layout";
import type { Document, PlannedPolicy } from "./planned-policies";

/** The policies for people: each document under its address, what is not known in it by name. */
export function policiesText(policies: readonly PlannedPolicy[], layout: Layout): string {
  const unknown = policies.filter(({ document }) => document === null).length;
  const summary = `${count(policies.length, "policy document")}${unknown > 0 ? `, ${String(unknown)} not shown` : ""}`;
  return [...policies.flatMap((policy) => [...paragraph(policy, layout), ""]), summary, ""].join("\n");
}

const ORIGINS = {
  plan: "known in the plan",
  default: "AWS's default, since none is set",
  "policy-document": "from a policy document that is read while applying",
  configuration: "from the configuration in the plan",
  source: "recovered from the source",
  outside: "outside this plan",
  unknown: "not known before apply",
} as const satisfies Record<PlannedPolicy["origin"], string>;

function paragraph({ address, attribute, origin, document, because }: PlannedPolicy, layout: Layout): string[] {
  const title = paint(printable(`${address}.${attribute}`), "strong", layout);
  const found = paint(`  ${ORIGINS[origin]}`, origin === "unknown" ? "unsure" : "quiet", layout);
  const why = because === undefined ? [] : wrap(because, "  ", layout);
  return [title, found, ...why, ...(document === null ? [] : indented(written(document, "", layout), "  "))];
}

/** JSON in which an unknown value is an expression: `${aws_iam_role.geo.arn}`. */
function written(json: Document, indent: string, layout: Layout): string {
  if (typeof json === "string") return JSON.stringify(json);
  if (typeof json !== "object" || json === null) return String(json);
  const inner = `${indent}  `;
  if (Array.isArray(json)) {
    const items = (json as readonly Document[]).map((each) => `${inner}${written(each, inner, layout)}`);
    return items.length === 0 ? "[]" : `[\n${items.join(",\n")}\n${indent}]`;
  }
  const special = unknownText(json as Readonly<Record<string, Document>>, indent, layout);
  if (special !== undefined) return special;
  const entries = Object.entries(json as Readonly<Record<string, Document>>).map(
    ([key, each]) => `${inner}${JSON.stringify(key)}: ${written(each, inner, layout)}`,
  );
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${indent}}`;
}

function unknownText(json: Readonly<Record<string, Document>>, indent: string, layout: Layout): string | undefined {
  const [[key, value] = ["", null], ...others] = Object.entries(json);
  if (others.length > 0) return undefined;
  if (key === "$hole") return hole(value, layout);
  if (key === "$rest") return `${hole(value, layout)}...`;
  if (key === "$text" && Array.isArray(value))
    return `"${(value as readonly Document[]).map((part) => piece(part, layout)).join("")}"`;
  if (key === "$choice" && Array.isArray(value)) {
    return (value as readonly Document[])
      .map((each) => written(each, indent, layout))
      .join(` ${paint("or", "unsure", layout)} `);
  }
  return undefined;
}

function piece(part: Document, layout: Layout): string {
  if (typeof part === "string") return JSON.stringify(part).slice(1, -1);
  return written(part, "", layout);
}

function hole(name: Document, layout: Layout): string {
  return paint(`\${${printable(typeof name === "string" ? name : "")}}`, "unsure", layout);
}
