import { planOf, withoutPlans } from "../resolve";
import { type Finding, fingerprint } from "../findings";
import type { Report } from "./report";

/**
 * The report of joined plans as people read it: each address as its own plan has it, with that plan's index beside it where it
 * is another's than the key's. In sentences, the path of the other plan stands before it: `product.json:aws_iam_role.r`.
 */
export function reportWithoutPlans(report: Report, paths: readonly string[]): Report {
  return {
    ...report,
    keys: report.keys.map((key) => cleaned(key, key.plan, paths)),
    ...(report.not_judged !== undefined && {
      not_judged: report.not_judged.map((key) => cleaned(key, key.plan, paths)),
    }),
    unlinked: report.unlinked.map((each) => cleaned(each, undefined, paths)),
    findings: report.findings.map((each): Finding => {
      const finding = cleaned(each, each.plan, paths);
      const of = each.grantee === null ? undefined : planOf(each.grantee);
      const foreign = of !== undefined && of !== each.plan;
      // What makes a finding the same is what stands in its own plan.
      return { ...finding, fingerprint: fingerprint(finding), ...(foreign && { grantee_plan: of }) };
    }),
  };
}

/** Plans as sentences name them: by their paths, without the folders of the machine that all of them are in. */
export function toldPaths(plans: readonly { readonly path: string }[]): readonly string[] {
  const paths = plans.map(({ path }) => path);
  if (!paths.some((path) => /^(?:[\\/]|[A-Za-z]:)/.test(path))) return paths;
  const parts = paths.map((path) => path.split(/[\\/]/));
  const [first = []] = parts;
  const shortest = Math.min(...parts.map(({ length }) => length)) - 1;
  const apart = first.findIndex((part, at) => at >= shortest || !parts.every((each) => each[at] === part));
  return parts.map((each) => each.slice(Math.max(apart, 0)).join("/"));
}

/** A sentence that tells of which plan each address is. */
export function sentenceWithoutPlans(sentence: string, home: number | undefined, paths: readonly string[]): string {
  return withoutPlans(sentence, (plan) => (plan === home ? "" : `${paths[plan] ?? ""}:`));
}

const SENTENCES = new Set(["message", "because"]);

function cleaned<Part>(part: Part, home: number | undefined, paths: readonly string[]): Part {
  const clean = (value: unknown, name: string): unknown => {
    if (typeof value === "string")
      return SENTENCES.has(name) ? sentenceWithoutPlans(value, home, paths) : withoutPlans(value);
    if (Array.isArray(value)) return value.map((each) => clean(each, name));
    if (typeof value !== "object" || value === null) return value;
    const found = Object.entries(value).map(([key, each]) => [key, clean(each, key)] as const);
    const { address, using } = value as { readonly address?: unknown; readonly using?: unknown };
    const foreign = (name: unknown): number | undefined => {
      const plan = typeof name === "string" ? planOf(name) : undefined;
      return plan === home ? undefined : plan;
    };
    const [plan, usingPlan] = ["plan" in value ? undefined : foreign(address), foreign(using)];
    return {
      ...Object.fromEntries(found),
      ...(plan !== undefined && { plan }),
      ...(usingPlan !== undefined && { using_plan: usingPlan }),
    };
  };
  return clean(part, "") as Part;
}
