import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { check } from "../../src/pipeline/check";
import type { Report } from "../../src/report/report";

/** The scenarios whose plan JSON leaves policies open. */
export const ROOT = join(__dirname, "../scenarios/unknown");
export const scenarios = readdirSync(ROOT).filter((name) => existsSync(join(ROOT, name, "plan.json")));

/** The report of a plan, with the folder of its configuration or without. */
export async function report(path: string, source?: string): Promise<Report> {
  const given = source === undefined ? {} : { source };
  const options = { inputs: [{ path }], profile: "documented", minConfidence: "inferred", declaredUses: [] } as const;
  return (await check({ ...options, ...given })).report;
}

/** What a report leaves undecided. */
export const undecided = ({ findings }: Report): string[] =>
  findings.filter(({ verdict }) => verdict === "undecided").map(({ rule, key }) => `${rule} ${key}`);
