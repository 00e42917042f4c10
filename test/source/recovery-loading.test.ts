import { execFileSync } from "node:child_process";
import { join } from "node:path";

const FIXTURES = join(__dirname, "../fixtures");
const ROOT = join(__dirname, "../..");

/** The modules of such a path that a check loads, counted in a process of its own. */
function loaded(plan: string, path = "[\\\\/]src[\\\\/]source[\\\\/]"): number {
  const script = `
    const { check } = require(${JSON.stringify(join(ROOT, "src/pipeline/check.ts"))});
    const inputs = [{ path: ${JSON.stringify(join(FIXTURES, plan))} }];
    check({ inputs, profile: "documented", minConfidence: "inferred", declaredUses: [] }).then(() => {
      const asked = new RegExp(${JSON.stringify(path)});
      console.log(Object.keys(require.cache).filter((name) => asked.test(name)).length);
    });`;
  const args = ["--require", require.resolve("tsx/cjs"), "-e", script];
  return Number(execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" }));
}

test.each(["recovery/41-noop/plan.bin", "recovery/41-noop/plan.json", "recovery/01-jsonencode-known/plan.json"])(
  "%s: nothing is unknown that its source would tell, and nothing of the parser is loaded",
  (plan) => {
    expect(loaded(plan)).toBe(0);
  },
  30_000,
);

test("a saved plan with an unknown policy loads it", () => {
  expect(loaded("recovery/02-jsonencode-unknown/plan.bin")).toBeGreaterThan(0);
}, 30_000);

test.each([
  ["is not loaded for a key that no service uses", "recovery/02-jsonencode-unknown/plan.bin", 0],
  ["is loaded for one that is judged by a recovered policy", "faults/new-stack-literal-root/plan.bin", 1],
])(
  "the second parser %s",
  (_, plan, least) => {
    const modules = loaded(plan, "node_modules[\\\\/]hcl2-parser");
    if (least === 0) expect(modules).toBe(0);
    else expect(modules).toBeGreaterThanOrEqual(least);
  },
  30_000,
);
