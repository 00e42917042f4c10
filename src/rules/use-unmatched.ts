import type { DeclaredUse } from "../facts";
import { type Finding, fingerprint, type Level, type RuleId } from "../findings";
import type { RuleWords } from "./define-rule";

/** A declared use whose key no plan has. */
export const useUnmatched: RuleWords = {
  id: "use-unmatched",
  level: "warning",
  title: "a declared use must match a key",
  why: "A use is declared because no plan shows it. If its key is mistyped or renamed, nothing is judged for it, and the run passes as if the use were allowed.",
  fails: `uses:
  - service: personalize
    key: aws_kms_key.no_such_key
    role: aws_iam_role.personalize`,
  passes: `uses:
  - service: personalize
    key: aws_kms_key.data
    role: aws_iam_role.personalize`,
  source: {
    title: "kmsgate, Configuration, Uses (docs/configuration.md)",
    url: "urn:kmsgate:configuration#uses",
    read: "2026-12-01",
    says: "A declared use that matches no key of any plan is reported as a warning.",
  },
};

/** The findings about declared uses that match nothing, in the order of the file. */
export function unmatchedUseFindings(
  uses: readonly DeclaredUse[],
  levels: Readonly<Partial<Record<RuleId, Level>>>,
): readonly Finding[] {
  const { id: rule, source } = useUnmatched;
  return uses.map(({ service, key, role, at }) => {
    const level = levels[rule] ?? useUnmatched.level;
    const identity = { rule, level, verdict: "violated", key, grantee: role, actions: [] } as const;
    return {
      fingerprint: fingerprint(identity),
      ...identity,
      confidence: "certain",
      message: `No plan has the key ${key}, which ${at.file} declares as used by ${service}. Fix the key, or remove the use.`,
      plan: 0,
      locations: [{ address: at.file, attribute: "uses", file: at.file, line: at.line }],
      fix: {},
      source: { title: source.title, url: source.url },
    };
  });
}
