import type { Level } from "../../../findings";
import type { RuleWords } from "../../../rules";
import { ruleHelp, ruleText, sentence } from "../../../print";

/** GitHub's words for the severity of a rule's alerts. */
const severities = { error: "error", warning: "warning", note: "recommendation" } as const satisfies Record<
  Level,
  string
>;

/** A rule as SARIF describes it, with what GitHub's code scanning shows beside an alert. */
export function ruleDescriptor(rule: RuleWords): object {
  const { id, level, title, why, source } = rule;
  return {
    id,
    name: id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: sentence(title) },
    fullDescription: { text: sentence(why) },
    help: { text: ruleText(rule, { colour: false, width: 100 }), markdown: ruleHelp(rule) },
    helpUri: source.url,
    defaultConfiguration: { level },
    // kmsgate reports what it cannot decide as undecided and never guesses, so its alerts are true.
    properties: { tags: ["aws", "kms", "terraform"], precision: "very-high", "problem.severity": severities[level] },
  };
}
