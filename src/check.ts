import type { Check, CheckOptions, Stage, UnreadPlan } from "./check-options";
import { InputError } from "./errors";
import { gatherFacts } from "./facts/gather-facts";
import { readPlan } from "./input";
import type { Infrastructure } from "./resolve/infrastructure";
import { locate } from "./resolve/locate";
import { resolve, type ResolveOptions } from "./resolve/resolve";
import { joinReports, settled } from "./report/join-reports";
import type { Report } from "./report/report";
import { toReport } from "./report/to-report";
import type { TraceStep } from "./report/trace";
import { judge, type Judgement } from "./rules/judge";
import { traceOf } from "./trace";
import { version } from "./version";

/**
 * The whole pipeline, from bytes to report: reads each plan, settles it, gathers its facts, judges them. Each plan is looked
 * at alone, and let go before the next; the report is one. Of several plans one that cannot be looked at does not hide the
 * others: it is named in the result.
 *
 * @throws InputError where no plan can be looked at
 */
export const check: Check = async (options) => {
  const looks: Look[] = [];
  const unread: UnreadPlan[] = [];
  const { inputs } = options;
  for (const [at, { path }] of inputs.entries()) {
    try {
      const look = await lookAt(path, looks.length, options, (stage) => {
        options.onProgress?.({ path, plan: at, plans: inputs.length, stage });
      });
      looks.push(inputs.length === 1 ? look : { ...look, report: settled(look.report) });
    } catch (error) {
      if (!(error instanceof InputError) || inputs.length === 1) throw error;
      unread.push({ path, message: error.message });
    }
  }
  const [first, ...others] = looks;
  if (first === undefined) throw new InputError(unread.map(({ message }) => message).join("\n"));
  const reports = [first, ...others].map((look) => withoutElsewhere(look, looks));
  const report = joinReports(reports as [Report, ...Report[]]);
  return {
    report,
    ...(unread.length === 0 ? {} : { unread }),
    ...(options.trace === undefined
      ? {}
      : { trace: { address: options.trace, steps: looks.flatMap(({ steps }) => steps) } }),
  };
};

/** What is kept of a plan that was looked at. */
interface Look {
  readonly report: Report;
  readonly steps: readonly TraceStep[];
  /** The ids of all its keys, also of those that are not judged. */
  readonly keys: ReadonlySet<string>;
}

async function lookAt(
  path: string,
  index: number,
  options: CheckOptions,
  onStage: (stage: Stage) => void,
): Promise<Look> {
  onStage("read");
  const plan = await readPlan(path, options);
  onStage("resolve");
  const infrastructure = resolve(plan, { plan: index, ...resolveOptions(options) });
  const facts = gatherFacts(infrastructure, { declaredUses: options.declaredUses });
  onStage("judge");
  const judgement = located(judge(facts, { ...options, sourceAtHand: hasSource(infrastructure) }), infrastructure);
  const { profile, trace } = options;
  return {
    report: toReport(facts, judgement, { plans: infrastructure.plans, version, profile }),
    steps: trace === undefined ? [] : traceOf(infrastructure, facts, trace).steps,
    keys: new Set(facts.keys.map(({ id }) => id)),
  };
}

/** A declared key that one plan does not have and another has is found. */
function withoutElsewhere({ report, keys }: Look, all: readonly Look[]): Report {
  const isElsewhere = (id: string): boolean => !keys.has(id) && all.some((look) => look.keys.has(id));
  return all.length === 1
    ? report
    : { ...report, unlinked: report.unlinked.filter(({ address }) => !isElsewhere(address)) };
}

function hasSource({ plans }: Infrastructure): boolean {
  return plans.some(({ source }) => source !== "none");
}

function resolveOptions({ account, source }: CheckOptions): ResolveOptions {
  return { ...(account === undefined ? {} : { account }), ...(source === undefined ? {} : { source }) };
}

/** Findings send people to the file and line, where these are known. */
function located(judgement: Judgement, infrastructure: Infrastructure): Judgement {
  const findings = judgement.findings.map((finding) => ({
    ...finding,
    locations: finding.locations.map((location) => locate(location, infrastructure)),
  }));
  return { ...judgement, findings };
}
