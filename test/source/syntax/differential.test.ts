import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { outerSpan } from "../../../src/source/second-opinion/opened";
import type { Body } from "../../../src/source/syntax/ast";
import { parseExpression, parseNative } from "../../../src/source/syntax/native";
import { SourceError } from "../../../src/source/syntax/position";
import { differenceFromHashicorp, hashicorpJson, hashicorpShape } from "./hashicorp";
import { shapeOf } from "./shape";

const root = join(__dirname, "../../..");
const skipped = new Set(["node_modules", "dist", "coverage", "reports"]);

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith(".") || skipped.has(entry.name) ? [] : filesBelow(path);
    return entry.name.endsWith(".tf") ? [path] : [];
  });
}

const files = filesBelow(root).map((path) => ({ name: relative(root, path), text: readFileSync(path, "utf8") }));

function expressionsIn(body: Body): string[] {
  const own = [...body.attributes.values()].map(({ value, file, end }) => file.text.slice(outerSpan(value).start, end));
  return [...own, ...body.blocks.flatMap((block) => expressionsIn(block.body))];
}

test("there is HCL in the project to compare", () => {
  expect(files.length).toBeGreaterThan(100);
});

test("every file is accepted or rejected, and read, as HashiCorp's parser does it", async () => {
  const differences: string[] = [];
  for (const { name, text } of files) {
    const parsed = parseNative(text, name);
    const printed = await hashicorpJson(text);
    const rejected = parsed instanceof SourceError;
    if (rejected !== (printed === undefined))
      differences.push(`${name}: ${rejected ? parsed.message : "accepted here"}`);
    else if (!rejected) differences.push(...differenceFromHashicorp(parsed, printed).map((why) => `${name}: ${why}`));
  }
  expect(differences).toEqual([]);
});

test("every expression has the tree that HashiCorp's parser gives it", async () => {
  const bodies = files.map(({ name, text }) => parseNative(text, name));
  const expressions = new Set(bodies.flatMap((body) => (body instanceof SourceError ? [] : expressionsIn(body))));
  expect(expressions.size).toBeGreaterThan(500);
  const differences: unknown[] = [];
  for (const text of expressions) {
    const ours = shape(text);
    const theirs = await hashicorpShape(`${text}\n`);
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) differences.push({ text, ours, theirs });
  }
  expect(differences).toEqual([]);
});

function shape(text: string): unknown {
  const parsed = parseExpression(`${text}\n`, "expression");
  return parsed instanceof SourceError ? undefined : shapeOf(parsed);
}
