import type { CheckOptions, Stage, UnreadPlan } from "./options";
import { gatherFacts, type GatherOptions } from "../facts/gather-facts";
import type { Report } from "../report/report";
import { toReport } from "../report/to-report";
import type { TraceStep } from "../print/trace-text";
import type { Infrastructure } from "../resolve/infrastructure";
import { locate } from "../resolve/locate";
import type { ResolveOptions } from "../resolve/resolve";
import type { Ignore } from "../findings/ignore";
import { judge, type Judgement } from "../rules/judge";
import { services as catalogue } from "../services/catalogue";
import { traceOf } from "./trace";
import { version } from "../version";

/** What a check is asked to do, on a day. */
export type Asked = CheckOptions & { readonly today: string };

/** What is kept of a plan that was looked at. */
export interface Look {
  readonly report: Report;
  readonly steps: readonly TraceStep[];
  /** The ids of all its keys, also of those that are not judged. */
  readonly keys: ReadonlySet<string>;
  readonly usedIgnores: readonly Ignore[];
}

/** What was looked at, and what could not be. */
export interface Looks {
  readonly looks: readonly Look[];
  readonly unread: readonly UnreadPlan[];
}

/** Gathers the facts of what was resolved, judges them, and reports; `traced` are the addresses to explain. */
export function lookAt(
  infrastructure: Infrastructure,
  options: Asked,
  { traced, onStage }: { readonly traced: readonly string[]; readonly onStage: (stage: Stage) => void },
): Look {
  const facts = gatherFacts(infrastructure, factOptions(options));
  onStage("judge");
  const judgement = located(judge(facts, { ...options, sourceAtHand: hasSource(infrastructure) }), infrastructure);
  const { profile, services = [] } = options;
  return {
    report: toReport(facts, judgement, { plans: infrastructure.plans, version, profile, services }),
    steps: traced.flatMap((address) => traceOf(infrastructure, facts, address).steps),
    keys: new Set(facts.keys.map(({ id }) => id)),
    usedIgnores: judgement.usedIgnores,
  };
}

/** What the user adds to a plan. */
export function resolveOptions({ account, source }: CheckOptions): ResolveOptions {
  return { ...(account === undefined ? {} : { account }), ...(source === undefined ? {} : { source }) };
}

function factOptions({ declaredUses, keyPolicies = [], services = [], today: given }: Asked): GatherOptions {
  const today = (): string => (given === "" ? new Date().toISOString().slice(0, 10) : given);
  return {
    declaredUses,
    keyPolicies,
    services: services.length === 0 ? catalogue : [...catalogue, ...services],
    today,
  };
}

function hasSource({ plans }: Infrastructure): boolean {
  return plans.some(({ source }) => source !== "none");
}

/** Findings send people to the file and line, where these are known. */
function located(judgement: Judgement, infrastructure: Infrastructure): Judgement {
  const findings = judgement.findings.map((finding) => ({
    ...finding,
    locations: finding.locations.map((location) => locate(location, infrastructure)),
  }));
  return { ...judgement, findings };
}
