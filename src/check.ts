import type { Check, CheckOptions, Stage, UnreadPlan } from "./check-options";
import { InputError } from "./errors";
import { isPattern, patternTest } from "./facts/address-pattern";
import { gatherFacts, type GatherOptions } from "./facts/gather-facts";
import { readPlan } from "./input";
import type { Infrastructure } from "./resolve/infrastructure";
import { locate } from "./resolve/locate";
import { resolve, type ResolveOptions } from "./resolve/resolve";
import { addFindings } from "./report/add-findings";
import { joinReports, settled } from "./report/join-reports";
import type { Report } from "./report/report";
import { toReport } from "./report/to-report";
import type { TraceStep } from "./report/trace";
import type { Finding } from "./rules/finding";
import type { Ignore } from "./rules/ignore";
import { ignoreFindings } from "./rules/ignore-rules";
import { judge, type Judgement } from "./rules/judge";
import { services as catalogue } from "./services/catalogue";
import { traceOf } from "./trace";
import { version } from "./version";

/**
 * The whole pipeline, from bytes to report: reads each plan, settles it, gathers its facts, judges them. Each plan is looked
 * at alone, and let go before the next; the report is one. Of several plans one that cannot be looked at does not hide the
 * others: it is named in the result.
 *
 * @throws InputError where no plan can be looked at
 */
export const check: Check = async (given) => {
  const options = { ...given, today: given.today ?? today(given.ignores) };
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
  const report = addFindings(joinReports(reports as [Report, ...Report[]]), onIgnores(options, looks));
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
  readonly usedIgnores: readonly Ignore[];
}

async function lookAt(
  path: string,
  index: number,
  options: CheckOptions & { readonly today: string },
  onStage: (stage: Stage) => void,
): Promise<Look> {
  onStage("read");
  const plan = await readPlan(path, options);
  onStage("resolve");
  const infrastructure = resolve(plan, { plan: index, ...resolveOptions(options) });
  const facts = gatherFacts(infrastructure, factOptions(options));
  onStage("judge");
  const judgement = located(judge(facts, { ...options, sourceAtHand: hasSource(infrastructure) }), infrastructure);
  const { profile, trace, services = [] } = options;
  return {
    report: toReport(facts, judgement, { plans: infrastructure.plans, version, profile, services }),
    steps: trace === undefined ? [] : traceOf(infrastructure, facts, trace).steps,
    keys: new Set(facts.keys.map(({ id }) => id)),
    usedIgnores: judgement.usedIgnores,
  };
}

/** What is to be told of the ignores themselves: that one has expired, or matches nothing in any plan. */
function onIgnores(
  { ignores = [], levels = {}, today }: CheckOptions & { readonly today: string },
  looks: readonly Look[],
): readonly Finding[] {
  if (ignores.length === 0) return [];
  return ignoreFindings(ignores, { used: new Set(looks.flatMap(({ usedIgnores }) => usedIgnores)), today, levels });
}

/** The clock is looked at only where something can expire: the same plan gives the same report on any day. */
function today(ignores: CheckOptions["ignores"]): string {
  return ignores?.some(({ expires }) => expires !== undefined) === true ? new Date().toISOString().slice(0, 10) : "";
}

function factOptions({ declaredUses, keyPolicies = [], services = [] }: CheckOptions): GatherOptions {
  return { declaredUses, keyPolicies, services: services.length === 0 ? catalogue : [...catalogue, ...services] };
}

/** A declared key that one plan does not have and another has is found. */
function withoutElsewhere({ report, keys }: Look, all: readonly Look[]): Report {
  const isElsewhere = (id: string): boolean => {
    if (isPattern(id)) return all.some((look) => [...look.keys].some(patternTest(id)));
    return !keys.has(id) && all.some((look) => look.keys.has(id));
  };
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
