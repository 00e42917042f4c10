import type { Finding } from "../../../findings/finding";
import { effectOf } from "../../exit-code";
import { type Element, xmlDocument } from "./junit-xml";
import { casesOf, type Case } from "./junit-cases";
import type { Layout } from "../../../print/layout";
import type { Report } from "../../report";
import type { RunContext } from "../../run-context";
import { byGravity, label, setAside } from "../text/text-finding";

/**
 * The report as JUnit XML, as Jenkins' schema has it: a suite for each plan; in it a case for each key and requirement, and one
 * for each other finding. A case says what it does to the exit code, so that no job is green that kmsgate fails: `failure` makes
 * it 1, `error` (undecided: the question could not be answered) makes it 3. What is found and changes nothing (below
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
  const cases = casesOf(report, plan);
  const outcomes = cases.map((each) => outcomeOf(each, context));
  const children = cases.map((each, index) => testcase(each, outcomes[index] ?? "passed", report, context));
  const attributes = { name: context.planPath(report.plans[plan]), id: plan };
  return {
    element: {
      name: "testsuite",
      attributes: { ...attributes, ...numbers(outcomes, ["failures", "errors", "skipped"]) },
      children,
    },
    outcomes,
  };
}

function numbers(outcomes: readonly Outcome[], wanted: readonly Outcome[]): Readonly<Record<string, number>> {
  const of = (outcome: Outcome): number => outcomes.filter((each) => each === outcome).length;
  return { tests: outcomes.length, ...Object.fromEntries(wanted.map((each) => [each, of(each)])) };
}

function outcomeOf({ findings, skipped }: Case, context: RunContext): Outcome {
  const effects = findings.map((finding) => effectOf(finding, context));
  if (effects.includes(1)) return "failures";
  if (effects.includes(3)) return "errors";
  return findings.length > 0 || skipped !== undefined ? "skipped" : "passed";
}

function testcase(each: Case, outcome: Outcome, report: Report, context: RunContext): Element {
  const { classname, name, skipped = "" } = each;
  const attributes = { classname, name };
  if (outcome === "passed") return { name: "testcase", attributes };
  const findings = [...each.findings].sort(byGravity);
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
  const { rule, locations, fix, source, plan } = finding;
  const aside = setAside(finding);
  const places = locations.map(({ address, attribute, file, line, plan: other }) => {
    const name = `${address}${attribute === undefined ? "" : `.${attribute}`}${other === undefined ? "" : ` in ${context.planPath(plans[other])}`}`;
    return file === undefined ? name : `${name} (${context.sourcePath(file, plans[other ?? plan])}:${line ?? 1})`;
  });
  const add = fix.hcl ?? (fix.statement && JSON.stringify(fix.statement, null, 2));
  return [
    `${aside?.word ?? label(finding)}: ${rule}`,
    ...(aside === undefined || aside.because === finding.message ? [] : [aside.because]),
    finding.message,
    ...(places.length === 0 ? [] : [`at ${places.join(", ")}`]),
    source.url,
    ...(add === undefined || aside !== undefined ? [] : [`add:\n${add}`]),
  ].join("\n");
}
