import type { Facts } from "../facts";
import type { Finding, Level } from "../findings";
import type { Before } from "../judging";

/** The findings of the same rules about what was there before, when the plan was made and when the last one was applied. */
export interface FindingsBefore {
  readonly now: readonly Finding[];
  /** `null` where nobody changed anything since. */
  readonly lastApply: readonly Finding[] | null;
  /** Of the last apply: the keys and roles that were there. */
  readonly thereAtLastApply: (finding: Finding) => boolean;
}

/**
 * Marks what a plan introduces and what is there already. Of one that is there already, the message adds where somebody took
 * the access away outside Terraform.
 */
export function withSince(
  findings: readonly Finding[],
  facts: Facts,
  before: Before,
  found: () => FindingsBefore,
): Finding[] {
  if (findings.length === 0) return [];
  const made = new Set(
    facts.keys
      .filter(({ resource }) => resource?.change === "create" || resource?.change === "replace")
      .map(({ plan, id }) => `${String(plan)} ${id}`),
  );
  let known: KnownBefore | undefined;
  const was = (): KnownBefore => {
    if (known !== undefined) return known;
    const { now, lastApply, thereAtLastApply } = found();
    known = { now: knownIn(now), last: lastApply === null ? null : knownIn(lastApply), thereAtLastApply };
    return known;
  };
  return findings.map((finding): Finding => {
    const isNew = finding.rule === "access-is-not-revoked" || made.has(`${String(finding.plan)} ${finding.key}`);
    if (isNew) return { ...finding, since: "introduced" };
    if (before.changesAnything && !isKnown(finding, was().now)) return { ...finding, since: "introduced" };
    return takenByHand(finding, before, was)
      ? { ...finding, message: `${finding.message} ${BY_HAND}`, since: "existing" }
      : { ...finding, since: "existing" };
  });
}

const BY_HAND = "Since the last apply somebody took it away outside Terraform.";

/** The last apply left it right. */
function takenByHand(finding: Finding, { lastApply }: Before, was: () => KnownBefore): boolean {
  if (finding.verdict !== "violated" || finding.grantee === null || lastApply() === null) return false;
  const { last, thereAtLastApply } = was();
  return last !== null && thereAtLastApply(finding) && !isKnown(finding, last);
}

/** What was found before; judged once, when it is first asked for. */
interface KnownBefore extends Pick<FindingsBefore, "thereAtLastApply"> {
  readonly now: Known;
  readonly last: Known | null;
}

/** By rule, key, grantee and action: how grave it was. */
type Known = ReadonlyMap<string, number>;

function knownIn(findings: readonly Finding[]): Known {
  const found = new Map<string, number>();
  for (const finding of findings) {
    for (const name of namesOf(finding)) found.set(name, Math.max(found.get(name) ?? 0, gravity(finding)));
  }
  return found;
}

/** Whether all of it was known before, and as grave. */
function isKnown(finding: Finding, known: Known): boolean {
  return namesOf(finding).every((name) => (known.get(name) ?? 0) >= gravity(finding));
}

function namesOf({ rule, plan, key, grantee, actions }: Finding): readonly string[] {
  return (actions.length === 0 ? [""] : actions).map((action) => JSON.stringify([rule, plan, key, grantee, action]));
}

const LEVELS: Readonly<Record<Level, number>> = { note: 1, warning: 3, error: 5 };

/** What is violated is graver than what may be. */
function gravity({ level, verdict }: Finding): number {
  return LEVELS[level] + (verdict === "violated" ? 1 : 0);
}
