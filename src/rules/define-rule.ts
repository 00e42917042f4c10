import type { Facts, Key } from "../facts";
import type { Confidence, Location } from "../resolve";
import type { Source } from "../services";
import type { Before, KeyAccess, Row, Taking } from "../judging";
import type { Fix, Judged, JudgingRuleId, Level, Profile, RuleId, SetAside } from "../findings";

/** What a rule says of itself: for `kmsgate explain` and for the documentation. */
export interface RuleWords {
  readonly id: RuleId;
  /** The gravest level it tells at. */
  readonly level: Level;
  /** What must hold, as half a sentence without a capital. */
  readonly title: string;
  readonly why: string;
  /** A policy (or resource) that breaks the rule; the tests run it. */
  readonly fails: string;
  /** One that keeps it. */
  readonly passes: string;
  readonly source: Source;
}

/** What the rules read: the facts, and who may do what with which key, both computed once. */
export interface Scope {
  readonly facts: Facts;
  readonly profile: Profile;
  /** What rests on uses below it is told as a note. */
  readonly minConfidence: Confidence;
  /** Whether the configuration's source is at hand already, so that nobody is told to pass it. */
  readonly sourceAtHand: boolean;
  /** The program that makes these plans: its name in commands that people are told. */
  readonly program: "terraform" | "tofu";
  /** The levels that a team gives rules instead of their own. */
  readonly levels: Readonly<Partial<Record<RuleId, Level>>>;
  /** What is set aside of what is judged. */
  readonly setAside: SetAside;
  readonly access: readonly KeyAccess[];
  /** The rows of all access tables that do not get through, or not by what AWS documents. */
  readonly rows: readonly Row[];
  accessTo(key: Key): KeyAccess;
  /** What was there before the plan; absent where nothing changes that access rests on. */
  readonly before?: Before;
  /** What the plan takes away. */
  readonly takings: readonly Taking[];
}

/** What is told in one finding: the subjects that one rule judged alike for one key and one grantee. */
export interface Group<Subject> extends Judged {
  readonly subjects: readonly [Subject, ...Subject[]];
}

/** One kind of subject, and all that a rule does with it. */
export interface Part<Subject> {
  /** What is looked at, without judging it. */
  subjects(scope: Scope): Iterable<Subject>;
  /** The verdict on one subject; `null` where the rule has nothing against it. */
  judge(subject: Subject, scope: Scope): Judged | null;
  /** The message of a finding. */
  say(group: Group<Subject>, scope: Scope): string;
  /** Where to look, the place to change first. */
  places(group: Group<Subject>, scope: Scope): readonly Location[];
  fix?(group: Group<Subject>, scope: Scope): Fix;
  /** Where AWS says so, if a subject knows better than the rule. */
  sourceOf?(group: Group<Subject>, scope: Scope): Source;
}

/** How a rule is written; `also`: what it tells besides of subjects of another kind. */
export interface RuleDefinition<Subject> extends RuleWords, Part<Subject> {
  readonly id: JudgingRuleId;
  readonly also?: readonly Drafter[];
}

/** A verdict with all that is told about it. */
export interface Draft {
  readonly judged: Judged;
  readonly message: string;
  readonly places: readonly Location[];
  readonly fix: Fix;
  readonly source?: Source;
}

/** Drafts the findings of a part, whatever its subjects are. */
export type Drafter = (scope: Scope, rule: Pick<RuleWords, "id" | "level">) => readonly Draft[];

/** A rule: its words, and the findings it drafts. */
export interface Rule extends RuleWords {
  readonly id: JudgingRuleId;
  readonly findings: (scope: Scope) => readonly Draft[];
}

/** Makes a rule of its definition. Subjects that it judges alike for one key and one grantee become one finding. */
export function defineRule<Subject>(definition: RuleDefinition<Subject>): Rule {
  const { id, level, title, why, fails, passes, source, also = [] } = definition;
  const drafters = [definePart(definition), ...also];
  const words = { id, level, title, why, fails, passes, source };
  return { ...words, findings: (scope) => drafters.flatMap((draft) => draft(scope, words)) };
}

/** Makes a part of a rule. */
export function definePart<Subject>(part: Part<Subject>): Drafter {
  return (scope, rule) =>
    groupsOf(part, scope, rule).map((each): Draft => {
      const source = part.sourceOf?.(each, scope);
      return {
        judged: each,
        message: part.say(each, scope),
        places: part.places(each, scope),
        fix: part.fix?.(each, scope) ?? {},
        ...(source !== undefined && { source }),
      };
    });
}

type OfRule = Parameters<Drafter>[1];

function groupsOf<Subject>(part: Part<Subject>, scope: Scope, rule: OfRule): readonly Group<Subject>[] {
  const groups = new Map<string, Group<Subject>>();
  for (const subject of part.subjects(scope)) {
    const verdict = part.judge(subject, scope);
    if (verdict === null) continue;
    for (const judged of scope.setAside(atLevel(verdict, scope, rule), rule.id)) {
      const { key, grantee, level, ignoredBy } = judged;
      const { reason, expires } = ignoredBy?.[0] ?? {};
      const name = JSON.stringify([key.plan, key.id, grantee, level, judged.verdict, reason, expires]);
      const before = groups.get(name);
      groups.set(name, before === undefined ? { ...judged, subjects: [subject] } : together(before, judged, subject));
    }
  }
  return [...groups.values()].map((each) => ({ ...each, actions: [...new Set(each.actions)].sort() }));
}

function atLevel(judged: Judged, { minConfidence, levels }: Scope, rule: OfRule): Judged {
  if (minConfidence === "certain" && judged.confidence === "inferred") return { ...judged, level: "note" };
  const given = levels[rule.id];
  return given === undefined ? judged : { ...judged, level: levelGiven(judged.level, rule.level, given) };
}

const gravity = { error: 2, warning: 1, note: 0 } as const satisfies Record<Level, number>;

/** A configured level replaces the rule's own level. A milder finding of the rule is never made graver. */
function levelGiven(level: Level, own: Level, given: Level): Level {
  return level === own || gravity[given] < gravity[level] ? given : level;
}

/** Adds a subject to a group. The finding is only as sure as its least sure subject. */
function together<Subject>(before: Group<Subject>, judged: Judged, subject: Subject): Group<Subject> {
  return {
    ...before,
    confidence: before.confidence === "inferred" ? "inferred" : judged.confidence,
    basis: before.basis === "trace" ? "trace" : judged.basis,
    actions: [...before.actions, ...judged.actions],
    subjects: [...before.subjects, subject],
    ...(judged.formerly !== undefined && { formerly: [...(before.formerly ?? []), ...judged.formerly] }),
    ...(judged.ignoredBy !== undefined && {
      ignoredBy: [...new Set([...(before.ignoredBy ?? []), ...judged.ignoredBy])],
    }),
  };
}
