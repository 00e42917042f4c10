import type { Finding, Level, RuleId } from "../findings/finding";
import { fingerprint } from "../findings/fingerprint";
import { isExpired, type Ignore } from "../findings/ignore";
import type { RuleWords } from "./define-rule";
import { sentences } from "./telling/sentences";

const source = {
  title: "kmsgate, Configuration, Ignores (docs/configuration.md)",
  url: "urn:kmsgate:configuration#ignores",
  read: "2026-11-22",
  says: "An ignore that has expired, and one that matches nothing, are told: neither stays in a file in silence.",
} as const;

/** An ignore whose last day is over. */
export const ignoreExpired: RuleWords = {
  id: "ignore-expired",
  level: "warning",
  title: "an ignore that has expired is to be taken out, or decided anew",
  why: "An ignore with a last day was meant for a while. Once that day is over it sets nothing aside any more, and what it set aside stands again.",
  fails: `ignores:
  - rule: key-policy-grants-role
    key: aws_kms_key.data
    reason: the role moves to another account
    expires: 2020-01-31`,
  passes: `ignores:
  - rule: key-policy-grants-role
    key: aws_kms_key.data
    reason: the role moves to another account
    expires: 2099-12-31`,
  source,
};

/** An ignore that sets nothing aside. */
export const ignoreUnused: RuleWords = {
  id: "ignore-unused",
  level: "warning",
  title: "an ignore must match a finding",
  why: "An ignore that matches nothing is a mistake in its pattern, or what it was written for has been mended: left in the file it would hide the same fault when it comes back.",
  fails: `ignores:
  - rule: key-policy-grants-role
    key: aws_kms_key.no_such_key
    reason: the role moves to another account`,
  passes: `ignores:
  - rule: key-policy-grants-role
    key: aws_kms_key.data
    reason: the role moves to another account`,
  source,
};

/** What is to be told of the ignores themselves, in the order of the file; `used` are those that set something aside. */
export function ignoreFindings(
  ignores: readonly Ignore[],
  given: {
    readonly used: ReadonlySet<Ignore>;
    readonly today: string;
    readonly levels: Readonly<Partial<Record<RuleId, Level>>>;
  },
): readonly Finding[] {
  return ignores.flatMap((ignore) => {
    if (isExpired(ignore, given.today)) return [findingOf(ignore, ignoreExpired, sayExpired(ignore), given.levels)];
    return given.used.has(ignore) ? [] : [findingOf(ignore, ignoreUnused, sayUnused(ignore), given.levels)];
  });
}

function findingOf(
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

function sayExpired(ignore: Ignore): string {
  return sentences(
    `the ignore of ${subject(ignore)} has expired: its last day was ${String(ignore.expires)}`,
    "it sets nothing aside any more: take it out, or decide anew",
  );
}

function sayUnused(ignore: Ignore): string {
  return sentences(`the ignore of ${subject(ignore)} matches no finding`, "take it out, or mend what it names");
}

function subject({ rule, key, grantee, action }: Ignore): string {
  const what = action === undefined ? rule : `${rule} (${action})`;
  return grantee === undefined ? `${what} for ${key}` : `${what} for ${key} and ${grantee}`;
}
