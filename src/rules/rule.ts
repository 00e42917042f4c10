import type { Facts, Key } from "../facts/facts";
import type { Confidence, Location } from "../resolve/infrastructure";
import type { Source } from "../services/service";
import type { Basis } from "../verdict";
import type { KeyAccess, Row } from "./access";
import type { Fix, Level, Profile, RuleId } from "./finding";

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
  readonly access: readonly KeyAccess[];
  /** The rows of all access tables of which there may be something to tell. */
  readonly rows: readonly Row[];
  accessTo(key: Key): KeyAccess;
}

/** The verdict on one subject, as facts; what it says is made of all verdicts that are told together. */
export interface Judged {
  readonly verdict: "violated" | "undecided";
  readonly level: Level;
  /** How sure the use is that makes it matter. */
  readonly confidence: Confidence;
  readonly basis: Basis;
  readonly key: { readonly id: string; readonly plan: number };
  /** Who lacks it: a role's address or ARN, a service principal; `null` where it is about the key itself. */
  readonly grantee: string | null;
  readonly actions: readonly string[];
}

/** What is told in one finding: the subjects that one rule judged alike for one key and one grantee. */
export interface Told<Subject> extends Judged {
  readonly subjects: readonly [Subject, ...Subject[]];
}

/** One kind of subject, and all that a rule does with it. */
export interface Part<Subject> {
  /** What is looked at, without judging it. */
  subjects(scope: Scope): Iterable<Subject>;
  /** The verdict on one subject; `null` where there is nothing to tell. */
  judge(subject: Subject, scope: Scope): Judged | null;
  /** The message of a finding. */
  say(told: Told<Subject>, scope: Scope): string;
  /** Where to look, the place to change first. */
  places(told: Told<Subject>, scope: Scope): readonly Location[];
  fix?(told: Told<Subject>, scope: Scope): Fix;
  /** Where AWS says so, if a subject knows better than the rule. */
  sourceOf?(told: Told<Subject>, scope: Scope): Source;
}

/** How a rule is written; `also`: what it tells besides of subjects of another kind. */
export interface RuleDefinition<Subject> extends RuleWords, Part<Subject> {
  readonly also?: readonly Teller[];
}

/** A verdict with all that is told about it. */
export interface Telling {
  readonly judged: Judged;
  readonly message: string;
  readonly places: readonly Location[];
  readonly fix: Fix;
  readonly source?: Source;
}

/** What a part comes to, whatever its subjects are. */
export type Teller = (scope: Scope) => readonly Telling[];

/** A rule: its words, and the one thing it can do. */
export interface Rule extends RuleWords {
  readonly tell: Teller;
}

/** Makes a rule of its definition: what it judges alike about one key and one grantee is told together. */
export function defineRule<Subject>(definition: RuleDefinition<Subject>): Rule {
  const { id, level, title, why, fails, passes, source, also = [] } = definition;
  const tellers = [definePart(definition), ...also];
  return { id, level, title, why, fails, passes, source, tell: (scope) => tellers.flatMap((tell) => tell(scope)) };
}

/** Makes a part of a rule. */
export function definePart<Subject>(part: Part<Subject>): Teller {
  return (scope) =>
    told(part, scope).map((each): Telling => {
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

function told<Subject>(part: Part<Subject>, scope: Scope): readonly Told<Subject>[] {
  const groups = new Map<string, Told<Subject>>();
  for (const subject of part.subjects(scope)) {
    const verdict = part.judge(subject, scope);
    if (verdict === null) continue;
    const judged = atLevel(verdict, scope);
    const { key, grantee, level } = judged;
    const name = JSON.stringify([key.plan, key.id, grantee, level, judged.verdict]);
    const before = groups.get(name);
    groups.set(name, before === undefined ? { ...judged, subjects: [subject] } : together(before, judged, subject));
  }
  return [...groups.values()].map((each) => ({ ...each, actions: [...new Set(each.actions)].sort() }));
}

function atLevel(judged: Judged, { minConfidence }: Scope): Judged {
  return minConfidence === "certain" && judged.confidence === "inferred" ? { ...judged, level: "note" } : judged;
}

/** A finding is as sure as the least sure of what it says. */
function together<Subject>(before: Told<Subject>, judged: Judged, subject: Subject): Told<Subject> {
  return {
    ...before,
    confidence: before.confidence === "inferred" ? "inferred" : judged.confidence,
    basis: before.basis === "trace" ? "trace" : judged.basis,
    actions: [...before.actions, ...judged.actions],
    subjects: [...before.subjects, subject],
  };
}
