import type { Facts, Key } from "../facts/facts";
import type { Confidence } from "../resolve/infrastructure";
import { accessOf, compare, openRows, type KeyAccess } from "./access";
import type { Finding, Profile } from "./finding";
import { fingerprint } from "./fingerprint";
import { rules } from "./index";
import type { Rule, Scope, Telling } from "./rule";

/** How facts are to be judged. */
export interface JudgeOptions {
  readonly profile: Profile;
  /** What rests on uses below it is told as a note. */
  readonly minConfidence: Confidence;
  /** Whether the plans' source is at hand, so that nobody is told to pass it. */
  readonly sourceAtHand?: boolean;
}

/** What the rules have to say. */
export interface Judgement {
  /** The keys that are used, with who may do what. Sorted by plan and id. */
  readonly access: readonly KeyAccess[];
  /** Sorted by plan and key, then in the order of the rules. */
  readonly findings: readonly Finding[];
}

/** Judges by all rules. The same facts give the same judgement, in the same order. */
export function judge(facts: Facts, options: JudgeOptions): Judgement {
  const { profile, minConfidence, sourceAtHand = false } = options;
  const access = accessOf(facts);
  const byKey = new Map(access.map((each) => [each.key, each]));
  const accessTo = (key: Key): KeyAccess =>
    byKey.get(key) ?? { key, uses: [], calls: [], exportCalls: [], grantedCalls: [] };
  const rows = access.flatMap(({ calls }) => openRows(calls));
  const scope: Scope = { facts, profile, minConfidence, sourceAtHand, access, rows, accessTo };
  const findings = rules.flatMap((rule, order) =>
    rule.tell(scope).map((telling) => ({ order, finding: findingOf(rule, telling) })),
  );
  findings.sort((a, b) => byKeyFirst(a.finding, b.finding) || a.order - b.order || withinRule(a.finding, b.finding));
  return { access, findings: findings.map(({ finding }) => finding) };
}

function findingOf(rule: Rule, telling: Telling): Finding {
  const { message, places, fix } = telling;
  const { level, verdict, key, grantee, actions, confidence, basis } = telling.judged;
  const { title, url } = telling.source ?? rule.source;
  const identity = { rule: rule.id, level, verdict, key: key.id, grantee, actions };
  return {
    fingerprint: fingerprint(identity),
    ...identity,
    confidence: basis === "trace" ? "inferred" : confidence,
    message,
    plan: key.plan,
    locations: places,
    fix,
    source: { title, url },
  };
}

function byKeyFirst(a: Finding, b: Finding): number {
  return a.plan - b.plan || compare(a.key, b.key);
}

function withinRule(a: Finding, b: Finding): number {
  return (
    compare(a.grantee ?? "", b.grantee ?? "") ||
    compare(b.verdict, a.verdict) ||
    compare(a.level, b.level) ||
    compare(a.actions.join(), b.actions.join())
  );
}
