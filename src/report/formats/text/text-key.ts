import type { Origin } from "../../../resolve";
import type { Finding } from "../../../findings";
import { paint, printable, wrap, type Layout, type Tone } from "../../../print";
import type { OtherUser, Report, ReportKey, ReportUse } from "../../report";
import { serviceTitle } from "../../service-title";
import { findingsLines, inOtherPlan } from "./text-finding";

const verdicts = {
  pass: ["PASS", "good"],
  fail: ["FAIL", "bad"],
  undecided: ["UNDECIDED", "unsure"],
} as const satisfies Record<ReportKey["verdict"], readonly [string, Tone]>;

const origins = {
  plan: "as the plan shows it",
  default: "none is set, so AWS's default, which lets the account root do everything",
  "policy-document": "from the aws_iam_policy_document that the plan reads later",
  configuration: "from the plan's configuration",
  source: "recovered from the source",
  outside: "outside the plan",
  unknown: "not known",
} as const satisfies Record<Origin, string>;

/** A key as text: its verdict, its policy, who uses it and how that is known, then its findings. */
export function keyLines(key: ReportKey, findings: readonly Finding[], report: Report, layout: Layout): string[] {
  const [word, tone] = verdicts[key.verdict];
  const where = report.plans.length > 1 ? ` in ${report.plans[key.plan]?.path ?? ""}` : "";
  const outside = key.address === null && key.policy.origin === "outside" ? " (not in the plan)" : "";
  return [
    `${paint(word, tone, layout)}  ${paint(printable(key.id), "strong", layout)}${outside}${printable(where)}`,
    ...key.uses.flatMap((use) => useLines(use, report, layout)),
    ...policyLines(key, layout),
    ...otherUserLines(key.other_users ?? [], report.plans, layout),
    ...findingsLines(findings, layout, report.plans),
  ];
}

function useLines(
  { service, operations, role, confidence, evidence }: ReportUse,
  report: Report,
  layout: Layout,
): string[] {
  const title = serviceTitle(service, report);
  const through =
    role === null
      ? "a role that is not known"
      : inOtherPlan(role.plan, report.plans) + (role.address ?? role.arn ?? "a role whose ARN is not known");
  const doing = operations === null ? "operations not known" : operations.join(", ");
  const known = confidence === "certain" ? "known" : "inferred";
  const places = evidence
    .map(({ address, attribute, plan }) => `${inOtherPlan(plan, report.plans)}${address}.${attribute}`)
    .join(", ");
  return [
    ...wrap(`used by ${title} (${doing}) through ${through}`, "  ", layout, "  "),
    ...wrap(`${known} from ${places}`, "    ", layout, "  "),
  ];
}

/** The users of a key that no service of the catalogue covers, one a line. */
export function otherUserLines(users: readonly OtherUser[], plans: Report["plans"], layout: Layout): string[] {
  return users.flatMap(({ address, attribute, service, plan }) => {
    const title = service === undefined ? "" : ` (${service})`;
    const place = `${inOtherPlan(plan, plans)}${address}.${attribute}`;
    return wrap(`also named by ${place}${title}: not judged`, "  ", layout, "  ");
  });
}

function policyLines({ policy }: ReportKey, layout: Layout): string[] {
  const because = policy.because === undefined ? "" : ` (${policy.because})`;
  return wrap(`key policy: ${origins[policy.origin]}${because}`, "  ", layout, "  ");
}
