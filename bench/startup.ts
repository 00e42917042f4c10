import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { planOfSize } from "./many-resources";

/** Whole-process times in milliseconds, medians of paired runs. */
export interface StartUp {
  readonly resources: number;
  readonly bytes: number;
  /** `node -e 0`. */
  readonly bare: number;
  /** `kmsgate check plan.json`. */
  readonly check: number;
  /** Median of the differences of each pair. */
  readonly added: number;
}

const MAIN = join(__dirname, "../dist/cli/main.js");

/** Runs `node -e 0` and `kmsgate check` in turn, so that both meet the same machine. */
export function measureStartUp(resources: number, pairs: number): StartUp {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-bench-"));
  try {
    const plan = join(folder, "plan.json");
    const text = planOfSize(resources);
    writeFileSync(plan, text);
    time([MAIN, "check", plan]);
    const runs = Array.from({ length: pairs }, () => ({ bare: time(["-e", "0"]), check: time([MAIN, "check", plan]) }));
    return {
      resources,
      bytes: text.length,
      bare: median(runs.map(({ bare }) => bare)),
      check: median(runs.map(({ check }) => check)),
      added: median(runs.map(({ bare, check }) => check - bare)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function time(args: readonly string[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${String(status)}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
