import type { Check, CheckOptions } from "./check-options";
import type { Facts } from "./facts/facts";
import { gatherFacts } from "./facts/gather-facts";
import { readPlan } from "./input";
import type { Infrastructure } from "./resolve/infrastructure";
import { locate } from "./resolve/locate";
import { resolve, type ResolveOptions } from "./resolve/resolve";
import { toReport } from "./report/to-report";
import { judge, type Judgement } from "./rules/judge";
import { traceOf } from "./trace";
import { version } from "./version";

/**
 * The whole pipeline, from bytes to report: reads each plan, settles it, gathers its facts, judges them. Each plan is looked
 * at alone; the report is one.
 *
 * @throws InputError where a plan cannot be looked at
 */
export const check: Check = async (options) => {
  const runs = [];
  for (const [index, { path }] of options.inputs.entries()) {
    const plan = await readPlan(path, options);
    const infrastructure = resolve(plan, { plan: index, ...resolveOptions(options) });
    const facts = gatherFacts(infrastructure, { declaredUses: options.declaredUses });
    runs.push({
      infrastructure,
      facts,
      judgement: located(judge(facts, { ...options, sourceAtHand: hasSource(infrastructure) }), infrastructure),
    });
  }
  const plans = runs.flatMap(({ infrastructure }) => infrastructure.plans);
  const report = toReport(joinFacts(runs), joinJudgements(runs), { plans, version, profile: options.profile });
  const { trace: address } = options;
  if (address === undefined) return { report };
  const steps = runs.flatMap(({ infrastructure, facts }) => traceOf(infrastructure, facts, address).steps);
  return { report, trace: { address, steps } };
};

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

type Run = { readonly facts: Facts; readonly judgement: Judgement };

/** What is reported of the facts of several plans. */
function joinFacts(runs: readonly Run[]): Facts {
  const all = runs.map(({ facts }) => facts);
  return {
    keys: all.flatMap(({ keys }) => keys),
    roles: all.flatMap(({ roles }) => roles),
    buckets: all.flatMap(({ buckets }) => buckets),
    uses: all.flatMap(({ uses }) => uses),
    unlinked: all.flatMap((facts) => facts.unlinked.filter(({ address }) => !isElsewhere(address, facts, all))),
    runtimeKeys: all.flatMap(({ runtimeKeys }) => runtimeKeys),
    services: all[0]?.services ?? [],
    incomplete: all.some(({ incomplete }) => incomplete),
  };
}

/** A declared key that one plan does not have and another has is found. */
function isElsewhere(address: string, here: Facts, all: readonly Facts[]): boolean {
  const has = ({ keys }: Facts): boolean => keys.some(({ id }) => id === address);
  return !has(here) && all.some((facts) => facts !== here && has(facts));
}

function joinJudgements(runs: readonly Run[]): Judgement {
  return {
    access: runs.flatMap(({ judgement }) => judgement.access),
    findings: runs.flatMap(({ judgement }) => judgement.findings),
  };
}
