import type { Check, CheckOptions, Stage, UnreadPlan } from "./options";
import { InputError } from "../errors";
import { isPattern, patternTest } from "../facts/address-pattern";
import { readPlan } from "../input";
import { lookAt, resolveOptions, type Asked, type Look, type Looks } from "./judge-plan";
import type * as joined from "./joined";
import { resolve } from "../resolve/resolve";
import { addFindings } from "../report/add-findings";
import { joinReports, settled } from "../report/join-reports";
import type { Report } from "../report/report";
import type { Finding } from "../findings/finding";
import { judgeIgnores } from "../rules/judge";

/**
 * The whole pipeline, from bytes to report: reads each plan, settles it, gathers its facts, judges them. Each plan is looked
 * at alone, and let go before the next, unless they are joined; the report is one. Of several plans one that cannot be looked
 * at does not hide the others: it is named in the result.
 *
 * @throws InputError where no plan can be looked at
 */
export const check: Check = async (given) => {
  const options = { ...given, today: given.today ?? today(given.ignores) };
  const { looks, unread } = await (options.join === true && options.inputs.length > 1
    ? lookAtJoined(options)
    : lookAtEach(options));
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

async function lookAtEach(options: Asked): Promise<Looks> {
  const looks: Look[] = [];
  const unread: UnreadPlan[] = [];
  const { inputs, trace } = options;
  for (const [at, { path }] of inputs.entries()) {
    const onStage = (stage: Stage): void => options.onProgress?.({ path, plan: at, plans: inputs.length, stage });
    try {
      onStage("read");
      const plan = await readPlan(path, options);
      onStage("resolve");
      const infrastructure = resolve(plan, { plan: looks.length, ...resolveOptions(options) });
      const look = lookAt(infrastructure, options, { traced: trace === undefined ? [] : [trace], onStage });
      looks.push(inputs.length === 1 ? look : { ...look, report: settled(look.report) });
    } catch (error) {
      if (!(error instanceof InputError) || inputs.length === 1) throw error;
      unread.push({ path, message: error.message });
    }
  }
  return { looks, unread };
}

function lookAtJoined(options: Asked): Promise<Looks> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only loaded where plans are joined
  return (require("./joined") as typeof joined).lookAtJoined(options);
}

/** What is to be told of the ignores themselves: that one has expired, or matches nothing in any plan. */
function onIgnores({ ignores = [], levels = {}, today }: Asked, looks: readonly Look[]): readonly Finding[] {
  if (ignores.length === 0) return [];
  return judgeIgnores(ignores, { used: new Set(looks.flatMap(({ usedIgnores }) => usedIgnores)), today, levels });
}

/** The clock is looked at only where something can expire: the same plan gives the same report on any day. */
function today(ignores: CheckOptions["ignores"]): string {
  return ignores?.some(({ expires }) => expires !== undefined) === true ? new Date().toISOString().slice(0, 10) : "";
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
