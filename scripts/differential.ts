// Usage: npm run differential — draws expressions, asks Terraform for each of them, and writes what it says to
// test/source/differential/answers.ndjson.gz, against which the evaluator is tested. Needs terraform on the path; makes no
// other network access than none. SEED, ROUNDS and OUT change what is drawn, how much, and where it is written.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Drawing } from "../test/source/differential/draw";
import { askTerraform, functionSignatures } from "../test/source/differential/terraform";

const seed = Number(process.env.SEED ?? 20_261_122);
const rounds = Number(process.env.ROUNDS ?? 90);
const out = process.env.OUT ?? join(__dirname, "../test/source/differential/answers.ndjson.gz");

/** Longer values say nothing that shorter ones do not. */
const LONGEST_LINE = 2_000;

const drawing = new Drawing(seed, functionSignatures());
const expressions = new Set<string>();
for (let round = 0; round < rounds; round++) {
  for (const name of drawing.functions) expressions.add(drawing.call(name, round % 3 === 2 ? 1 : 0));
  for (let each = 0; each < 100; each++) expressions.add(drawing.operation(each % 3));
  for (let each = 0; each < 60; each++) expressions.add(drawing.any(3));
}

const lines = askTerraform([...expressions]).filter((line) => line.length <= LONGEST_LINE);
writeFileSync(out, gzipSync(`${lines.join("\n")}\n`, { level: 9 }));
const failed = lines.filter((line) => /^\["(?:[^"\\]|\\.)*"\]$/.test(line)).length;
console.log(`${lines.length} answers, ${failed} of them failures, to ${out}`);
