import { gatherFacts } from "../../src/facts/gather-facts";
import type { Plan } from "../../src/plan";
import { type ExitCode, exitCode } from "../../src/report/exit-code";
import { toReport } from "../../src/report/to-report";
import { resolve } from "../../src/resolve/resolve";
import { judge } from "../../src/rules/judge";

/** What a law compares: the exit code, and the verdict of each key that stands in the report. */
export interface Verdict {
  readonly exit: ExitCode;
  readonly keys: ReadonlyMap<string, "pass" | "fail" | "undecided">;
  /** Who uses each key, as text: services and roles. */
  readonly uses: ReadonlyMap<string, string>;
}

/** What a plan is judged with beside itself: what a user would pass. */
export interface Given {
  readonly account?: string;
  readonly profile?: "documented" | "effective";
}

/** Judges a plan as `kmsgate check` does, without reading and printing it. */
export function verdictOf(plan: Plan, { account, profile = "documented" }: Given): Verdict {
  const infrastructure = resolve(plan, account === undefined ? {} : { account });
  const facts = gatherFacts(infrastructure);
  const judgement = judge(facts, { profile, minConfidence: "inferred" });
  const report = toReport(facts, judgement, { plans: infrastructure.plans, version: "0", profile });
  return {
    exit: exitCode(report, { failOn: "error", onUndecided: "fail" }),
    keys: new Map(report.keys.map(({ id, verdict }) => [id, verdict])),
    uses: new Map(
      report.keys.map(({ id, uses }) => [id, JSON.stringify(uses.map(({ service, role }) => [service, role]))]),
    ),
  };
}
