import type { Finding } from "../../../findings";
import { allRules } from "../../../rules";
import { identities } from "../../identity";
import { writeJson } from "../json";
import type { Layout } from "../../../print";
import { fenced, sentenceMarkdown } from "../markdown";
import type { Report } from "../../report";
import type { RunContext } from "../../run-context";
import { artifactOf, locationsOf, logicalLocation, planLocation } from "./sarif-locations";
import { ruleDescriptor } from "./sarif-rules";
import { keysNotJudged, notJudgedSentence } from "../use-words";
import { planSentences, statementText, unreadSentence } from "../wording";

/**
 * The report as SARIF 2.1.0 (OASIS), one run over all plans, made for what GitHub's code scanning reads.
 *
 * It has no `automationDetails`: where a run names its category itself, GitHub's upload action does not apply the one that
 * its user gives, and nobody could tell two uploads of one commit apart.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
export function renderSarif(report: Report, _layout: Layout, context: RunContext): string {
  const { name, version, catalogue } = report.tool;
  return writeJson({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name,
            version,
            semanticVersion: version,
            rules: allRules.map(ruleDescriptor),
            properties: { catalogue },
          },
        },
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
        invocations: [
          {
            executionSuccessful: report.summary.verdict !== "error",
            toolExecutionNotifications: notifications(report, context),
          },
        ],
        artifacts: report.plans.map((plan) => artifactOf(plan, context)),
        columnKind: "utf16CodeUnits",
        results: results(report, context),
        properties: { profile: report.profile, summary: report.summary, ...usersNotJudged(report) },
      },
    ],
  });
}

/** What a reader has to know besides the findings: unreadable plans, what plans do not show, roles and keys without a use. */
function notifications(report: Report, context: RunContext): readonly object[] {
  const { plans, unlinked } = report;
  return [
    ...plans.flatMap((plan, index) => {
      if (plan.error === undefined) return [];
      const { path, expected } = plan;
      const text = `${path} ${unreadSentence(plan)}${expected === undefined ? "" : `\n${expected}`}`;
      return [{ level: "error", message: { text }, locations: [planLocation(plan, index, context)] }];
    }),
    ...plans.flatMap((plan) =>
      planSentences(plan).map((sentence) => ({ level: "note", message: { text: `${plan.path}: ${sentence}` } })),
    ),
    ...keysNotJudged(report).map((key) => ({
      level: "note",
      message: { text: `${key.id}: ${notJudgedSentence(key, (plan) => context.planPath(plans[plan]))}` },
      locations: [{ logicalLocations: [logicalLocation(key.id)] }],
    })),
    ...unlinked.map(({ address, because }) => ({
      level: "note",
      message: { text: `${address}: ${because}` },
      locations: [{ logicalLocations: [logicalLocation(address)] }],
    })),
  ];
}

/** The keys that nobody judged, and the users of the others that nobody judges; nothing where there are none. */
function usersNotJudged({ keys, not_judged: notJudged }: Report): object {
  const others = keys.flatMap(({ id, plan, other_users: users }) => (users === undefined ? [] : [{ id, plan, users }]));
  return {
    ...(others.length > 0 && { other_users: others }),
    ...(notJudged !== undefined && { not_judged: notJudged }),
  };
}

/** SARIF wants `suppressions` and `baselineState` on all results of a run or on none (3.27.23 and 3.27.24). */
function results(report: Report, context: RunContext): readonly object[] {
  const { findings } = report;
  const suppressed = findings.some(({ ignored }) => ignored !== undefined);
  const byBaseline = report.baseline !== undefined || findings.some(({ baseline }) => baseline === true);
  const compared = byBaseline || findings.some(({ since }) => since !== undefined);
  const identityOf = identities(report);
  return findings.map((finding) => ({
    ruleId: finding.rule,
    ...ruleIndex(finding),
    ...gravity(finding),
    message: messageOf(finding),
    ...locationsOf(finding, report, context),
    // The only fingerprint that GitHub's code scanning compares is the first.
    partialFingerprints: {
      primaryLocationLineHash: identityOf.get(finding),
      "kmsgate/v1": finding.fingerprint,
    },
    ...(suppressed && { suppressions: suppressions(finding) }),
    ...(compared && { baselineState: isUnchanged(finding, byBaseline) ? "unchanged" : "new" }),
    properties: properties(finding),
  }));
}

/** Compared with the baseline; without one, with what was there before the plan. */
function isUnchanged({ baseline, since, folded }: Finding, byBaseline: boolean): boolean {
  return baseline === true || folded === true || (!byBaseline && since === "existing");
}

function ruleIndex({ rule }: Finding): object {
  const index = allRules.findIndex(({ id }) => id === rule);
  return index < 0 ? {} : { ruleIndex: index };
}

/** What is undecided waits for a person's review, and SARIF gives a level to nothing but failures (3.27.10). */
function gravity({ verdict, level }: Finding): object {
  return verdict === "undecided" ? { kind: "review", level: "none" } : { kind: "fail", level };
}

/** The sentence; as Markdown with the statement to add. */
function messageOf(finding: Finding): object {
  const { message, fix } = finding;
  const statement = statementText(finding);
  if (statement === undefined) return { text: message };
  const language = fix.hcl === undefined ? "json" : "hcl";
  return { text: message, markdown: `${sentenceMarkdown(message)}\n\nAdd:\n\n${fenced(statement, language)}` };
}

function suppressions({ ignored }: Finding): readonly object[] {
  if (ignored === undefined) return [];
  const { reason, expires } = ignored;
  return [
    {
      kind: "external",
      status: "accepted",
      justification: reason,
      ...(expires !== undefined && { properties: { expires } }),
    },
  ];
}

function properties(finding: Finding): object {
  const { level, confidence, key, grantee, actions, fix, source, using, failure, since } = finding;
  return {
    level,
    confidence,
    key,
    grantee,
    actions,
    fix,
    source,
    ...(using !== undefined && { using }),
    ...(failure !== undefined && { failure }),
    ...(since !== undefined && { since }),
  };
}
