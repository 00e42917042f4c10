import { type Facts, gatherFacts } from "../facts";
import type { Finding } from "../findings";
import { type Report, toReport } from "../report";
import type { Infrastructure } from "../resolve";
import { type Before, judge, type Judgement } from "../rules";
import { version } from "../version";
import { locateFindings } from "./locate-findings";
import { factOptions, judgeOptions, type CheckOnDay, type Stage } from "./options";
import type { PlanRead } from "./read-plans";
import type { Together } from "./together";
import { whatWasBefore } from "./what-was-before";

/** Plans that were resolved and judged. */
export interface Judged {
  readonly infrastructure: Infrastructure;
  readonly facts: Facts;
  readonly judgement: Judgement;
  readonly report: Report;
}

/**
 * Plans → Infrastructure → Facts → Judgement → Report. Judges again in two cases: where a key is reported and a second parser
 * reads otherwise what was recovered from the source, without that; and where something is violated and the account was
 * inferred, without the account: what is only violated if the account was guessed right is undecided.
 */
export function judgePlans(
  plans: readonly [PlanRead, ...PlanRead[]],
  together: Together,
  options: CheckOnDay,
  onStage: (stage: Stage) => void,
): Judged {
  onStage("resolve");
  const before = whatWasBefore(plans, together, options);
  let judged = judgeOnce(plans, together, options, { onStage, before });
  if (judged.report.keys.length > 0 && !judged.infrastructure.confirm())
    judged = judgeOnce(plans, together, options, { onStage, before });
  const guesses = judged.infrastructure.plans.some(({ accounts }) => accounts.some(({ inferred }) => inferred));
  if (!guesses || !judged.judgement.findings.some(isViolation)) return judged;
  const certain = judgeOnce(plans, together, options, { inferAccount: false, before });
  const judgement = withoutGuesses(judged.judgement, certain.judgement);
  return judgement === judged.judgement ? judged : reported(judged.infrastructure, judged.facts, judgement, options);
}

function judgeOnce(
  plans: readonly [PlanRead, ...PlanRead[]],
  together: Together,
  options: CheckOnDay,
  {
    onStage,
    before,
    ...resolving
  }: {
    readonly before: Before | undefined;
    readonly inferAccount?: false;
    readonly onStage?: (stage: Stage) => void;
  },
): Judged {
  const infrastructure = together.resolvePlans(plans, options, resolving);
  const facts = gatherFacts(infrastructure, factOptions(options, together.declaredUses(options, infrastructure)));
  onStage?.("judge");
  const judgement = locateFindings(judge(facts, judgeOptions(options, infrastructure, before)), infrastructure);
  return reported(infrastructure, facts, judgement, options);
}

function reported(infrastructure: Infrastructure, facts: Facts, judgement: Judgement, options: CheckOnDay): Judged {
  const report = toReport(facts, judgement, { ...options, version, plans: infrastructure.plans });
  return { infrastructure, facts, judgement, report };
}

/**
 * The judgement with an inferred account, but for the keys of which something is violated that is not without it: of those,
 * the judgement without it.
 */
function withoutGuesses(guessed: Judgement, certain: Judgement): Judgement {
  const violated = new Set(certain.findings.filter(isViolation).flatMap(callsOf));
  const open = new Set(
    guessed.findings
      .filter((finding) => isViolation(finding) && callsOf(finding).some((call) => !violated.has(call)))
      .map(keyOf),
  );
  if (open.size === 0) return guessed;
  const pick = <T>(of: (judgement: Judgement) => readonly T[], key: (each: T) => string): readonly T[] => [
    ...of(guessed).filter((each) => !open.has(key(each))),
    ...of(certain).filter((each) => open.has(key(each))),
  ];
  return {
    ...guessed,
    findings: pick(({ findings }) => findings, keyOf),
    access: pick(
      ({ access }) => access,
      ({ key }) => `${String(key.plan)} ${key.id}`,
    ),
  };
}

function isViolation({ verdict, level, ignored }: Finding): boolean {
  return verdict === "violated" && level === "error" && ignored === undefined;
}

function keyOf({ plan, key }: Finding): string {
  return `${String(plan)} ${key}`;
}

/** What a finding says of which calls; one that is not about calls is about the key. */
function callsOf(finding: Finding): readonly string[] {
  const { rule, grantee, actions } = finding;
  const about = [keyOf(finding), rule, grantee ?? ""].join(" ");
  return actions.length === 0 ? [about] : actions.map((action) => `${about} ${action}`);
}
