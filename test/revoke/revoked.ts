import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { check } from "../../src/pipeline/check";
import type { CheckOptions } from "../../src/pipeline/options";
import type { Finding } from "../../src/findings";
import type { Report } from "../../src/report";

/** Plans that real Terraform made of a configuration that was applied before: `before/` is what stood. */
export const FIXTURES = join(__dirname, "../fixtures/revoke");

export const fixtures = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** What a plan does to the access that a service had: reasoned from AWS's text. */
export interface Expectation {
  readonly access_is_not_revoked: "revoked" | "unknown" | "note" | "silent" | "other-rule";
  readonly rule?: string;
  readonly actions?: readonly string[];
}

export function expectationOf(name: string): Expectation {
  return JSON.parse(readFileSync(join(FIXTURES, name, "expect.json"), "utf8")) as Expectation;
}

export async function reportOf(path: string, options: Partial<CheckOptions> = {}): Promise<Report> {
  const { report } = await check({
    inputs: [{ path }],
    profile: "documented",
    minConfidence: "inferred",
    declaredUses: [],
    account: "111122223333",
    ...options,
  });
  return report;
}

/** The report of plan JSON that a test has changed. */
export async function reportOfJson(document: unknown, options: Partial<CheckOptions> = {}): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-revoke-"));
  try {
    const path = join(folder, "plan.json");
    writeFileSync(path, JSON.stringify(document));
    return await reportOf(path, options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the rule says of a plan, and of which actions. */
export function outcomeOf({ findings }: Report): { readonly says: string; readonly actions: readonly string[] } {
  const own = findings.filter(({ rule }) => rule === "access-is-not-revoked");
  const violated = own.filter(({ verdict }) => verdict === "violated");
  const of = (all: readonly Finding[]): readonly string[] => [...new Set(all.flatMap(({ actions }) => actions))].sort();
  const errors = violated.filter(({ level }) => level === "error");
  if (errors.length > 0) return { says: "revoked", actions: of(errors) };
  const open = own.filter(({ verdict }) => verdict === "undecided");
  if (open.length > 0) return { says: "unknown", actions: of(open) };
  return violated.length > 0 ? { says: "note", actions: of(violated) } : { says: "silent", actions: [] };
}

/** The parts of plan JSON that tests change. */
export interface Document {
  resource_changes: {
    readonly address: string;
    change: { actions: string[]; before: Values | null; after: Values | null; after_unknown?: unknown };
  }[];
  resource_drift?: { readonly address: string; change: { before: Values | null; after: Values | null } }[];
}

type Values = Record<string, unknown>;

export function documentOf(name: string): Document {
  return JSON.parse(readFileSync(join(FIXTURES, name, "plan.json"), "utf8")) as Document;
}

/** A stored plan, with the change of one resource changed. */
export function changed(
  name: string,
  address: string,
  change: (of: Document["resource_changes"][number]) => void,
): Document {
  const document = documentOf(name);
  const found = document.resource_changes.find((each) => each.address === address);
  if (found === undefined) throw new Error(`${name} has no ${address}`);
  change(found);
  return document;
}
