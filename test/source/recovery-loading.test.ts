import { execFileSync } from "node:child_process";
import { join } from "node:path";

const FIXTURES = join(__dirname, "../fixtures/recovery");
const ROOT = join(__dirname, "../..");

/** The modules under `src/source` that a check loads, counted in a process of its own. */
function loaded(plan: string): number {
  const script = `
    const { check } = require(${JSON.stringify(join(ROOT, "src/pipeline/check.ts"))});
    const inputs = [{ path: ${JSON.stringify(join(FIXTURES, plan))} }];
    check({ inputs, profile: "documented", minConfidence: "inferred", declaredUses: [] }).then(() => {
      console.log(Object.keys(require.cache).filter((name) => /[\\\\/]src[\\\\/]source[\\\\/]/.test(name)).length);
    });`;
  const args = ["--require", require.resolve("tsx/cjs"), "-e", script];
  return Number(execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" }));
}

test.each(["41-noop/plan.bin", "41-noop/plan.json", "01-jsonencode-known/plan.json"])(
  "%s: nothing is unknown that its source would tell, and nothing of the parser is loaded",
  (plan) => {
    expect(loaded(plan)).toBe(0);
  },
  30_000,
);

test("a saved plan with an unknown policy loads it", () => {
  expect(loaded("02-jsonencode-unknown/plan.bin")).toBeGreaterThan(0);
}, 30_000);
