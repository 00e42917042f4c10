/**
 * Reads every file of the corpus, real plans that stand outside this project, and checks that each is taken for what its
 * lists (`index.csv`, `odd.csv`, `binary.csv`, `newer.csv`) say it is. `npm run corpus` prints the counts; exit code 1 where
 * one is not. Saved plans of `newer.csv` are read and shown, too.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { classify } from "../src/input/classify";
import { attribute, planFromJson, type Plan } from "../src/plan";
import { readSavedPlan, savedPlanToJson } from "../src/planfile";

/** Where the corpus is looked for. */
export const CORPUS = resolve(__dirname, "../../shared/plans");

/** What came of the corpus: files by list and kind, resources read, and what went wrong (file and reason). */
export interface CorpusResult {
  readonly counts: ReadonlyMap<string, number>;
  readonly resources: number;
  readonly mistakes: readonly string[];
}

/** The kind that each category of `odd.csv` is to be taken for. */
const ODD: Readonly<Record<string, string>> = {
  encoding: "plan",
  "wrapper-noise": "plan",
  mnptu: "plan",
  "state-json": "state",
  tfstate: "state-file",
  "plan-json-stream": "plan-log",
  "no-format-version": "partial-plan",
  partial: "partial-plan",
  wrapped: "wrapped-plan",
  text: "human-readable",
  "tfc-redacted": "redacted-plan",
};

interface Entry {
  readonly list: string;
  readonly file: string;
  readonly expected: string;
  /** As `index.csv` counts them. */
  readonly changes?: number;
  /** As `newer.csv` has them. */
  readonly made?: { readonly version: string; readonly maker: "terraform" | "opentofu" };
}

/** Reads the whole corpus; `null` where it is not there. */
export function readCorpus(root = CORPUS): CorpusResult | null {
  if (!existsSync(join(root, "index.csv"))) return null;
  const counts = new Map<string, number>();
  const mistakes: string[] = [];
  let resources = 0;
  for (const entry of entries(root)) {
    try {
      const { kind, plan } = readOne(join(root, entry.file), entry.made !== undefined);
      const key = `${entry.list}: ${kind}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (kind !== entry.expected) mistakes.push(`${entry.file}: taken for ${kind}, is ${entry.expected}`);
      if (plan === undefined) continue;
      resources += plan.resources.length;
      if (entry.changes !== undefined && entry.changes !== 0 && plan.resources.length !== entry.changes) {
        mistakes.push(`${entry.file}: ${plan.resources.length} resources, but ${entry.changes} changes`);
      }
      const { terraformVersion, maker = "unknown" } = plan.file;
      if (entry.made !== undefined && (terraformVersion !== entry.made.version || maker !== entry.made.maker)) {
        mistakes.push(`${entry.file}: made by ${maker} ${terraformVersion ?? "unknown"}`);
      }
    } catch (error) {
      mistakes.push(`${entry.file}: ${String(error)}`);
    }
  }
  return { counts, resources, mistakes };
}

/** Reads one file, and every attribute of every resource where it is a plan; a saved plan only where `saved` says so. */
function readOne(path: string, saved: boolean): { kind: string; plan?: Plan } {
  const bytes = readFileSync(path);
  const found = classify(bytes);
  if (found.kind === "saved-plan" && saved) {
    savedPlanToJson(bytes);
    const plan = readSavedPlan(bytes, { path, sha256: "" });
    for (const { files } of plan.source?.modules.values() ?? [])
      if (files.size === 0) throw new Error("an empty module");
    return { kind: found.kind, plan };
  }
  if (found.kind !== "plan") return { kind: found.kind };
  const plan = planFromJson(found.document, { path, sha256: "" });
  for (const resource of plan.resources) {
    const names = [...Object.keys(resource.after ?? {}), ...Object.keys(resource.afterUnknown ?? {})];
    for (const name of names) attribute(resource, name, plan.configuration);
    plan.configuration?.resource(resource.address);
  }
  return { kind: found.kind, plan };
}

function* entries(root: string): Generator<Entry> {
  const rows = (list: string): string[][] => readCsv(readFileSync(join(root, `${list}.csv`), "utf8"));
  const [header = [], ...plans] = rows("index");
  const changes = header.indexOf("n_resource_changes");
  for (const row of plans) {
    yield { list: "index", file: row[0] ?? "", expected: "plan", changes: Number(row[changes]) };
  }
  for (const [file = "", category = ""] of rows("odd").slice(1)) {
    yield { list: "odd", file, expected: ODD[category] ?? `unknown category ${category}` };
  }
  for (const [file = "", , , , , , , , members = ""] of rows("binary").slice(1)) {
    yield { list: "binary", file, expected: members === "" ? "old-saved-plan" : "saved-plan" };
  }
  for (const [file = "", , , version = "", what = ""] of rows("newer").slice(1)) {
    const maker = what.includes("OpenTofu") ? "opentofu" : "terraform";
    const expected = what.startsWith("saved plan") ? "saved-plan" : "plan";
    yield { list: "newer", file: `newer/${file}`, expected, made: { version, maker } };
  }
}

/** Rows of a CSV text; a cell in quotes may hold commas, doubled quotes and line breaks. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain.replace(/\r$/, "") : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    if (row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}

function main(): void {
  const result = readCorpus();
  if (result === null) {
    console.log(`skipped: no corpus at ${CORPUS}`);
    return;
  }
  for (const [kind, count] of [...result.counts].sort()) console.log(`${String(count).padStart(4)}  ${kind}`);
  console.log(`${result.resources} resources read, ${result.mistakes.length} mistakes`);
  for (const mistake of result.mistakes) console.error(mistake);
  if (result.mistakes.length > 0) process.exitCode = 1;
}

if (require.main === module) main();
