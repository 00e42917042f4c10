import { compare } from "../grouping";
import type { Facts, Key } from "../facts";
import type { Confidence } from "../resolve";
import { accessOf, type Before, type KeyAccess, openRows, type Taking, takingsOf, usesBefore } from "../judging";
import {
  type Finding,
  fingerprint,
  type Ignore,
  inForce,
  isExpired,
  type Level,
  nothingIgnored,
  type Profile,
  type RuleId,
  settingAside,
} from "../findings";
import type { Rule, RuleWords, Scope, Draft } from "./define-rule";
import { ignoreExpired, sayExpired } from "./ignore-expired";
import { ignoreUnused, sayUnused } from "./ignore-unused";
import { rules } from "./all-rules";
import { type FindingsBefore, withSince } from "./since";

/** How facts are to be judged. */
export interface JudgeOptions {
  readonly profile: Profile;
  /** What rests on uses below it is told as a note. */
  readonly minConfidence: Confidence;
  /** Whether the plans' source is at hand, so that nobody is told to pass it. */
  readonly sourceAtHand?: boolean;
  /** The program that makes these plans, for commands that people are told. Default: `terraform`. */
  readonly program?: Scope["program"];
  /** Levels that a team gives rules instead of their own. */
  readonly levels?: Readonly<Partial<Record<RuleId, Level>>>;
  /** What a team has decided to live with. */
  readonly ignores?: readonly Ignore[];
  /** The day by which ignores expire, in UTC: `2026-11-22`. Absent: none has expired. */
  readonly today?: string;
  /** What was there before the plan; absent where the plan changes nothing that access rests on, or nothing was there. */
  readonly before?: Before;
}

/** What the rules have to say. */
export interface Judgement {
  /** The keys that are used, with who may do what. Sorted by plan and id. */
  readonly access: readonly KeyAccess[];
  /** Sorted by plan and key, then in the order of the rules. */
  readonly findings: readonly Finding[];
  /** What the plan takes away. */
  readonly takings: readonly Taking[];
  /** The ignores that set something aside. */
  readonly usedIgnores: readonly Ignore[];
}

const NOTHING_ASKED: Omit<KeyAccess, "key"> = {
  uses: [],
  grantees: [],
  calls: [],
  openCalls: [],
  openExportCalls: [],
  grantedCalls: [],
  sparedCalls: [],
};

/** Judges by all rules. The same facts give the same judgement, in the same order. */
export function judge(facts: Facts, options: JudgeOptions): Judgement {
  const { profile, minConfidence, sourceAtHand = false, levels = {}, ignores = [], today = "" } = options;
  const { program = "terraform", before } = options;
  const setAside = ignores.length === 0 ? nothingIgnored : settingAside(inForce(ignores, today));
  const access = accessOf(facts);
  const byKey = new Map(access.map((each) => [each.key, each]));
  const accessTo = (key: Key): KeyAccess => byKey.get(key) ?? { ...NOTHING_ASKED, key };
  const rows = access.flatMap(({ openCalls }) => openRows(openCalls));
  const given = { profile, minConfidence, sourceAtHand, program, levels };
  const takings = before?.bearsOnAccess === true ? takingsOf(facts, before) : [];
  const compared = before === undefined ? { takings } : { takings, before };
  const scope: Scope = { facts, ...given, setAside, access, rows, accessTo, ...compared };
  const findings = rules.flatMap((rule, order) =>
    rule.findings(scope).map((draft) => ({ order, draft, finding: findingOf(rule, draft) })),
  );
  findings.sort((a, b) => byKeyFirst(a.finding, b.finding) || a.order - b.order || withinRule(a.finding, b.finding));
  const all = findings.map(({ finding }) => finding);
  return {
    access,
    findings: before === undefined ? all : withSince(all, facts, before, () => findingsBefore(facts, before, options)),
    takings,
    usedIgnores: [...new Set(findings.flatMap(({ draft }) => draft.judged.ignoredBy ?? []))],
  };
}

/** The same rules on what was there before, whatever a team ignores. */
function findingsBefore(facts: Facts, before: Before, given: JudgeOptions): FindingsBefore {
  const { profile, minConfidence, levels } = given;
  const options: JudgeOptions = { profile, minConfidence, ...(levels !== undefined && { levels }) };
  const left = before.lastApply();
  const [keys, roles] = [left?.keys ?? [], left?.roles ?? []].map((all) => new Set(all.map(({ id }) => id)));
  const isNewRole = (id: string): boolean => facts.roles.some((role) => role.id === id) && roles?.has(id) !== true;
  return {
    now: judge({ ...before.now, uses: usesBefore(facts, before) }, options).findings,
    lastApply: left === null ? null : judge(left, options).findings,
    thereAtLastApply: ({ key, grantee }) => keys?.has(key) === true && (grantee === null || !isNewRole(grantee)),
  };
}

function findingOf(rule: Rule, draft: Draft): Finding {
  const { message, places, fix } = draft;
  const { level, verdict, key, grantee, actions, confidence, basis, formerly, ignoredBy } = draft.judged;
  const { title, url } = draft.source ?? rule.source;
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
    ...(formerly !== undefined && { formerly: [...new Set(formerly)].sort() }),
    ...ignoredOf(rule, ignoredBy),
  };
}

function ignoredOf(rule: Rule, by: readonly Ignore[] | undefined): Pick<Finding, "ignored" | "held_as"> {
  const [first] = by ?? [];
  if (first === undefined) return {};
  const { reason, expires } = first;
  return {
    ignored: { reason, ...(expires !== undefined && { expires }) },
    ...(first.rule !== rule.id && { held_as: first.rule }),
  };
}

/** What is to be told of the ignores themselves, in the order of the file; `used` are those that set something aside. */
export function judgeIgnores(
  ignores: readonly Ignore[],
  given: {
    readonly used: ReadonlySet<Ignore>;
    readonly today: string;
    readonly levels: Readonly<Partial<Record<RuleId, Level>>>;
  },
): readonly Finding[] {
  return ignores.flatMap((ignore) => {
    if (isExpired(ignore, given.today)) return [findingAbout(ignore, ignoreExpired, sayExpired(ignore), given.levels)];
    return given.used.has(ignore) ? [] : [findingAbout(ignore, ignoreUnused, sayUnused(ignore), given.levels)];
  });
}

function findingAbout(
  { key, grantee, action, at }: Ignore,
  rule: RuleWords,
  message: string,
  levels: Readonly<Partial<Record<RuleId, Level>>>,
): Finding {
  const { title, url } = rule.source;
  const actions = action === undefined ? [] : [action];
  const level = levels[rule.id] ?? rule.level;
  const identity = { rule: rule.id, level, verdict: "violated", key, grantee: grantee ?? null, actions } as const;
  return {
    fingerprint: fingerprint(identity),
    ...identity,
    confidence: "certain",
    message,
    plan: 0,
    locations: [{ address: at.file, attribute: "ignores", file: at.file, line: at.line }],
    fix: {},
    source: { title, url },
  };
}

/** Findings of all kinds in the order of a report: by plan and key; of one key, as they are given. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(byKeyFirst);
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
