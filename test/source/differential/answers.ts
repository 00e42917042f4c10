import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A type as Terraform's JSON writes it: `"string"`, `["list","string"]`, `["object",{"a":"number"}]`. */
export type AnsweredType =
  string | readonly [string, AnsweredType | readonly AnsweredType[] | Readonly<Record<string, AnsweredType>>];

/** A value as Terraform said it, numbers with all their digits. */
export type Answered =
  | string
  | boolean
  | null
  | { readonly number: string }
  | readonly Answered[]
  | { readonly entries: Readonly<Record<string, Answered>> };

/** What Terraform said of an expression. `infinite` stands for a number that JSON does not have, somewhere in the value. */
export type Answer =
  | { readonly kind: "value"; readonly type: AnsweredType; readonly value: Answered }
  | { readonly kind: "failed" | "infinite" };

/** An expression, and Terraform's answer. */
export interface Asked {
  readonly expression: string;
  readonly answer: Answer;
}

const FILE = join(__dirname, "answers.ndjson.gz");

/** What `npm run differential` wrote. */
export function readAnswers(): Asked[] {
  const lines = gunzipSync(readFileSync(FILE)).toString("utf8").trimEnd().split("\n");
  return lines.map(parseLine);
}

/** A line is `["expression"]` where it failed, `["expression", 0]` where it is infinite, else `["expression", type, value]`. */
export function parseLine(line: string): Asked {
  const [expression, type, value] = JSON.parse(markNumbers(line)) as [
    string,
    AnsweredType | object | undefined,
    unknown,
  ];
  if (type === undefined) return { expression, answer: { kind: "failed" } };
  if (typeof type === "object" && !Array.isArray(type)) return { expression, answer: { kind: "infinite" } };
  return { expression, answer: { kind: "value", type: type as AnsweredType, value: withEntries(value) } };
}

/** The text of JSON with each number in an object of its own, since JavaScript would round it. */
export function markNumbers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `{"\\u0000number":"${token}"}`,
  );
}

function withEntries(value: unknown): Answered {
  if (Array.isArray(value)) return value.map(withEntries);
  if (typeof value !== "object" || value === null) return value as Answered;
  const number = (value as { readonly "\u0000number"?: string })["\u0000number"];
  if (number !== undefined) return { number };
  return { entries: Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withEntries(each)])) };
}
