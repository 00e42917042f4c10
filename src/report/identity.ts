import { createHash } from "node:crypto";

import type { Finding } from "../findings";
import type { Report } from "./report";

/**
 * An identity for each finding, unique in the report and the same in every run: its fingerprint and, in a report of several
 * plans, the plan. Platforms show only one of two findings with the same identity.
 */
export function identities({ plans, findings }: Report): ReadonlyMap<Finding, string> {
  const seen = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const { fingerprint, plan, grantee_plan } = finding;
      const paths = [plan, ...(grantee_plan === undefined ? [] : [grantee_plan])].map(
        (each) => plans[each]?.path ?? "",
      );
      const own = plans.length < 2 ? fingerprint : hash(JSON.stringify([fingerprint, ...paths]));
      const before = seen.get(own) ?? 0;
      seen.set(own, before + 1);
      return [finding, before === 0 ? own : `${own}-${before + 1}`];
    }),
  );
}

/** What identifies a fact about a plan, the same in every run. */
export function identityOfPlan(path: string, ...about: readonly string[]): string {
  return hash(JSON.stringify([path, ...about]));
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
