import type { Facts } from "../../src/facts/facts";
import type { Finding } from "../../src/findings/finding";
import type { Report } from "../../src/report/report";
import { toReport } from "../../src/report/to-report";
import type { ReadPlan } from "../../src/resolve/infrastructure";
import { judge, type JudgeOptions } from "../../src/rules/judge";

const plan: ReadPlan = {
  path: "tfplan",
  sha256: "9f".repeat(32),
  reader: "direct",
  terraformVersion: "1.11.4",
  formatVersion: null,
  complete: true,
  deferred: false,
  resourceCount: 3,
  accounts: [{ id: "111122223333", inferred: false }],
  source: "plan",
  unbelieved: [],
  accountsInstead: [],
  hasConfiguration: true,
  seenAccounts: [],
};

/** The report of these facts as the pipeline makes it. */
export function reportOf(
  facts: Facts,
  change: (findings: readonly Finding[]) => readonly Finding[] = (same) => same,
): Report {
  const options: JudgeOptions = { profile: "documented", minConfidence: "inferred" };
  const judgement = judge(facts, options);
  const meta = { plans: [plan], version: "1.2.3", profile: options.profile };
  return toReport(facts, { ...judgement, findings: change(judgement.findings) }, meta);
}
