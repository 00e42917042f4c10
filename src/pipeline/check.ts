import { InputError } from "../errors";
import type { DeclaredUse } from "../facts";
import type { Finding, Ignore } from "../findings";
import type { TraceStep } from "../print";
import {
  addFindings,
  detached,
  joinReports,
  type Report,
  unreadPlan,
  type UnreadPlan,
  withUnreadPlans,
} from "../report";
import { resolve } from "../resolve";
import { judgeIgnores, unmatchedUseFindings } from "../rules";
import type * as joining from "./join-plans";
import { withoutKeysOfOthers } from "./keys-of-others";
import { judgePlans } from "./judge-plans";
import { NoPlanRead } from "./no-plan-read";
import { isJoined, onDay, resolveOptions, withoutSource, type Check, type CheckOnDay, type Stage } from "./options";
import { readPlans, type PlanInput, type PlanRead } from "./read-plans";
import type { Together } from "./together";
import { matchedUses } from "./matched-uses";
import { traceOf } from "./trace-steps";

/**
 * The whole pipeline, from bytes to report. Checks each plan alone and frees it before the next, or all of them together
 * where they are joined. One plan of several that cannot be read does not hide the others: the report names it.
 *
 * @throws InputError where no plan can be read
 */
export const check: Check = async (given) => {
  const options = onDay(given);
  const inputs = options.inputs.map(({ path }, plan) => ({ path, plan }));
  const judged: JudgedPlans[] = [];
  const unread: UnreadPlan[] = [];
  for (const group of isJoined(options) ? [inputs] : inputs.map((input) => [input])) {
    const checked = await checkTogether(group, options);
    if (checked.judged !== undefined) judged.push(checked.judged);
    unread.push(...checked.unread);
  }
  if (judged.length === 0) throw new NoPlanRead(unread);
  const found = joinReports(withoutKeysOfOthers(judged));
  const isWhole = unread.length === 0;
  const about = aboutConfiguration(options, judged, isWhole);
  const report = withUnreadPlans(addFindings(found, about), unread);
  const { trace: address } = options;
  return {
    report,
    ...(unread.length > 0 && { unread }),
    ...(address !== undefined && { trace: { address, steps: judged.flatMap(({ steps }) => steps) } }),
  };
};

/** What is kept of plans that were checked together: of one plan, or of several that are joined. */
interface JudgedPlans {
  readonly report: Report;
  readonly steps: readonly TraceStep[];
  /** The ids of all their keys, those that are not judged included. */
  readonly keys: ReadonlySet<string>;
  readonly usedIgnores: readonly Ignore[];
  readonly matchedUses: ReadonlySet<DeclaredUse>;
}

interface Checked {
  /** Absent where no plan could be read, or those that were cannot be joined. */
  readonly judged?: JudgedPlans;
  readonly unread: readonly UnreadPlan[];
}

/** bytes → Plan, and {@link judgePlans}: of one plan or of several that are joined. */
async function checkTogether(inputs: readonly PlanInput[], options: CheckOnDay): Promise<Checked> {
  const { plans, unread } = await readPlans(inputs, options, stageOf(options, "read"));
  const [first, ...others] = plans;
  if (first === undefined) return { unread };
  const last = others.at(-1) ?? first;
  const together = togetherOf(options);
  try {
    const onStage = (stage: Stage): void => {
      stageOf(options, stage)(last);
    };
    const { infrastructure, facts, judgement, report } = judgePlans([first, ...others], together, options, onStage);
    const steps = together
      .traced(options, infrastructure)
      .flatMap((each) => traceOf(infrastructure, facts, each).steps);
    return {
      judged: {
        ...together.named(report, steps, options),
        keys: new Set(facts.keys.map(({ id }) => id)),
        usedIgnores: judgement.usedIgnores,
        matchedUses: matchedUses(options, facts),
      },
      unread,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const failed = plans.map(({ path, plan }) => unreadPlan(path, plan, error));
    return { unread: [...unread, ...failed].sort((a, b) => a.plan - b.plan) };
  }
}

function stageOf({ inputs, onProgress }: CheckOnDay, stage: Stage): (input: PlanInput) => void {
  return ({ path, plan }) => onProgress?.({ path, plan, plans: inputs.length, stage });
}

function togetherOf(options: CheckOnDay): Together {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only loaded where plans are joined
  return isJoined(options) ? (require("./join-plans") as typeof joining).joinedPlans : onePlan;
}

/** A plan that is checked alone; of several, nothing but its report is kept. */
const onePlan: Together = {
  resolvePlans: ([only], options, resolving) =>
    resolve(only.content, { plan: only.plan, ...resolveOptions(options), ...resolving }),
  resolveStates: ([only], options) => {
    const { content, plan } = only as PlanRead;
    return resolve(content, { plan, ...withoutSource(options) });
  },
  declaredUses: ({ declaredUses }) => declaredUses,
  traced: ({ trace }) => (trace === undefined ? [] : [trace]),
  named: (report, steps, { inputs }) => ({ report: inputs.length === 1 ? report : detached(report), steps }),
};

/**
 * What is to be reported of the configuration itself: ignores that have expired; ignores and declared uses that match nothing
 * in any plan, unless a plan could not be read.
 */
function aboutConfiguration(
  { ignores = [], declaredUses, levels = {}, today }: CheckOnDay,
  judged: readonly JudgedPlans[],
  isWhole: boolean,
): readonly Finding[] {
  const used = new Set(isWhole ? judged.flatMap(({ usedIgnores }) => usedIgnores) : ignores);
  const unmatched = declaredUses.filter((use) => isWhole && !judged.some(({ matchedUses }) => matchedUses.has(use)));
  return [...judgeIgnores(ignores, { used, today, levels }), ...unmatchedUseFindings(unmatched, levels)];
}
