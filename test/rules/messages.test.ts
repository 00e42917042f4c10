import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { judge } from "../../src/rules/judge";
import { cases } from "./cases";

const GOLDEN = join(__dirname, "messages.txt");

/** Each case's findings of its rule as a person reads them. */
function told(): string {
  const blocks = cases.flatMap(({ rule, name, facts }) => {
    const { findings } = judge(facts, { profile: "documented", minConfidence: "inferred" });
    const own = findings.filter((finding) => finding.rule === rule);
    if (own.length === 0) return [];
    const lines = own.flatMap(({ level, verdict, message, locations }) => [
      `  ${level} ${verdict}`,
      `    ${message}`,
      `    at ${locations.map(({ address, attribute }) => [address, attribute].join(".")).join(", ")}`,
    ]);
    return [`${rule}: ${name}`, ...lines, ""];
  });
  return blocks.join("\n");
}

test("the messages read as stored", () => {
  const text = told();
  if (process.env.KMSGATE_UPDATE_GOLDEN === "1" || !existsSync(GOLDEN)) writeFileSync(GOLDEN, text);
  expect(text).toBe(readFileSync(GOLDEN, "utf8"));
});

test("a message is sentences: it names the key or what is malformed, and quotes no hole of another kind", () => {
  for (const { facts } of cases) {
    for (const { message } of judge(facts, { profile: "documented", minConfidence: "inferred" }).findings) {
      expect(message).toMatch(/^\S.*\.$/s);
      expect(message).not.toMatch(/undefined|\[object|\n|\s{2}|\.\.|\u0000/);
    }
  }
});
