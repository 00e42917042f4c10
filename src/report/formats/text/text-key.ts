import type { Origin } from "../../../resolve";
import type { Finding } from "../../../findings";
import { paint, printable, wrap, type Layout, type Tone } from "../../../print";
import type { OtherUser, Report, ReportKey } from "../../report";
import { serviceTitle } from "../../service-title";
import { firstOf, type Named, usersByService, usesByService, type UsesOfService } from "../use-words";
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
    ...usesByService(key.uses).flatMap((use) => useLines(use, report, layout)),
    ...policyLines(key, layout),
    ...otherUserLines(key.other_users ?? [], report.plans, layout),
    ...findingsLines(findings, layout, report.plans),
  ];
}

function useLines(uses: UsesOfService, report: Report, layout: Layout): string[] {
  const { service, operations, using, confidence, evidence } = uses;
  const title = serviceTitle(service, report);
  const write = nameIn(report.plans);
  const doing = operations === null ? "operations not known" : operations.join(", ");
  const where = using.length === 0 ? "" : ` for ${firstOf(using, write)}`;
  const known = confidence === "certain" ? "known" : "inferred";
  // Of a single use all evidence counts; of many, as much as there are resources named.
  const places = using.length > 1 ? firstOf(evidence, write) : evidence.map(write).join(", ");
  return [
    ...wrap(`used by ${title} (${doing})${where}${through(uses, report)}`, "  ", layout, "  "),
    ...wrap(`${known} from ${places}`, "    ", layout, "  "),
  ];
}

function through({ role, withoutRole }: UsesOfService, { plans }: Report): string {
  if (withoutRole) return "";
  if (role === null) return " through a role that is not known";
  return ` through ${inOtherPlan(role.plan, plans)}${role.address ?? role.arn ?? "a role whose ARN is not known"}`;
}

/** The users of a key that no service of the catalogue covers, a service a line. */
export function otherUserLines(users: readonly OtherUser[], plans: Report["plans"], layout: Layout): string[] {
  return usersByService(users).flatMap(({ service, names }) => {
    const title = service === undefined ? "" : ` (${service})`;
    return wrap(`also named by ${firstOf(names, nameIn(plans))}${title}: not judged`, "  ", layout, "  ");
  });
}

function nameIn(plans: Report["plans"]): (named: Named) => string {
  return ({ name, plan }) => inOtherPlan(plan, plans) + name;
}

function policyLines({ policy }: ReportKey, layout: Layout): string[] {
  const because = policy.because === undefined ? "" : ` (${policy.because})`;
  return wrap(`key policy: ${origins[policy.origin]}${because}`, "  ", layout, "  ");
}
