import type { Finding } from "../../../findings";
import { effectOf } from "../../exit-code";
import { type Element, xmlDocument } from "./junit-xml";
import { casesOf, type Case } from "./junit-cases";
import type { Layout } from "../../../print";
import type { Report, ReportPlan } from "../../report";
import type { RunContext } from "../../run-context";
import { bySeverity, label, setAside, sourceSentences, statementText } from "../wording";

/**
 * The report as JUnit XML, as Jenkins' schema has it: a suite for each plan; in it a case for each key and requirement, and one
 * for each other finding. A case says what it does to the exit code, so that no job is green that kmsgate fails: `failure` makes
 * it 1, `error` (undecided: the question could not be answered) makes it 3, or 2 where the plan could not be read. What is found and changes nothing (below
 * `--fail-on`, ignored, in the baseline, undecided where that is let pass) is `skipped`, with its sentence.
 *
 * No times: the same report is the same bytes.
 */
export function renderJunit(report: Report, _layout: Layout, context: RunContext): string {
  const suites = report.plans.map((_, index) => suite(report, index, context));
  const all = suites.flatMap(({ outcomes }) => outcomes);
  return xmlDocument({
    name: "testsuites",
    attributes: { name: "kmsgate", ...numbers(all, ["failures", "errors"]) },
    children: suites.map(({ element }) => element),
  });
}

type Outcome = "failures" | "errors" | "skipped" | "passed";

const elements = { failures: "failure", errors: "error", skipped: "skipped" } as const;

function suite(report: Report, plan: number, context: RunContext): { element: Element; outcomes: readonly Outcome[] } {
  const cases = casesOf(report, plan, context);
  const outcomes = cases.map((each) => outcomeOf(each, context));
  const children = cases.map((each, index) => testcase(each, outcomes[index] ?? "passed", report, context));
  const attributes = { name: context.planPath(report.plans[plan]), id: plan };
  return {
    element: {
      name: "testsuite",
      attributes: { ...attributes, ...numbers(outcomes, ["failures", "errors", "skipped"]) },
      children: [...children, ...systemOut(report.plans[plan])],
    },
    outcomes,
  };
}

function numbers(outcomes: readonly Outcome[], wanted: readonly Outcome[]): Readonly<Record<string, number>> {
  const of = (outcome: Outcome): number => outcomes.filter((each) => each === outcome).length;
  return { tests: outcomes.length, ...Object.fromEntries(wanted.map((each) => [each, of(each)])) };
}

/** What a reader of the suite has to know of the plan's source. */
function systemOut(plan: ReportPlan | undefined): readonly Element[] {
  const sentences = plan === undefined ? [] : sourceSentences(plan);
  return sentences.length === 0 ? [] : [{ name: "system-out", attributes: {}, children: sentences.join("\n") }];
}

function outcomeOf({ findings, skipped, unread }: Case, context: RunContext): Outcome {
  if (unread !== undefined) return "errors";
  const effects = findings.map((finding) => effectOf(finding, context));
  if (effects.includes(1)) return "failures";
  if (effects.includes(3)) return "errors";
  return findings.length > 0 || skipped !== undefined ? "skipped" : "passed";
}

function testcase(each: Case, outcome: Outcome, report: Report, context: RunContext): Element {
  const { classname, name, skipped = "", unread } = each;
  const attributes = { classname, name };
  if (outcome === "passed") return { name: "testcase", attributes };
  if (unread !== undefined) {
    const { error, expected = "" } = unread;
    const children = [{ name: "error", attributes: { type: "plan-is-read", message: error }, children: expected }];
    return { name: "testcase", attributes, children };
  }
  const findings = [...each.findings].sort(bySeverity);
  const [first] = findings;
  const told = {
    type: first === undefined ? "nothing" : (setAside(first)?.word ?? first.rule),
    message: first === undefined ? skipped : messageOf(first),
  };
  const text = findings.map((finding) => details(finding, report, context)).join("\n\n");
  return { name: "testcase", attributes, children: [{ name: elements[outcome], attributes: told, children: text }] };
}

function messageOf(finding: Finding): string {
  return setAside(finding)?.because ?? finding.message;
}

/** A finding with its places and the statement to add. */
function details(finding: Finding, { plans }: Report, context: RunContext): string {
  const { rule, locations, source, plan, using = [] } = finding;
  const aside = setAside(finding);
  const places = locations.map(({ address, attribute, file, line, plan: other }) => {
    const name = `${address}${attribute === undefined ? "" : `.${attribute}`}${other === undefined ? "" : ` in ${context.planPath(plans[other])}`}`;
    return file === undefined ? name : `${name} (${context.sourcePath(file, plans[other ?? plan])}:${line ?? 1})`;
  });
  const add = statementText(finding);
  return [
    `${aside?.word ?? label(finding)}: ${rule}`,
    ...(aside === undefined || aside.because === finding.message ? [] : [aside.because]),
    finding.message,
    ...(places.length === 0 ? [] : [`at ${places.join(", ")}`]),
    ...(using.length === 0 ? [] : [`used by ${using.join(", ")}`]),
    source.url,
    ...(add === undefined || aside !== undefined ? [] : [`add:\n${add}`]),
  ].join("\n");
}
